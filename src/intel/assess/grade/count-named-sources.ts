/** How many of a text's statements are given to someone named: "Ana Ruiz of Kestrel Labs said", "according to Acme". */
import { splitSentences } from "#kit/text/split-sentences.ts";

const named =
  /\b(?:according to (?:a |an |the )?(?:\p{Ll}+ ){0,4}\p{Lu}\p{L}+|\p{Lu}[\p{L}\p{N}.]+(?: \p{Lu}?[\p{L}\p{N}.]+){0,3}(?:, [^,.]{3,60},)? (?:said|says|told|wrote|reports?|reported|describes|described|attributes|attributed|denied|stressed|confirmed|warned|added|urges|counts|calls|lists|grades|considers|notified)|(?:laut|nach Angaben (?:von|des|der)) \p{Lu}\p{L}+|\p{Lu}\p{L}+ berichtet)\b/u;
/** The same in German, French, Spanish, Italian, Dutch and Portuguese: the verb before or after the name. */
const namedAbroad =
  /(?<![\p{L}])(?:(?:sagte|erklärte|nannte|bestätigte|betonte|warnte|teilte|schreibt|so) (?:\p{L}{2,24} ){0,2}\p{Lu}\p{L}+ \p{Lu}\p{L}+|(?:selon|d[’']après|según|secondo|segundo|volgens) (?:la |le |les |el |los |il |lo |o |a |de |het |une? |l[’'])?(?:\p{Ll}{1,20} ){0,4}\p{Lu}\p{L}+|(?:rapport|étude|informe|studio|estudo|onderzoek) (?:de|del|della|di|van|da) (?:la |le |el |de |het )?(?:\p{Ll}{1,20} ){0,3}\p{Lu}\p{L}+|\p{Lu}\p{L}+(?: \p{Lu}\p{L}+){0,3} (?:affirme|indique|précise|explique|assure|estime|confirme|ne confirme|a déclaré|met en cause|afirma|asegura|dijo|informó|confirmó|afferma|ha dichiarato|conferma|zegt|meldt|bevestigt|disse|afirmou|confirmou)|a déclaré (?:un|une) porte-parole|(?:teilte|gab) (?:\p{L}{2,20} ){0,5}(?:mit|an))(?![\p{L}])/u;
const nobody =
  /^(?:according to (?:a |an |the )?(?:\p{Ll}+ ){0,4}(?:Reports)|(?:Experts|Researchers|Hackers|Attackers|Officials|Insiders|Sources|Analysts|Users|It|He|She|They|This|That|One|Some|Many|Security|Nobody|No) )/u;

export const countNamedSources = (text: string): number => {
  let count = 0;
  for (const span of splitSentences(text)) {
    const sentence = text.slice(span.start, Math.min(span.end, span.start + 500));
    const match = named.exec(sentence);
    if ((match !== null && !nobody.test(match[0])) || namedAbroad.test(sentence)) count += 1;
  }
  return count;
};
