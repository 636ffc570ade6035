/**
 * Goes once over a text and calls back at each run of digits and at each word of a list, in any case. Letters and digits
 * part each other ("3rd" is two runs), so the caller looks at what stands around. Only a run whose hash is in the list is
 * looked at again.
 */
import {
  digitClass,
  digitRun,
  hashRun,
  type LetterRuns,
  runClass,
  runEnd,
  watchRuns,
  withRuns,
} from "./letter-runs.ts";

export interface TokenVisitor {
  /** A run of ASCII digits. Gives where to go on: its end, or further. */
  readonly onDigits?: (start: number, end: number) => number;
  /** A word of the list, by its index. Gives where to go on. */
  readonly onWord: (word: number, start: number, end: number) => number;
}

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

/** Where a run ends that goes on at `at`, in the middle of letters or of digits; `at` where none does. */
const restEnd = (text: string, at: number): number => {
  const before = runClass(text.charCodeAt(at - 1));
  const digits = runClass(text.charCodeAt(at)) === digitClass;
  return before === 0 || (before === digitClass) !== digits ? at : runEnd(text, at);
};

/** A scan for `words`: small letters only. */
export const buildTokenScan = (words: readonly string[]): ((text: string, visitor: TokenVisitor) => void) => {
  const entries = new Map<number, Entry[]>();
  for (const [index, word] of words.entries()) {
    const hash = hashRun(word, 0, word.length);
    entries.set(hash, [...(entries.get(hash) ?? []), { word, index }]);
  }
  const bit = watchRuns([...entries.keys()]);

  const onRun = (text: string, hash: number, start: number, end: number, visitor: TokenVisitor): number => {
    for (const { word, index } of entries.get(hash) ?? [])
      if (isWord(text, start, end, word)) return Math.max(end, visitor.onWord(index, start, end));
    return end;
  };
  const onDigits = (start: number, end: number, visitor: TokenVisitor): number =>
    visitor.onDigits === undefined ? end : Math.max(end, visitor.onDigits(start, end));

  /** Told to go on in the middle of a run: what is left of it is a run of its own. */
  const goOn = (text: string, from: number, visitor: TokenVisitor): number => {
    let at = from;
    for (let end = restEnd(text, at); end > at; end = restEnd(text, at))
      at =
        runClass(text.charCodeAt(at)) === digitClass
          ? onDigits(at, end, visitor)
          : onRun(text, hashRun(text, at, end), at, end, visitor);
    return at;
  };

  const scan = ({ text, places, watched, watchedUsed }: LetterRuns, visitor: TokenVisitor): void => {
    const wanted = visitor.onDigits === undefined ? bit : bit | digitRun;
    let at = 0;
    for (let index = 0; index < watchedUsed; index += 1) {
      const run = watched[index] as number;
      const bits = (places[run + 3] as number) & wanted;
      if (bits === 0) continue;
      const start = places[run] as number;
      if (start < at) continue;
      const end = places[run + 1] as number;
      at =
        bits === digitRun ? onDigits(start, end, visitor) : onRun(text, places[run + 2] as number, start, end, visitor);
      if (at > end) at = goOn(text, at, visitor);
    }
  };
  return (text, visitor) => withRuns(text, (runs) => scan(runs, visitor));
};

/** Is the run of letters at [start, end) only a part of a word with digits or low lines in it? */
export const cutsWord = (text: string, start: number, end: number): boolean =>
  joins(text.charCodeAt(start - 1)) || joins(text.charCodeAt(end));

/** A digit of any script, or a low line. */
const joins = (code: number): boolean =>
  code < 128 ? (code >= 48 && code <= 57) || code === 95 : code > 0 && /\p{N}/u.test(String.fromCharCode(code));
