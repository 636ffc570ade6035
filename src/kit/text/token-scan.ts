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

interface Entry {
  readonly word: string;
  readonly index: number;
}

/** A scan for `words`: small letters only. */
export const buildTokenScan = (words: readonly string[]): ((text: string, visitor: TokenVisitor) => void) => {
  const buckets: (Entry[] | undefined)[] = Array.from({ length: slots }, () => undefined);
  let longest = 0;
  for (const [index, word] of words.entries()) {
    let hash = 0;
    for (let at = 0; at < word.length; at += 1) hash = step(hash, classes[word.charCodeAt(at)] ?? 0);
    const slot = hash & (slots - 1);
    buckets[slot] = [...(buckets[slot] ?? []), { word, index }];
    longest = Math.max(longest, word.length);
  }
  const find = (text: string, hash: number, start: number, end: number): number => {
    const bucket = end - start <= longest ? buckets[hash & (slots - 1)] : undefined;
    if (bucket === undefined) return -1;
    const lower = text.slice(start, end).toLowerCase();
    return bucket.find(({ word }) => word === lower)?.index ?? -1;
  };
  /** Of the run of letters read last. */
  let hash = 0;
  const lettersEnd = (text: string, start: number): number => {
    let at = start;
    let letter = classes[text.charCodeAt(at)] ?? 0;
    let sum = 0;
    do {
      sum = step(sum, letter);
      at += 1;
      letter = at < text.length ? (classes[text.charCodeAt(at)] ?? 0) : 0;
    } while (letter > digit);
    hash = sum;
    return at;
  };
  return (text, { onDigits, onWord }) => {
    let at = 0;
    while (at < text.length) {
      const start = at;
      const kind = classes[text.charCodeAt(at)] ?? 0;
      at += 1;
      if (kind === digit) {
        while (at < text.length && classes[text.charCodeAt(at)] === digit) at += 1;
        at = Math.max(at, onDigits(start, at));
      } else if (kind > digit) {
        at = lettersEnd(text, start);
        const index = find(text, hash, start, at);
        if (index >= 0) at = Math.max(at, onWord(index, start, at));
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
