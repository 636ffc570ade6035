/** How many of a text's statements are given to someone named: "Ana Ruiz of Kestrel Labs said", "according to Acme". */
import { splitSentences } from "#kit/text/split-sentences.ts";

const named =
  /\b(?:according to (?:a |an |the )?(?:\p{Ll}+ ){0,4}\p{Lu}\p{L}+|\p{Lu}[\p{L}\p{N}.]+(?: \p{Lu}?[\p{L}\p{N}.]+){0,3}(?:, [^,.]{3,60},)? (?:said|says|told|wrote|reports?|reported|describes|described|attributes|attributed|denied|stressed|confirmed|warned|added|urges|counts|calls|lists|grades|considers|notified)|(?:laut|nach Angaben (?:von|des|der)) \p{Lu}\p{L}+|\p{Lu}\p{L}+ berichtet)\b/u;
const nobody =
  /^(?:according to (?:a |an |the )?(?:\p{Ll}+ ){0,4}(?:Reports)|(?:Experts|Researchers|Hackers|Attackers|Officials|Insiders|Sources|Analysts|Users|It|He|She|They|This|That|One|Some|Many|Security|Nobody|No) )/u;

export const countNamedSources = (text: string): number => {
  let count = 0;
  for (const span of splitSentences(text)) {
    const match = named.exec(text.slice(span.start, Math.min(span.end, span.start + 500)));
    if (match !== null && !nobody.test(match[0])) count += 1;
  }
  return count;
};
