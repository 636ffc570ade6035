/**
 * Goes once over a text and calls back at each run of digits and at each word of a list, in any case. Letters and digits
 * part each other ("3rd" is two runs), so the caller looks at what stands around. Only a run whose hash is in the list is
 * looked at again.
 */
import { digitClass, hashRun, perRun, runClass, withRuns } from "./letter-runs.ts";

export interface TokenVisitor {
  /** A run of ASCII digits. Gives where to go on: its end, or further. */
  readonly onDigits: (start: number, end: number) => number;
  /** A word of the list, by its index. Gives where to go on. */
  readonly onWord: (word: number, start: number, end: number) => number;
}

const slots = 16_384;
/** Short words differ in the low bits of their hash, long ones in the high ones. */
const slotOf = (hash: number): number => (hash ^ (hash >>> 14)) & (slots - 1);

interface Entry {
  readonly word: string;
  readonly index: number;
}

/** Is the run at [start, end) the word, in any case? */
const isWord = (text: string, start: number, end: number, word: string): boolean => {
  if (end - start !== word.length) return false;
  for (let at = 0; at < word.length; at += 1) {
    const code = text.charCodeAt(start + at);
    if (code > 127) return text.slice(start, end).toLowerCase() === word;
    if (runClass(code) !== word.charCodeAt(at)) return false;
  }
  return true;
};

/** A scan for `words`: small letters only. */
export const buildTokenScan = (words: readonly string[]): ((text: string, visitor: TokenVisitor) => void) => {
  const buckets = new Map<number, Entry[]>();
  const held = new Uint8Array(slots);
  let longest = 0;
  for (const [index, word] of words.entries()) {
    const slot = slotOf(hashRun(word, 0, word.length));
    buckets.set(slot, [...(buckets.get(slot) ?? []), { word, index }]);
    held[slot] = 1;
    longest = Math.max(longest, word.length);
  }
  const find = (text: string, hash: number, start: number, end: number): number => {
    if (end - start > longest) return -1;
    for (const { word, index } of buckets.get(slotOf(hash)) ?? []) if (isWord(text, start, end, word)) return index;
    return -1;
  };
  const visit = (text: string, hash: number, start: number, end: number, visitor: TokenVisitor): number => {
    if (runClass(text.charCodeAt(start)) === digitClass) return visitor.onDigits(start, end);
    if (held[slotOf(hash)] === 0) return end;
    const index = find(text, hash, start, end);
    return index < 0 ? end : visitor.onWord(index, start, end);
  };
  return (text, visitor) =>
    withRuns(text, ({ used, places }) => {
      let at = 0;
      for (let run = 0; run < used; run += perRun) {
        const start = places[run] as number;
        const end = places[run + 1] as number;
        if (end <= at) continue;
        // Told to go on inside this run: what is left of it is a run of its own.
        const cut = start < at;
        const hash = cut ? hashRun(text, at, end) : (places[run + 2] as number);
        at = Math.max(end, visit(text, hash, cut ? at : start, end, visitor));
      }
    });
};

/** Is the run of letters at [start, end) only a part of a word with digits or low lines in it? */
export const cutsWord = (text: string, start: number, end: number): boolean =>
  joins(text.charCodeAt(start - 1)) || joins(text.charCodeAt(end));

/** A digit of any script, or a low line. */
const joins = (code: number): boolean =>
  code < 128 ? (code >= 48 && code <= 57) || code === 95 : code > 0 && /\p{N}/u.test(String.fromCharCode(code));
