/** Comparisons of the day suite: words, overlaps, values. The same code measures any edition in the JSON form. */
import { smallNumbers } from "#kit/text/number-words.ts";
import type { Edition, EditionSentence } from "#terms/edition.ts";

export interface KeyClaim {
  readonly fact: string;
  readonly mode: string;
  readonly value: string | null;
  readonly quote: string;
}

export interface KeyArticle {
  readonly id: string;
  readonly url: string;
  readonly body_text: string;
  readonly claims: readonly KeyClaim[];
}

const stop = new Set(
  "a an the of in on at to for by with from and or but as is are was were be been being has have had it its that this these those which who whom whose their they he she his her not no nor than then so if any all some one also into over under about after before during there here will would can could may might do does did such more most".split(
    " ",
  ),
);

const fold = (text: string): string =>
  text.toLowerCase().replaceAll(/[’‘]/g, "'").replaceAll(/[“”]/g, '"').replaceAll(/[–—‑]/g, "-");

/** Number words as digits; "zero" stays a word ("zero day"). */
const numberWords: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(smallNumbers).flatMap(([word, value]) => (value === 0 ? [] : [[word, String(value)]])),
);

/** "fourteen" and "thirty-eight" are 14 and 38. */
const numberOf = (word: string): string => {
  const [tens = "", unit] = word.split("-").map((part) => numberWords[part]);
  return unit !== undefined && /^[2-9]0$/.test(tens) && /^[1-9]$/.test(unit)
    ? String(Number(tens) + Number(unit))
    : (numberWords[word] ?? word);
};

