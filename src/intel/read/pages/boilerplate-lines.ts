/**
 * Lines that are the site's, not the article's, whatever box they stand in: calls to read on, to share, to subscribe,
 * labels of adverts, notices of rights. Matched on short blocks only, at their start or as a whole.
 */
const wholeLine =
  /^(?:advertisement(?: [^.]{0,80})?|ads?|\d{1,2}:\d{2}(?::\d{2})?|\(?(?:additional )?reporting by [^.]{2,120}\)?|advertisment|anzeige|werbung|publicité|publicidad|pubblicità|sponsored|sponsored content|partner content|share|share this(?: (?:article|story|post|page))?|tweet|print|email|facebook|twitter|linkedin|whatsapp|reddit|pinterest|copy link|save|comments?|\d{1,5} comments?|kommentare|read more|read on|learn more|the post .{1,150} appeared first on .{1,80}|weiterlesen|mehr|more|related|trending|loading\.{0,3}|top stories|most read|most popular|recommended|sign up|subscribe|log in|sign in|menu|search|next|previous|next page[\s>»]{0,4}|back to top|nach oben|close|skip ad(?:vertisement)?|view comments|post a comment|leave a comment|leave a reply|kommentar schreiben|kommentar hinterlassen|follow us|tags?:?|photo|video|image|credit|read full (?:article|story)|story continues below(?: advertisement)?|article continues below(?: advertisement)?|continue reading(?: below| the main story)?|don['’]t miss|advert|sorted by.{0,30}|see more|show more|mehr anzeigen|mehr erfahren|alle anzeigen|drucken|teilen|artikel (?:teilen|drucken|merken|versenden)|diesen artikel (?:teilen|drucken|empfehlen|bewerten|kommentieren)|zurück|zur startseite|zur übersicht|nach oben|jetzt (?:teilen|lesen|abonnieren|kaufen)|partager|imprimer|lire la suite|en savoir plus|compartir|imprimir|leer más|ver más|veja (?:também|mais)|leia (?:também|mais)|condividi|stampa|leggi (?:anche|tutto)|delen|lees (?:meer|ook|verder)|udostępnij|czytaj (?:też|także|więcej)|zobacz (?:też|także|więcej)|zdroj|\(?noch keine bewertungen\)?(?: loading\.{0,3})?|bewertung.{0,40}|quelle|share on (?:facebook|twitter|linkedin|whatsapp|reddit|email))[\s:.…>»|]{0,4}$/i;

const lineStart =
  /^(?:read (?:more|next|also|now|this)\b\s?[:|–—-]|also read\b|read\s?:|lesen sie (?:auch|mehr|hier)|mehr zum thema|see also\s?:|see more\s?:|related\s?(?:stories|articles|coverage|reading|content|topics|links|posts)?\s?[:|–—]|more (?:from|on|about)\b[^.]{0,60}$|more\s?:|watch\s?:|watch (?:now|more|below|next)\b|watch\s?\||listen\s?:|now playing\b|up next\s?[:|]|next story\b|next up\s?[:|]|don['’]t miss\b\s?:|you (?:may|might) (?:also )?(?:like|enjoy|be interested)|sign up (?:for|to|here|now)\b|subscribe (?:to|for|now|here)\b|click here\b|get (?:the|our) (?:daily|morning|weekly|newsletter)\b|get (?:the |our )?latest (?:news|stories|headlines)\b|follow (?:us|@|him on|her on|me on|[\p{L}\s]{2,40} on (?:twitter|facebook|instagram|x\b))|like us on\b|join (?:us|our|the conversation)\b|download (?:the|our)[^.]{0,30}\bapp\b|share this\b|filed (?:under|in)\b|tagged(?: (?:with|in|as))?\s?:?|tags\s?:|topics\s?:|categories\s?:|posted (?:in|by|on)\b|published (?:on|by|in|at)?\s?:|last (?:updated|modified)\b|updated\s?:|(?:photo|image|picture|video|graphic)s?(?: credits?)?(?: by)?\s?[:©]|photo(?:graph)? by\b|credit\s?:|foto\s?:|bild\s?:|quelle\s?:|(?:image|photo) courtesy|getty images|copyright\b|©|\(c\)\s|all rights reserved|alle rechte vorbehalten|this (?:article|story|post) (?:was )?(?:originally|first) (?:appeared|published)|have a (?:tip|story)\b|do you (?:know more|have (?:more )?information)\b|got a (?:tip|news tip)|send (?:us )?(?:your )?tips|support (?:our|independent) journalism|we and our \d|(?:we|this (?:site|website)) uses? cookies|diese (?:web)?seite (?:verwendet|benutzt) cookies|please enable (?:javascript|js)|your browser (?:does not|doesn['’]t) support|you (?:have|['’]ve) (?:\d{1,3}|one|two|three) (?:free )?(?:articles?|stories)|to (?:continue reading|view the full (?:story|article)|read the full (?:story|article)|access this)\b|to read the (?:rest|full)\b|this (?:story|article) is (?:only )?for (?:subscribers|members)\b|if you(?:['’]re| are) (?:seeing this message|already a (?:subscriber|member))|(?:first-time |new )?subscribers (?:also )?(?:receive|get)\b|this (?:post|article|page|story) (?:may )?contains? (?:references to products|affiliate links|paid links)|we may (?:earn|receive) (?:a |an )?(?:affiliate )?commission|teilen sie (?:diesen|den) (?:artikel|beitrag)|folgen sie (?:uns|@)|jetzt (?:anmelden|registrieren|abonnieren|newsletter)|(?:lesen|sehen) sie (?:hier|auch|dazu)\b[^.]{0,80}$|hier geht(?:['’]s| es) (?:zu[mr]?|weiter)\b|suivez-nous|abonnez-vous|inscrivez-vous|síguenos|suscríbe|lea también|lee también|te puede interesar|leia (?:também|mais)|siga (?:o|a|nos)\b|assine\b|iscriviti|seguici|leggi anche|lees ook|volg ons|meld je aan|already a (?:subscriber|member)|buy (?:it )?(?:now|on amazon)\b|reprints?\b|contact (?:us|the author|the writer) at\b|write to [\p{Lu}][^.]{2,40} at \S{3,60}@)/iu;

/** At the start of a block of at most this length a phrase marks the whole block as the site's. */
const longest = 220;

/** Notices that stand at the foot of sites, wherever in the line the telling words are. */
const notice =
  /\bmay earn (?:a |an )?(?:small )?(?:affiliate )?commissions?\b|\ball rights reserved\b|\balle rechte vorbehalten\b|\btous droits réservés\b|\btodos los derechos reservados\b|\btodos os direitos reservados\b/i;

/** Ends as captions do: "(Image: Name)", "Photo: Name". */
const captionEnd =
  /\((?:images?|photos?|pictures?|pics?|credits?|bild|foto|fotos)\b[^()]{0,80}\)\s?\.?$|(?:^|[.!?|]\s)(?:photo(?:graph)?|image|picture|foto|bild|credit|illustration)s?(?: credit)?\s?:\s[^.:]{2,60}\.?$/i;

/** An offer of letters: names the reader's inbox or the outlet's letter, and asks to sign up. */
const letter =
  /\byour (?:e-?mail )?inbox\b|\bour (?:[a-z]{1,12} ){0,2}(?:newsletters?|letter|briefing|mailing list)\b|\bihr(?:em|en)? (?:postfach|posteingang)\b|\bunse(?:r|ren|rem) (?:[a-zäöü]{1,12} )?newsletter\b/i;
const signUp = /\bsign up\b|\bsubscribe\b|\bunsubscribe at\b|\bno spam\b|\banmelden\b|\babonnieren\b/i;

export const isSiteLine = (text: string): boolean => {
  if (text.length > longest) return false;
  if (letter.test(text) && signUp.test(text)) return true;
  return wholeLine.test(text) || lineStart.test(text) || captionEnd.test(text) || notice.test(text);
};

/** Tools of a page set in one line: "Write to us | Print". Each is a few words, none a sentence or a figure. */
export const isToolLine = (text: string): boolean => {
  if (text.length > 160) return false;
  const parts = text.split(/\s[|·•]\s/);
  return parts.length >= 2 && parts.every((part) => part.length <= 30 && !/[\d.!?:]/.test(part));
};

const writer =
  /^(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]v|[Aa]f)\s\p{Lu}[\p{L}.'’-]{0,30}(?:\s(?:\p{Lu}|on\b|and\b)|\s?[,|·•]|$)/u;
const dateline =
  /^written by\b|^(?:posted|published|updated|last updated|veröffentlicht|aktualisiert|publié|publicado)(?:\s(?:on|by|at|in|am|le|el|em|:)\b|\s?:|\s\p{L}{0,10}\.?\s?\d)|^stand\s?:|\b\d{1,3}[\s-]?min(?:ute)?s?\.? read\b|^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|^(?:mon|tues|wednes|thurs|fri|satur|sun)day,|^\d{1,2}\.?\s\p{L}{3,10}\.?\s\d{4}|^\p{L}{3,10}\.?\s\d{1,2},?\s\d{4}|\b[\d.,]{1,6}[km]? views\b/iu;

/** A line of the byline kind: who, when, how long to read. Longer ones are sentences. */
export const isBylineLine = (text: string): boolean => text.length <= 100 && (writer.test(text) || dateline.test(text));

const closingHeading =
  /^(?:related(?: (?:stories|articles|posts|news|contents?|topics|reading|links|coverage|items|tags|videos?|products|resources|pages))?|see also|read (?:more|next|also)|more (?:from|stories|news|articles|headlines|posts|like this|to read)|more on this|most (?:read|popular|viewed|commented|shared)|recommended(?: (?:for you|stories|articles|reading|posts|videos?|links))?|you (?:may|might) (?:also )?(?:like|enjoy|have missed|be interested)|(?:in case )?you missed it|in case you missed|(?:what to )?read next|keep reading|editor['’]s picks?|explore (?:more|further)|also (?:on|of interest)|trending(?: (?:now|stories|articles|news|topics))?|popular(?: (?:now|stories|articles|posts|news|tags|topics))?|latest (?:news|stories|posts|articles|from)|top stories|recent (?:posts|articles|comments|news)|comments?|\d{1,5} (?:comments?|thoughts?|responses?|replies|kommentare)|leave a (?:reply|comment)|join the (?:conversation|discussion)|about the authors?|about us|authors?|share (?:this|on)|follow (?:us|me)|newsletter|subscribe|sign up|stay (?:informed|connected|up to date|in touch)|get (?:the|our) (?:newsletter|app|daily|morning|weekly|latest (?:news|stories))|sponsored|advertisement|promoted|from the web|around the web|next (?:story|article|post)|up next|tags|categories|topics|filed under|kommentare?|kommentar (?:schreiben|hinterlassen)|(?:ähnliche|verwandte|weitere|neueste|beliebte|mehr|aktuelle) (?:artikel|beiträge|themen|news|meldungen|nachrichten|informationen|kommentare)|mehr (?:zum thema|aus|von)|das könnte (?:sie|dich)|auch interessant|lesen sie auch|meistgelesen|schlagwörter|schlagworte|(?:artikel )?teilen|über (?:den autor|die autorin|uns)|articles? (?:liés|similaires)|à lire aussi|lire aussi|sur le même sujet|commentaires?|noticias relacionadas|comentarios?|te puede interesar|artículos relacionados|leia também|leia mais|veja (?:também|mais)|você (?:pode|também)|mais lidas|te recomendamos|también te|lo más leído|leggi anche|articoli correlati|potrebbe interessarti|lees ook|reacties|läs (?:också|mer)|les også)(?![\p{L}\p{N}])/iu;
/** After these openings more words may follow; the others close only as the whole heading. */
const openEnded =
  /^(?:more (?:from|stories|news|on this)|you |also (?:on|of)|latest |share |follow |sign |stay |get |about the|join |\d|das |mehr (?:zum|aus|von)|read |see also|leave |te |también|você|potrebbe|à lire|lire|sur le|leggi|leia|lees|läs|les |subscribe|newsletter|advertisement|sponsored|promoted|from the|around the|next |most |recent |top |recommended for|weitere|kommentar (?:schr|hint))/iu;

/** Headings that open a part that is not the article: what follows belongs to it up to the next heading of its rank. */
export const isClosingHeading = (text: string): boolean => {
  if (text.length > 80) return false;
  const match = closingHeading.exec(text);
  if (match === null) return false;
  return openEnded.test(text) || /^[\s\d():.…»>-]{0,12}$/.test(text.slice(match[0].length));
};
