/**
 * Finds the bodies an article rests on: "according to a report by X", "X said", "a report released by X, the …",
 * "X’s advisory", "laut X", "nach Angaben von X", "selon X", "según X".
 *
 * Linear: sentence by sentence over the first 12,000 characters, with bounded patterns. People's names count through
 * their company only when it is named; "researchers" and "officials" name nobody and give nothing.
 */

import { splitSentences } from "#kit/text/split-sentences.ts";
import type { Article } from "#terms/article.ts";
import { stemWord } from "../wording/scan-words.ts";
import { isOrdinary, isStopWord } from "../wording/weigh-words.ts";

export interface Attribution {
  /** Comparable form of the name. */
  readonly key: string;
  readonly name: string;
  /** Title and opening weigh more than the depth of the text. */
  readonly weight: number;
}

const bodyLimit = 12_000;
const name =
  "([\\p{Lu}][\\p{L}\\p{N}.&+’'-]{1,30}(?: (?:of |and |for |the )?[\\p{Lu}\\p{N}][\\p{L}\\p{N}.&+’'-]{0,30}){0,4})";
const saying =
  "said|says|reports?|reported|found|describes|described|attributes|attributed|calls|revealed|disclosed|confirmed|warns|warned|" +
  "published|tracks|added|detailed|documented|observed|urges|urged|ties|tied|lists|counts|identified";
const work =
  "report|paper|advisory|write-up|blog post|analysis|research|researchers|study|notice|statement|catalog|catalogue|findings";
const byWhom =
  "according to|as reported by|citing|(?:reported|published|disclosed|discovered|found|released|issued) (?:(?:on )?\\p{L}{1,20} ){0,2}by|" +
  "(?:research|study|analysis|advisory|findings) (?:from|by)|report (?:from|by|of)";

interface Pattern {
  /** Cheap test that decides whether the whole pattern is worth trying. */
  readonly cue: RegExp;
  readonly whole: RegExp;
}
const pattern = (cue: string, whole: string): Pattern => ({
  cue: new RegExp(cue, "u"),
  whole: new RegExp(whole, "gu"),
});

const patterns: readonly Pattern[] = [
  pattern(
    "according to|citing| by | from | of ",
    `(?:${byWhom}) (?:a |an |the )?(?:\\p{Ll}{1,20} ){0,5}?(?:by |from |of )?(?:the )?${name}`,
  ),
  pattern(
    ` (?:${saying})(?![\\p{L}])`,
    `${name}(?:, [^,.]{3,70},)? (?:on \\p{Lu}\\p{Ll}{1,8}day |has |have |had )?(?:${saying})(?![\\p{L}])`,
  ),
  pattern("[’']", `${name}(?:’s|'s|’|') (?:\\p{Ll}{1,20} )?(?:${work})(?![\\p{L}])`),
  // "…, says Acme" at the end of a headline.
  pattern(
    ", (?:says?|said|warns?|warned|reports?) ",
    `, (?:says?|said|warns?|warned|reports?) (?:the |researchers at |security (?:firm|company) |vendor |maker )?${name}`,
  ),
  pattern(
    "analyst|researcher|spokes",
    `${name} (?:analysts?|researchers?|spokes(?:man|woman|person|people)) (?:\\p{Lu}|said|told|declined|found)`,
  ),
  pattern("comes? from", `(?:comes|come) from ${name}`),
  pattern(
    "laut |zufolge |nach Angaben|berichtet |so ",
    `(?:laut|zufolge|nach Angaben (?:von|der|des)|berichtet|so) (?:der |die |das |dem )?${name}`,
  ),
  pattern(
    "[Ss]elon|[’']après|rapport|étude|[Ss]egún|[Ss]econdo|[Ss]egundo|[Vv]olgens|informe|onderzoek",
    `(?:[Ss]elon|[Dd][’']après|[Ss]egún|[Ss]econdo|[Ss]egundo|[Vv]olgens|rapport d[eu]|étude d[eu]|informe de|onderzoek van) (?:la |le |les |el |los |il |lo |o |a |de |het |l[’']|une? )?(?:\\p{Ll}{1,20} ){0,4}?${name}`,
  ),
  pattern(
    "affirme|indique|déclaré|confirme|explique|afirma|asegura|informó|dijo|afferma|conferma|meldt|zegt|bevestigt",
    `${name} (?:affirme|indique|précise|explique|a déclaré|ne confirme|confirme|afirma|asegura|informó|dijo|afferma|conferma|meldt|zegt|bevestigt)(?![\\p{L}])`,
  ),
];

const notBodies =
  /^(?:The|This|That|These|Those|It|He|She|They|We|You|I|A|An|In|On|At|But|And|Yet|For|If|When|While|After|Before|As|One|Two|Three|Some|Many|Most|No|Nothing|Researchers?|Experts?|Officials?|Analysts?|Attackers?|Hackers?|Users?|Administrators?|Companies|Organi[sz]ations|Security|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Mr|Ms|Mrs|Dr|Both|Others|Several|Insiders|Readers|There|Here|What|Who|Why|How|Not|Its|Their|His|Her|Our|Der|Die|Das|Ein|Eine|Es|Sie|Wir|Forscher)$/u;

