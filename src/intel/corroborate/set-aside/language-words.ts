/**
 * Words of French, Spanish, Dutch, Italian, Portuguese and the Scandinavian languages for the same judgement: does a
 * text speak of security, of computers, or of sport and living? A star stands for any ending. Compiled by us.
 *
 * Only used to keep or set aside; a word of one language found in another makes the judgement more careful, no more.
 */

/** Attack, flaw, leak, theft, ransom, fraud, spying, arrest: anything of it keeps an article. */
export const foreignSecurity =
  // French
  "pirat*;attaqu*;faille*;vulnérab*;fuite*;rançon*;malveillan*;hameçonn*;mots? de passe;espion*;intrus*;correctif*;arnaqu*;" +
  "escroqu*;fraud*;chiffr(?:é|ée|és|ées|ement);compromis(?:e|es)?;vol(?:ées?|és?)?;piég(?:é|ée|és|ées);panne*;surveillance;" +
  // Spanish
  "ataque*;atacant*;vulnerab*;filtraci*;fuga*;brecha*;rescate*;malicios*;contraseña*;espía*;espionaje;parche*;estafa*;" +
  "fraude*;cifrad*;robad*;robo*;secuestr*;detenid*;suplantaci*;" +
  // Dutch
  "aanval*;aangevallen;kwetsba*;datalek*;lek;lekken;gelekt*;gijzelsoftware;kwaadaardig*;wachtwoord*;spionage;inbraak;ingebroken;" +
  "oplicht*;versleutel*;gestolen;gehackt*;afpers*;aangehouden;storing*;" +
  // Italian
  "attacc*;aggressor*;violazion*;riscatto;malevol*;credenzial*;spionagg*;intrusion*;truff*;frod[ei];cifrat*;rubat*;falla;falle;" +
  "ricatt*;" +
  // Portuguese
  "vazament*;vazad*;resgate*;senha*;espionagem;invas*;golpe*;roubad*;roubo*;falha*;extors*;" +
  // Swedish, Danish, Norwegian
  "angrepp*;angreb*;angrep*;sårbar*;läck*;lekkasje*;læk*;lösensumm*;løsepenge*;løsesum*;lösenord*;passord*;adgangskode*;" +
  "intrång*;innbrudd*;indbrud*;bedräger*;svindel*;utpress*;afpresning*;stulen;stulna;stjål*";

/** Anything about computers, networks and the safety of data. */
export const foreignComputers =
  "ordinateur*;logiciel*;serveur*;informatique*;numérique*;en ligne;réseaux? (?:informatique|social|internet)*;données;sécurité;" +
  "ordenador*;servidor*;informátic*;en línea;datos;seguridad;aplicaci*;gegevens;beveilig*;netwerk*;computers?;rete;reti;dati;" +
  "sicurezza;informatic*;dispositiv*;dados;segurança;rede;redes;aplicativ*;datorer;datamaskin*;nätverk*;nettverk*;netværk*;" +
  "säkerhet*;sikkerhet*;sikkerhed*;cyber*;digital*;tecnolog*;technolog*;téléphon*;teléfon*;telefon*;courriel*;correo electrónico";

export const foreignSport =
  "entraîneur*;championnat;ligue;joueur*;joueuse*;stade;gardien de but;mi-temps;demi-finale*;buteur*;" +
  "partido;gol(?:es)?;entrenador*;jugador*;estadio;portero;campeonato;semifinal*;" +
  "wedstrijd*;doelpunt*;competitie;speler*;stadion;eredivisie;halve finale;" +
  "partita;allenatore;giocator*;stadio;portiere;campionato;" +
  "treinador*;jogador*;estádio;golo*;" +
  "tränare*;spelare;målvakt*;spiller*;træner;trener;målmand;keeper;landskamp*;halvlek;kamp(?:en)?;omgång*;" +
  "torwart*;siebenmeter;linksaußen;rechtsaußen;auswärtsspiel*;heimspiel*;handball;fu(?:ß|ss)ball*;meisterschaft*;spieltag*;halbzeit;treffer";

/** Kitchen, stage, museum, travel. */
export const foreignLiving =
  "recette*;sucre;beurre;farine;œufs?;oeufs?;enfourn*;cuiller*;cuillère*;pâte;grammes;tarte;moule;cuisson;servez;mélangez;" +
  "gâteau*;fromage*;exposition;musée*;cinéma;théâtre;" +
  "receta*;azúcar;mantequilla;harina;huevos?;horno;cuchara*;gramos;exposición;museo;película*;concierto*;novela;teatro;" +
  "recept*;suiker;boter;bloem;eieren;oven;eetlepel*;theelepel*;taart;tentoonstelling;concert;" +
  "ricett*;zucchero;burro;farina;uova;forno;cucchia*;grammi;torta;formaggi*;mostra;concerto;romanzo;" +
  "receita*;açúcar;manteiga;farinha;ovos?;forno;colher*;gramas;exposição;museu;filme;" +
  "oppskrift*;opskrift*;socker;sukker;smör;smør;mjöl;ägg;ugn;ovn;utställning;utstilling;udstilling;" +
  "zucker;butter;mehl;eier;backofen;esslöffel;teelöffel;gramm;teig;kuchen;ausstellung;theater;" +
  "sugar;flour;oven;tablespoons?;teaspoons?;garlic;simmer;stir;dough;pastry";

/** A star becomes a bounded run of letters. */
export const withEndings = (words: string): string => words.replaceAll("*", "\\p{L}{0,20}");
