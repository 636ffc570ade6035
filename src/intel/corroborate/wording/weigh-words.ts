/**
 * How telling a word is when two articles share it: rare words tell, common ones do not.
 *
 * Inverse document frequency against a built-in table of security wording (`data/ORIGIN.md`), so that a day of three
 * articles is weighed like a day of three thousand. The day itself only lowers a weight: a name that half the day's
 * articles carry no longer tells stories apart.
 */
import table from "./data/common-words.json" with { type: "json" };
import { stopWords } from "./stop-words.ts";

const entries: ReadonlyMap<string, readonly number[]> = new Map(Object.entries(table.words));

/** Weight of a word the table does not hold: as rare as one sentence in 1,500. */
export const rarest = 7.3;

export const isStopWord = (stem: string): boolean => stopWords.has(stem);

/** Is it known as an ordinary word (not a name)? */
export const isOrdinary = (stem: string): boolean => {
  const entry = entries.get(stem);
  return entry !== undefined && entry[1] === 0;
};

export const isKnownName = (stem: string): boolean => entries.get(stem)?.[1] === 1;

/** −ln of the share of sentences that hold the word; 0 for stop words. */
export const wordWeight = (stem: string): number => {
  if (stopWords.has(stem)) return 0;
  const rate = entries.get(stem)?.[0];
  return rate === undefined ? rarest : Math.min(rarest, -Math.log(Math.max(rate, 1) / 10_000));
};