const legal =
  /\b(?:Inc|Ltd|LLC|Corp|Corporation|GmbH|AG|Group|Labs?|Networks|Security|Research|Threat Intelligence)\.?$/iu;

/** "Acme Networks, Inc." and "Acme" compare equal. */
export const bodyKey = (surface: string): string => {
  let key = surface.replace(/[’']s$/u, "");
  for (let round = 0; round < 2; round += 1) key = key.replace(legal, "").trim() || key;
  return key
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
};

const cleanName = (surface: string): string | undefined => {
  const words = surface.replace(/[.,;:]+$/u, "").split(" ");
  while (words.length > 0 && (notBodies.test(words[0] ?? "") || /^(?:the|of|and|for)$/u.test(words[0] ?? "")))
    words.shift();
  const cleaned = words.join(" ").replace(/[’']s$/u, "");
  if (cleaned.length < 2 || /^\p{N}+$/u.test(cleaned)) return undefined;
  // "Developer said", "Agency says": ordinary words name nobody.
  const isRole = cleaned.split(" ").every((word) => {
    const stem = stemWord(word.toLowerCase());
    return isOrdinary(stem) || isStopWord(stem);
  });
  return isRole ? undefined : cleaned;
};

const inSentence = (sentence: string, weight: number, outlet: string): Attribution[] => {
  const found: Attribution[] = [];
  for (const { cue, whole } of patterns) {
    if (!cue.test(sentence)) continue;
    for (const match of sentence.matchAll(whole)) {
      const cleaned = cleanName(match[1] ?? "");
      if (cleaned === undefined) continue;
      const key = bodyKey(cleaned);
      if (key.length >= 2 && key !== bodyKey(outlet)) found.push({ key, name: cleaned, weight });
    }
  }
  return found;
};

const attackerWord = "gang|crew|group|hackers|actor|collective|bande|gruppe";
const attackerNames: readonly RegExp[] = [
  `(?:${attackerWord})(?:,)? (?:it (?:calls|tracks as) |(?:known|tracked) as |called |named |that calls itself |calling itself |which calls itself )?${name}`,
  `${name} (?:\\p{Ll}{1,14} ){0,2}(?:${attackerWord})(?![\\p{L}])`,
].map((source) => new RegExp(source, "gu"));

const attackersIn = (text: string): Set<string> => {
  const found = new Set<string>();
  for (const pattern of attackerNames)
    for (const match of text.matchAll(pattern)) {
      const cleaned = cleanName(match[1] ?? "");
      if (cleaned !== undefined) found.add(bodyKey(cleaned));
    }
  return found;
};

export const findAttributions = (article: Article): Attribution[] => {
  const found: Attribution[] = [];
  const text = article.text.slice(0, bodyLimit);
  const attackers = attackersIn(`${article.title}\n${article.dek ?? ""}\n${text}`);
  for (const head of [article.title, article.dek ?? ""]) found.push(...inSentence(head, 2, article.outlet));
  for (const [index, span] of splitSentences(text).entries()) {
    const sentence = text.slice(span.start, Math.min(span.end, span.start + 600));
    found.push(...inSentence(sentence, index < 4 ? 1.5 : 0.6, article.outlet));
  }
  // What a gang says of itself is a claim, not a source others can rest on.
  return found.filter((entry) => !attackers.has(entry.key));
};

/** "Unit 7, the research arm of Acme", "Unit 7 (Acme)", "Acme’s Unit 7": two names of one voice. */
const partOf: readonly RegExp[] = [
  `${name} \\(${name}\\)`,
  `${name}, (?:the|a|an) [^,.]{3,50} (?:of|at|from) ${name}`,
  `${name}[’']s? (?:own )?(?:\\p{Ll}{1,20} ){0,3}${name}`,
].map((source) => new RegExp(source, "gu"));

const possessive = 2;

/** Pairs of comparable names that a text says are one house: the part first, then the whole. */
export const findHouses = (article: Article): [string, string][] => {
  const pairs: [string, string][] = [];
  const text = article.text.slice(0, bodyLimit);
  for (const span of splitSentences(text)) {
    const sentence = text.slice(span.start, Math.min(span.end, span.start + 600));
    for (const [index, pattern] of partOf.entries()) {
      for (const match of sentence.matchAll(pattern)) {
        const [first, second] = [cleanName(match[1] ?? ""), cleanName(match[2] ?? "")];
        if (first === undefined || second === undefined) continue;
        const pair: [string, string] = [bodyKey(first), bodyKey(second)];
        pairs.push(index === possessive ? [pair[1], pair[0]] : pair);
      }
    }
  }
  return pairs.filter(([part, whole]) => part !== "" && whole !== "" && part !== whole);
};
