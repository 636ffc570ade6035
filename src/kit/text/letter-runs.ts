/**
 * Cuts a text into runs of letters and runs of ASCII digits, each with the hash of its small letters; what stands between is
 * in none. Several scans go over one text one after the other, so the runs of the last one are kept, up to a length.
 *
 * Han, kana and Hangul are written without blanks, so that a Latin word may stand right against them: they are in no run.
 */
export const digitClass = 1;
/** Set on letters that `isWordCode` of the phrase scan takes for none: letter-like signs, scripts beyond its range. */
const oddClass = 0x10000;
const letterOf = 0xffff;

const unparted = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]/u;
/** Of each code unit: 0 for what is in no run, 1 for a digit, else its small letter, and whether it is an odd one. */
const classes = new Uint32Array(65536);
for (let code = 0; code < 65536; code += 1) {
  const char = String.fromCharCode(code);
  if (code >= 48 && code <= 57) classes[code] = digitClass;
  else if ((code < 0xd800 || code > 0xdfff) && /\p{L}/u.test(char) && !unparted.test(char)) {
    const lower = char.toLowerCase();
    classes[code] =
      (lower.length === 1 ? lower.charCodeAt(0) : code) |
      (code >= 0x2000 || (code > 127 && code < 0xc0) ? oddClass : 0);
  }
}

/** 0 for what is in no run, `digitClass` for a digit, else the small letter. */
export const runClass = (code: number): number => (classes[code] as number) & letterOf;

/** Where the run ends, of letters or of digits, that begins at `start`; `start` where none does. */
export const runEnd = (text: string, start: number): number => {
  const digits = runClass(text.charCodeAt(start)) === digitClass;
  let at = start;
  for (; at < text.length; at += 1) {
    const kind = runClass(text.charCodeAt(at));
    if (kind === 0 || (kind === digitClass) !== digits) break;
  }
  return at;
};

export const stepHash = (hash: number, letter: number): number => (Math.imul(hash, 31) + letter) | 0;

export const hashRun = (text: string, start: number, end: number): number => {
  let hash = 0;
  for (let at = start; at < end; at += 1) hash = stepHash(hash, runClass(text.charCodeAt(at)));
  return hash;
};

/** Runs in order, `perRun` numbers each: start, end, hash (0 for digits), and who watches for it. */
export interface LetterRuns {
  readonly text: string;
  readonly used: number;
  readonly places: Int32Array;
  /** Where the watched runs begin in `places`, `watchedUsed` of them. */
  readonly watched: Int32Array;
  readonly watchedUsed: number;
  /** Some letter is an odd one. */
  readonly odd: boolean;
}

export const perRun = 4;

/** Of a run: it is of digits, which everybody is shown. */
export const digitRun = 128;
/** The last bit is shared by all who come late. */
const lastBit = 64;
const slots = 16_384;
/** Short words differ in the low bits of their hash, long ones in the high ones. */
const slotOf = (hash: number): number => (hash ^ (hash >>> 14)) & (slots - 1);
/** By the hash of a run who watches for it, as bits; now and then somebody who does not. */
const watchers = new Uint8Array(slots);
let nextBit = 1;

const widen = (places: Int32Array): Int32Array => {
  const wider = new Int32Array(places.length * 2);
  wider.set(places);
  return wider;
};

interface Room {
  readonly places: Int32Array;
  readonly watched: Int32Array;
}

const digitsEnd = (text: string, start: number): number => {
  let at = start + 1;
  while (at < text.length && classes[text.charCodeAt(at)] === digitClass) at += 1;
  return at;
};

/** Into `room` as far as it reaches. */
const cutRuns = (text: string, room: Room): LetterRuns => {
  const { length } = text;
  let { places, watched } = room;
  let used = 0;
  let watchedUsed = 0;
  let seen = 0;
  let at = 0;
  while (at < length) {
    let kind = classes[text.charCodeAt(at)] as number;
    if (kind === 0) {
      at += 1;
      continue;
    }
    const start = at;
    let hash = 0;
    const digits = kind === digitClass;
    if (digits) at = digitsEnd(text, at);
    else
      do {
        seen |= kind;
        hash = stepHash(hash, kind & letterOf);
        at += 1;
        kind = at < length ? (classes[text.charCodeAt(at)] as number) : 0;
      } while (kind > digitClass);
    if (used + perRun > places.length) places = widen(places);
    places[used] = start;
    places[used + 1] = at;
    places[used + 2] = hash;
    const bits = digits ? digitRun : (watchers[slotOf(hash)] as number);
    places[used + 3] = bits;
    if (bits !== 0) {
      if (watchedUsed === watched.length) watched = widen(watched);
      watched[watchedUsed] = used;
      watchedUsed += 1;
    }
    used += perRun;
  }
  return { text, used, places, watched, watchedUsed, odd: (seen & oddClass) !== 0 };
};

const keptLength = 1_000_000;
const empty = new Int32Array(0);
const none: LetterRuns = { text: "", used: 0, places: empty, watched: empty, watchedUsed: 0, odd: false };
let kept = none;
/** Another text with the same runs. */
let twin: string | undefined;
/** What the kept runs stand in, used again for the next text unless somebody is still reading it. */
let room: Room = { places: new Int32Array(30_000), watched: new Int32Array(3_000) };
let readers = 0;

const runsOf = (text: string): LetterRuns => {
  if (kept.text === text) return kept;
  if (twin === text) return { ...kept, text };
  if (readers > 0)
    return cutRuns(text, { places: new Int32Array(Math.max(96, text.length)), watched: new Int32Array(96) });
  const runs = cutRuns(text, room);
  twin = undefined;
  if (text.length > keptLength) {
    kept = none;
    return runs;
  }
  kept = runs;
  room = runs;
  return runs;
};

/** Tells that a text differs from another between its runs alone, and is as long: blanks made plain. */
export const shareRuns = (text: string, other: string): void => {
  if (kept.text === text) twin = other;
};

/** Calls `read` with the runs of a text, which it may use until it returns. */
export const withRuns = (text: string, read: (runs: LetterRuns) => void): void => {
  const runs = runsOf(text);
  readers += 1;
  try {
    read(runs);
  } finally {
    readers -= 1;
  }
};

/** Asks to be shown the runs with these hashes; gives the bit they carry from now on. */
export const watchRuns = (hashes: readonly number[]): number => {
  const bit = nextBit;
  if (nextBit < lastBit) nextBit *= 2;
  for (const hash of hashes) watchers[slotOf(hash)] = (watchers[slotOf(hash)] ?? 0) | bit;
  kept = none;
  twin = undefined;
  return bit;
};
