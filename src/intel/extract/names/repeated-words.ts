/**
 * Words that no list and no pattern has, with a capital inside a sentence, twice or more in the text, and not known as plain
 * words: names of somebody, most often an organisation.
 */
import { isAlphanumeric, isCapital } from "#kit/text/ascii.ts";
import { half, kindAt, letter, lower, number, upper } from "#kit/text/char-kinds.ts";
import { perRun, withRuns } from "#kit/text/letter-runs.ts";
import type { NameType } from "#terms/mention.ts";
import { inHeadline } from "./fit-run.ts";
import { openers, terms } from "./read-name.ts";

interface KnownWords {
  readonly frequentWords: ReadonlySet<string>;
  readonly knownWords: ReadonlySet<string>;
}

/** “ " ‘ */
const opensQuote = (code: number): boolean => code === 0x22 || code === 0x201c || code === 0x2018;

const shortest = 3;
const longest = 25;

const wordEnd = (text: string, start: number): number => {
  const limit = Math.min(text.length, start + longest);
  let at = start + 1;
  while (at < limit && isAlphanumeric(text.charCodeAt(at))) at += 1;
  return at;
};

/** Behind a lower-case word, a comma or an opening mark. */
const followsWord = (text: string, start: number): boolean => {
  const gap = opensQuote(text.charCodeAt(start - 1)) ? start - 2 : start - 1;
  if (gap < 1 || text.charCodeAt(gap) !== 32) return false;
  const kind = kindAt(text, gap - 1);
  if ((kind & half) !== 0) return /[\p{Ll},] ["“‘]?$/u.test(text.slice(Math.max(0, start - 3), start));
  return (kind & lower) !== 0 || text.charCodeAt(gap - 1) === 44;
};

/** @ - / \ _ */
const joins = (code: number): boolean => code === 64 || code === 45 || code === 47 || code === 92 || code === 95;

/** Before neither another name nor the rest of an address. */
const endsWord = (text: string, end: number): boolean => {
  const code = text.charCodeAt(end);
  const kind = kindAt(text, end);
  if ((kind & half) !== 0) return !/^[\p{L}\p{N}]/u.test(text.slice(end, end + 2));
  if ((kind & (letter | number)) !== 0 || joins(code)) return false;
  const next = kindAt(text, end + 1);
  return !(code === 46 && (next & (letter | number)) !== 0) && !(code === 32 && (next & upper) !== 0);
};

/** "NATO", "VPNs". */
const isShort = (text: string, start: number, end: number): boolean => {
  const last = text.charCodeAt(end - 1) === 115 ? end - 1 : end;
  for (let at = start; at < last; at += 1) if (!isCapital(text.charCodeAt(at))) return false;
  return true;
};

const isKnown = (word: string, { frequentWords, knownWords }: KnownWords): boolean => {
  const small = word.toLowerCase();
  return frequentWords.has(small) || knownWords.has(small) || terms.has(word) || openers.has(word);
};

type IsHeld = (start: number, end: number) => boolean;

const countInner = (text: string, words: KnownWords, isHeld: IsHeld): Map<string, number> => {
  const counts = new Map<string, number>();
  const look = (start: number): void => {
    const before = text.charCodeAt(start - 1);
    if (!(before === 32 || opensQuote(before)) || !followsWord(text, start)) return;
    const end = wordEnd(text, start);
    if (end < start + shortest || isShort(text, start, end) || !endsWord(text, end)) return;
    const word = text.slice(start, end);
    if (isKnown(word, words) || isHeld(start, end) || inHeadline(text, start)) return;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  withRuns(text, ({ used, places }) => {
    for (let run = 0; run < used; run += perRun) {
      const start = places[run] as number;
      if (start > 0 && isCapital(text.charCodeAt(start))) look(start);
    }
  });
  return counts;
};

export const repeatedWords = (text: string, words: KnownWords, isHeld: IsHeld): Map<string, NameType> => {
  const counts = countInner(text, words, isHeld);
  return new Map([...counts].filter(([, count]) => count >= 2).map(([word]) => [word, "organisation" as const]));
};