const wordsOf = (text: string): string[] =>
  (fold(text).match(/[\p{L}\p{N}][\p{L}\p{N}.+'-]*/gu) ?? [])
    .map((word) => word.replace(/[.'-]+$/, "").replace(/'s$/, ""))
    .map(numberOf);

const stem = (word: string): string =>
  /\d/.test(word) || word.length < 5 ? word : word.replace(/(?:ing|edly|ed|es|s|ly)$/, "");

export const contentWords = (text: string): Set<string> =>
  new Set(
    wordsOf(text)
      .filter((word) => !stop.has(word))
      .map(stem),
  );

export const tokenF1 = (found: string, wanted: string): number => {
  const count = (words: readonly string[]): Map<string, number> =>
    words.reduce((map, word) => map.set(word, (map.get(word) ?? 0) + 1), new Map<string, number>());
  const left = count(wordsOf(found));
  const right = count(wordsOf(wanted));
  let shared = 0;
  for (const [word, times] of left) shared += Math.min(times, right.get(word) ?? 0);
  const sum = (map: ReadonlyMap<string, number>): number =>
    [...map.values()].reduce((total, value) => total + value, 0);
  const all = sum(left) + sum(right);
  return all === 0 ? 1 : (2 * shared) / all;
};

const months = "january february march april may june july august september october november december".split(" ");

const magnitude: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  millionen: 1e6,
  tsd: 1e3,
};

/** Numbers of a text as values: "1.9 million" and "1,900,000" are both 1900000. */
const numbersOf = (text: string): Set<string> => {
  const out = new Set<string>();
  for (const match of fold(text).matchAll(/(\d[\d,]*(?:\.\d+)?)(?: (hundred|thousand|million|billion|millionen))?/g)) {
    const value = Number((match[1] ?? "").replaceAll(",", ""));
    out.add(String(value));
    if (match[2] !== undefined) out.add(String(Math.round(value * (magnitude[match[2]] ?? 1))));
  }
  for (const word of wordsOf(text)) if (/^\d+$/.test(word)) out.add(String(Number(word)));
  return out;
};

/** The specifics of a key's value: numbers, ids, capitalised names; an ISO date as its day and month; clock times left out. */
const specificsOf = (value: string): { words: string[]; numbers: string[] } => {
  const words: string[] = [];
  const numbers: string[] = [];
  const withoutDates = value
    .replace(
      /(?<![\w-])(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?(?!\d)/g,
      (_, __, month: string, day: string | undefined) => {
        if (day !== undefined) {
          words.push(months[Number(month) - 1] ?? month);
          numbers.push(String(Number(day)));
        }
        return " ";
      },
    )
    .replace(/\b\d{1,2}:\d{2}\b(?: [A-Z]{2,4})?/g, " ")
    .replace(/\([^)]*\)/g, " ");
  for (const word of withoutDates.match(/[\p{L}\p{N}][\p{L}\p{N}.,+-]*/gu) ?? []) {
    for (const bare of fold(word)
      .replace(/[.,]+$/, "")
      .split(/(?<=^v?\d[\d.]*)-(?=v?\d)/)) {
      const short = /^(\d+(?:\.\d+)?)(k|m|bn)$/.exec(bare);
      if (short !== null)
        numbers.push(String(Math.round(Number(short[1]) * ({ k: 1e3, m: 1e6, bn: 1e9 }[short[2] ?? ""] ?? 1))));
      else if (/^\d[\d,]*(?:\.\d+)?$/.test(bare)) numbers.push(String(Number(bare.replaceAll(",", ""))));
      else if (/\d/.test(bare) || /^\p{Lu}\p{L}/u.test(word)) words.push(bare);
    }
  }
  return { words, numbers };
};

const hedged =
  /\b(?:may|might|could|would fit|probably|likely|suggests?|thought to|believe|believes|circumstantial|claim(?:s|ed)?|appears?|possible|unclear|unknown|not (?:known|clear|settled|said|public)|medium|estimat(?:e|es|ed)|as many as|up to|if|according|nothing|no|not)\b/;
const negated = /\b(?:no|not|none|never|neither|nor|without|nothing|denied|denies|unaware)\b|n't/;

/** Is a fact of the key present? Overlapping citation in that article, its specifics in the sentence, hedge or denial kept. */
export const factPresent = (
  claim: KeyClaim,
  article: KeyArticle,
  sentences: readonly EditionSentence[],
  edition: Edition,
): boolean => {
  const text = edition.articles.find((candidate) => candidate.url === article.url)?.text;
  const at = text === undefined ? -1 : fold(text).indexOf(fold(claim.quote));
  if (at < 0) return false;
  const end = at + claim.quote.length;
  const specifics = specificsOf(claim.value ?? "");
  return sentences.some((sentence) => {
    if (
      !sentence.citations.some(
        (citation) => citation.articleUrl === article.url && citation.start < end && citation.end > at,
      )
    )
      return false;
    const words = new Set(wordsOf(sentence.text).flatMap((word) => [word, ...word.split("-")]));
    const numbers = numbersOf(sentence.text);
    const wanted = [...contentWords(claim.quote)];
    const held = contentWords(sentence.text);
    const has = (word: string): boolean =>
      words.has(word) || words.has(numberWords[word] ?? "") || words.has(word.replace(/^v/, ""));
    // A number of several parts ("4.2.1") is a version and stands as a word.
    const enough =
      specifics.words.length + specifics.numbers.length > 0
        ? specifics.words.every(has) && specifics.numbers.every((number) => numbers.has(number) || has(number))
        : wanted.filter((word) => held.has(word)).length / Math.max(1, wanted.length) >= 0.4;
    const lower = fold(sentence.text);
    return (
      enough && (claim.mode !== "hedges" || hedged.test(lower)) && (claim.mode !== "denies" || negated.test(lower))
    );
  });
};

const frameWords = new Set("cvss kev known exploited vulnerabilities catalog version not stated".split(" "));
const weekdays = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/;

/** Every number, id and capitalised name of a sentence stands in its passages (or is a cited outlet, or a resolved date). */
export const isGrounded = (sentence: EditionSentence, edition: Edition): boolean => {
  const outlets = new Set(edition.sources.flatMap((source) => wordsOf(source.outlet)));
  const passages = sentence.citations.map((citation) => citation.quote).join(" ");
  const held = new Set(wordsOf(passages).flatMap((word) => [word, ...word.split(/[-/]/)]));
  const resolvable = sentence.citations.length > 0;
  return [...sentence.text.matchAll(/(?<=[^.!?]\s|^\s?|[“(])[\p{L}\p{N}][\p{L}\p{N}.+'’-]*/gu)].every((match) => {
    const word = match[0];
    const isFirst = match.index === 0;
    if (!/\d/.test(word) && !/^\p{Lu}/u.test(word)) return true;
    const [folded = ""] = wordsOf(word);
    // "Feb. 27" is 27 February.
    if (months.includes(folded) && (held.has(folded.slice(0, 3)) || held.has(folded.slice(0, 4)))) return true;
    if (held.has(folded) || outlets.has(folded) || frameWords.has(folded)) return true;
    if (folded.split(/[-/]/).every((part) => held.has(part))) return true;
    if (weekdays.test(folded) || months.includes(folded) || /^\d{1,2}$/.test(folded))
      return resolvable && /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|today|yesterday/i.test(passages);
    return isFirst && !/\d/.test(word) && !/\p{Lu}.*\p{Lu}/u.test(word);
  });
};

export const copiedWords = (sentences: readonly EditionSentence[], edition: Edition): { share: number } => {
  const runs = new Set<string>();
  for (const article of edition.articles) {
    const words = wordsOf(article.text);
    for (let at = 0; at + 12 <= words.length; at += 1) runs.add(words.slice(at, at + 12).join(" "));
  }
  let copied = 0;
  let all = 0;
  for (const sentence of sentences) {
    const words = wordsOf(sentence.text.replace(/“[^”]*”/g, " "));
    const inside = new Set<number>();
    for (let at = 0; at + 12 <= words.length; at += 1)
      if (runs.has(words.slice(at, at + 12).join(" ")))
        for (let offset = 0; offset < 12; offset += 1) inside.add(at + offset);
    copied += inside.size;
    all += words.length;
  }
  return { share: all === 0 ? 0 : copied / all };
};
