/**
 * Who makes an attribution: "X said", "according to X", "X attributes", "by X in a report", "researchers assess". The article
 * itself ("we", or nobody named) gives no speaker. Looked for only beside a reporting word; patterns are bounded.
 */
import type { Span } from "#terms/span.ts";

export interface AttributionSpeaker extends Span {
  readonly name: string;
  readonly kind: "named" | "unnamed";
}

const verbs =
  "said|says|say|told|wrote|writes|reported|reports|report|warned|warns|confirmed|confirms|claimed|claims|believes?|believed|assess(?:es|ed)?|attributes?|attributed|links?|linked|ties|tied|tracks?|tracked|found|finds|concluded|concludes|suspects?|suspected|identified|described|describes|disclosed|revealed|announced|noted|stated|published|blames?|blamed|accused|accuses|named|names|calls|thinks?|judges?";
const who =
  "((?:[Tt]he )?(?:\\p{Lu}[\\p{L}\\p{N}’'&.-]*)(?: (?:\\p{Lu}[\\p{L}\\p{N}’'&.-]*|of|and|for|the(?= \\p{Lu})|\\d{1,4})){0,7})";
const crowd =
  "((?:[\\p{L}-]+ ){0,3}(?:[Rr]esearchers|[Aa]nalysts|[Oo]fficials|[Ee]xperts|[Vv]endors|[Ii]nvestigators|[Aa]gencies|[Aa]uthorities|[Gg]overnments|[Pp]rosecutors|companies|[Ss]ources|government|[Pp]olice)(?: (?:at|from|of|with) (?:the )?\\p{Lu}[\\p{L}\\p{N}’'&-]*(?: \\p{Lu}[\\p{L}\\p{N}’'&-]*){0,3})?)";

const according = new RegExp(
  `\\b[Aa]ccording to (?:a |an |the )?(?:(?:new |recent |joint )?(?:report|advisory|analysis|research|statement|blog post) (?:by|from|of) )?(?:${who}|${crowd})`,
  "u",
);
const before = new RegExp(
  `(?:^|[,;“"] ?(?:and |but |while |though )?|\\b(?:that|which|and|but|whom|as|group) )(?:${who}|${crowd}),? (?:(?:has|have|had|also|now|first|previously|jointly|publicly|formally) ){0,2}(?:${verbs})\\b`,
  "u",
);
const afterComma = new RegExp(`,[”"’]? (?:${who}|${crowd}) (?:${verbs})\\b`, "u");
const saidBy = new RegExp(
  `\\b(?:said|reported|attributed|linked|associated|identified|assessed|discovered|documented|described|reported on|disclosed|published|written|tracked|named)\\b[^.;\\n]{0,70}? by (?:${who}|${crowd})|\\b(?:article|report|blog post|post|advisory|analysis|research|statement|indictment) (?:by|from|published by) (?:${who}|${crowd})`,
  "u",
);
const saidAfter = new RegExp(`[,”"] (?:said|says|wrote) (?:${who}|${crowd})`, "u");

const pronoun =
  /^(?:The )?(?:A|An|One|Its|Some|It|They|He|She|We|This|That|These|Those|There|Who|Which|I|And|But|While|In|On|At|As|Since|Although|However|Attribution|Additionally|Specifically)$/i;

const tidy = (name: string): string => name.replace(/(?:[,.’'-]|\s(?:of|and|for|the))+$/u, "");

/** The speaker of a sentence, places relative to `sentence`; undefined when the article speaks for itself. */
export const findSpeaker = (sentence: string, isThreat: (name: string) => boolean): AttributionSpeaker | undefined => {
  for (const pattern of [according, saidAfter, before, afterComma, saidBy]) {
    const match = pattern.exec(sentence);
    if (!match) continue;
    const groups = match.slice(1);
    const index = groups.findIndex((group) => group !== undefined);
    const raw = groups[index];
    if (raw === undefined) continue;
    const name = tidy(raw);
    if (pronoun.test(name) || isThreat(name)) continue;
    const start = match.index + match[0].lastIndexOf(raw);
    return { start, end: start + name.length, name, kind: index % 2 === 0 ? "named" : "unnamed" };
  }
  return undefined;
};
