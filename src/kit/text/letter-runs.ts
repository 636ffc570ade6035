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

export const stepHash = (hash: number, letter: number): number => (Math.imul(hash, 31) + letter) | 0;

export const hashRun = (text: string, start: number, end: number): number => {
  let hash = 0;
  for (let at = start; at < end; at += 1) hash = stepHash(hash, runClass(text.charCodeAt(at)));
  return hash;
};

/** Runs in order, `perRun` numbers each: start, end, hash (0 for digits). */
export interface LetterRuns {
  readonly text: string;
  readonly used: number;
  readonly places: Int32Array;
  /** Some letter is an odd one. */
  readonly odd: boolean;
}

export const perRun = 3;

const widen = (places: Int32Array): Int32Array => {
  const wider = new Int32Array(places.length * 2);
  wider.set(places);
  return wider;
};

/** Into `room` as far as it reaches. */
const cutRuns = (text: string, room: Int32Array): LetterRuns => {
  const { length } = text;
  let places = room;
  let used = 0;
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
    if (kind === digitClass) {
      at += 1;
      while (at < length && (classes[text.charCodeAt(at)] as number) === digitClass) at += 1;
    } else
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
    used += perRun;
  }
  return { text, used, places, odd: (seen & oddClass) !== 0 };
};

const keptLength = 1_000_000;
const none: LetterRuns = { text: "", used: 0, places: new Int32Array(0), odd: false };
let kept = none;
/** What the kept runs stand in, used again for the next text unless somebody is still reading it. */
let room: Int32Array = new Int32Array(30_000);
let readers = 0;

const runsOf = (text: string): LetterRuns => {
  if (kept.text === text) return kept;
  if (readers > 0) return cutRuns(text, new Int32Array(Math.max(96, text.length)));
  const runs = cutRuns(text, room);
  if (text.length > keptLength) {
    kept = none;
    return runs;
  }
  kept = runs;
  room = runs.places;
  return runs;
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
