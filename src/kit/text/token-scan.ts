/**
 * Goes once over a text and calls back at each run of digits and at each word of a list, in any case. Letters and digits
 * part each other ("3rd" is two runs), so the caller looks at what stands around. A run of letters is hashed as it goes
 * by; only one whose hash is in the list is looked at again.
 */
export interface TokenVisitor {
  /** A run of ASCII digits. Gives where to go on: its end, or further. */
  readonly onDigits: (start: number, end: number) => number;
  /** A word of the list, by its index. Gives where to go on. */
  readonly onWord: (word: number, start: number, end: number) => number;
}

const digit = 1;
/** Written without blanks, so that a Latin word may stand right against them: they are in no run. */
const unparted = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]/u;
/** Of each code unit: 0 for what is in no run, 1 for a digit, else its small letter. */
const classes = new Uint16Array(65536);
for (let code = 0; code < 65536; code += 1) {
  const char = String.fromCharCode(code);
  if (code >= 48 && code <= 57) classes[code] = digit;
  else if ((code < 0xd800 || code > 0xdfff) && /\p{L}/u.test(char) && !unparted.test(char)) {
    const lower = char.toLowerCase();
    classes[code] = lower.length === 1 ? lower.charCodeAt(0) : code;
  }
}

const step = (hash: number, letter: number): number => (Math.imul(hash, 31) + letter) | 0;
const slots = 4096;

/** Runs in order, three numbers each: start, end, and the hash of its small letters (0 for digits). */
interface Runs {
  readonly text: string;
  readonly used: number;
  readonly places: Int32Array;
}

const perRun = 3;

const hashOf = (text: string, start: number, end: number): number => {
  let hash = 0;
  for (let at = start; at < end; at += 1) hash = step(hash, classes[text.charCodeAt(at)] ?? 0);
  return hash;
};

/** End of the run that begins at `start`. */
const runEnd = (text: string, start: number): number => {
  const digits = classes[text.charCodeAt(start)] === digit;
  let at = start + 1;
  for (; at < text.length; at += 1) {
    const kind = classes[text.charCodeAt(at)] as number;
    if (kind === 0 || (kind === digit) !== digits) break;
  }
  return at;
};

const widen = (places: Int32Array): Int32Array => {
  const wider = new Int32Array(places.length * 2);
  wider.set(places);
  return wider;
};

const cutRuns = (text: string): Runs => {
  let places: Int32Array = new Int32Array(Math.max(96, text.length));
  let used = 0;
  let at = 0;
  while (at < text.length) {
    let kind = classes[text.charCodeAt(at)] as number;
    if (kind === 0) {
      at += 1;
      continue;
    }
    const start = at;
    let hash = 0;
    if (kind === digit) at = runEnd(text, at);
    else
      do {
        hash = step(hash, kind);
        at += 1;
        kind = at < text.length ? (classes[text.charCodeAt(at)] as number) : 0;
      } while (kind > digit);
    if (used + perRun > places.length) places = widen(places);
    places[used] = start;
    places[used + 1] = at;
    places[used + 2] = hash;
    used += perRun;
  }
  return { text, used, places };
};

/** Several scans go over one text, one after the other: the runs of the last one are kept, up to a length. */
const keptLength = 1_000_000;
let kept: Runs = { text: "", used: 0, places: new Int32Array(0) };

const runsOf = (text: string): Runs => {
  if (kept.text === text) return kept;
  const runs = cutRuns(text);
  if (text.length <= keptLength) kept = runs;
  return runs;
};

interface Entry {
  readonly word: string;
  readonly index: number;
}

/** A scan for `words`: small letters only. */
export const buildTokenScan = (words: readonly string[]): ((text: string, visitor: TokenVisitor) => void) => {
  const buckets: (Entry[] | undefined)[] = Array.from({ length: slots }, () => undefined);
  const held = new Uint8Array(slots);
  let longest = 0;
  for (const [index, word] of words.entries()) {
    const slot = hashOf(word, 0, word.length) & (slots - 1);
    buckets[slot] = [...(buckets[slot] ?? []), { word, index }];
    held[slot] = 1;
    longest = Math.max(longest, word.length);
  }
  const find = (text: string, hash: number, start: number, end: number): number => {
    if (held[hash & (slots - 1)] === 0 || end - start > longest) return -1;
    const lower = text.slice(start, end).toLowerCase();
    return buckets[hash & (slots - 1)]?.find(({ word }) => word === lower)?.index ?? -1;
  };
  return (text, { onDigits, onWord }) => {
    const { used, places } = runsOf(text);
    let at = 0;
    for (let run = 0; run < used; run += perRun) {
      let start = places[run] as number;
      const end = places[run + 1] as number;
      if (end <= at) continue;
      let hash = places[run + 2] as number;
      if (start < at) {
        start = at;
        hash = hashOf(text, start, end);
      }
      if (classes[text.charCodeAt(start)] === digit) at = Math.max(end, onDigits(start, end));
      else {
        const index = find(text, hash, start, end);
        at = index < 0 ? end : Math.max(end, onWord(index, start, end));
      }
    }
  };
};

/** Is the run of letters at [start, end) only a part of a word with digits or low lines in it? */
export const cutsWord = (text: string, start: number, end: number): boolean =>
  joins(text.charCodeAt(start - 1)) || joins(text.charCodeAt(end));

/** A digit of any script, or a low line. */
const joins = (code: number): boolean =>
  code < 128 ? (code >= 48 && code <= 57) || code === 95 : code > 0 && /\p{N}/u.test(String.fromCharCode(code));
