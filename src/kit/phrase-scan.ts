/**
 * Finds every one of many fixed phrases that begin where no word is cut and whose first word stands there whole. Folds as the
 * automaton does; at one place shorter phrases come first. Linear in the text times the longest phrase.
 *
 * A phrase is looked for only where its first run of letters or digits stands, with the three characters after it: two small
 * tables of bits tell that, so that most words of a text cost one look.
 */
import { type Automaton, fold, foldCode, isWordCode, type OnMatch, plant } from "./aho-corasick.ts";
import {
  digitClass,
  digitRun,
  hashRun,
  type LetterRuns,
  perRun,
  runClass,
  runEnd,
  stepHash,
  withRuns,
} from "./text/letter-runs.ts";

/** A set of numbers by some of their bits, in a table whose size is a power of two: says yes a little too often. */
const bitSet = (count: number): Uint8Array => {
  let size = 512;
  while (size < 2 ** 17 && size < count) size *= 2;
  return new Uint8Array(size);
};

const mixed = (hash: number): number => {
  const product = Math.imul(hash, 0x9e3779b1);
  return product ^ (product >>> 15);
};

const addTo = (set: Uint8Array, hash: number): void => {
  const at = mixed(hash) & (set.length * 8 - 1);
  set[at >> 3] = (set[at >> 3] ?? 0) | (1 << (at & 7));
};

const isIn = (set: Uint8Array, hash: number): boolean => {
  const at = mixed(hash) & (set.length * 8 - 1);
  return (((set[at >> 3] as number) >> (at & 7)) & 1) === 1;
};

const ahead = 3;

/** The hash of a run and of the characters after it. */
const hashBeyond = (run: number, text: string, end: number): number => {
  let hash = run;
  for (let at = end; at < end + ahead && at < text.length; at += 1)
    hash = stepHash(hash, foldCode(text.charCodeAt(at)));
  return hash;
};

/** `hashRun` knows no digit from another. */
const hashDigits = (text: string, start: number, end: number): number => {
  let hash = 0;
  for (let at = start; at < end; at += 1) hash = stepHash(hash, text.charCodeAt(at));
  return hash;
};

const wordEnd = (text: string, start: number): number => {
  let at = start;
  while (at < text.length && isWordCode(text.charCodeAt(at))) at += 1;
  return at;
};

const cutsWordAt = (text: string, at: number): boolean =>
  isWordCode(text.charCodeAt(at)) && at > 0 && isWordCode(text.charCodeAt(at - 1));

interface Heads {
  /** First runs of the phrases. */
  readonly firsts: Uint8Array;
  /** Of phrases that end with their first run, or have less than three characters left, the hash of the run; of others that and the three characters after it. */
  readonly known: Uint8Array;
  readonly short: ReadonlyMap<number, readonly number[]>;
  readonly long: ReadonlyMap<number, readonly number[]>;
  /** First characters of the phrases that begin with no run. */
  readonly marks: Uint8Array;
}

/** In the order in which the walk reports. */
const inOrder = (lists: Map<number, number[]>, phrases: readonly string[]): ReadonlyMap<number, readonly number[]> => {
  for (const list of lists.values())
    list.sort((a, b) => (phrases[a]?.length ?? 0) - (phrases[b]?.length ?? 0) || b - a);
  return lists;
};

const headsOf = (phrases: readonly string[]): Heads => {
  const firsts = bitSet(phrases.length);
  const known = bitSet(phrases.length * 2);
  const marks = new Uint8Array(65536);
  const short = new Map<number, number[]>();
  const long = new Map<number, number[]>();
  for (const [index, phrase] of phrases.entries()) {
    if (phrase === "") continue;
    const end = runEnd(phrase, 0);
    if (end === 0) {
      marks[foldCode(phrase.charCodeAt(0))] = 1;
      continue;
    }
    const digits = runClass(phrase.charCodeAt(0)) === digitClass;
    const run = digits ? hashDigits(phrase, 0, end) : hashRun(phrase, 0, end);
    const [lists, hash] = end + ahead > phrase.length ? [short, run] : [long, hashBeyond(run, phrase, end)];
    addTo(firsts, run);
    addTo(known, hash);
    lists.set(hash, [...(lists.get(hash) ?? []), index]);
  }
  return { firsts, known, short: inOrder(short, phrases), long: inOrder(long, phrases), marks };
};

type Walk = (text: string, start: number, onMatch: OnMatch) => void;

const buildWalk = (phrases: readonly string[]): Walk => {
  const { next, first, following } = plant(phrases);
  const lengths = Int32Array.from(phrases, (phrase) => phrase.length);
  const firstWords = Int32Array.from(phrases, (phrase) => wordEnd(phrase, 0));
  return (text, start, onMatch) => {
    let node = 0;
    let word = -1;
    for (let at = start; at < text.length; at += 1) {
      node = next.get(node, foldCode(text.charCodeAt(at)));
      if (node === 0) return;
      for (let phrase = first[node] as number; phrase >= 0; phrase = following[phrase] as number) {
        if (word < 0) word = wordEnd(text, start) - start;
        if (firstWords[phrase] === word) onMatch(phrase, start, start + (lengths[phrase] as number));
      }
    }
  };
};

/** More phrases than this that begin alike are told apart by the walk, which reads what they share once. */
const mostAlike = 32;

const standsAt = (folded: string, text: string, start: number): boolean => {
  if (start + folded.length > text.length) return false;
  for (let at = 0; at < folded.length; at += 1)
    if (foldCode(text.charCodeAt(start + at)) !== folded.charCodeAt(at)) return false;
  return true;
};

/** The plain twin: looks from every place that cuts no word. Also reads the texts whose runs are not made of words alone. */
const scanPlaces = (walk: Walk, text: string, onMatch: OnMatch): void => {
  for (let at = 0; at < text.length; at += 1) if (!cutsWordAt(text, at)) walk(text, at, onMatch);
};

const buildRunScan = (phrases: readonly string[], walk: Walk): ((runs: LetterRuns, onMatch: OnMatch) => void) => {
  const { firsts, known, short, long, marks } = headsOf(phrases);
  const folded = phrases.map(fold);
  const firstWords = Int32Array.from(phrases, (phrase) => wordEnd(phrase, 0));
  const walkMarks = (text: string, from: number, to: number, onMatch: OnMatch): void => {
    for (let at = from; at < to; at += 1)
      if (marks[foldCode(text.charCodeAt(at))] === 1 && !cutsWordAt(text, at)) walk(text, at, onMatch);
  };
  const report = (list: readonly number[], text: string, start: number, onMatch: OnMatch): void => {
    for (const phrase of list) {
      const words = folded[phrase] as string;
      if (!standsAt(words, text, start)) continue;
      const goesOn = start + (firstWords[phrase] as number);
      if (!cutsWordAt(text, goesOn)) onMatch(phrase, start, start + words.length);
    }
  };
  const look = (hash: number, text: string, start: number, end: number, onMatch: OnMatch): void => {
    const alone = isIn(known, hash) ? short.get(hash) : undefined;
    const beyond = hashBeyond(hash, text, end);
    const followed = isIn(known, beyond) && end + ahead <= text.length ? long.get(beyond) : undefined;
    if (alone === undefined && followed === undefined) return;
    if ((alone?.length ?? 0) > mostAlike || (followed?.length ?? 0) > mostAlike) walk(text, start, onMatch);
    else {
      if (alone !== undefined) report(alone, text, start, onMatch);
      if (followed !== undefined) report(followed, text, start, onMatch);
    }
  };
  const blankOpens = marks[32] === 1;
  /** What stands between two runs; whether it joins them to one word. */
  const joins = (text: string, from: number, to: number, onMatch: OnMatch): boolean => {
    const before = text.charCodeAt(to - 1);
    // One blank parts most words.
    if (before === 32 && to === from + 1 && !blankOpens) return false;
    if (to > from) walkMarks(text, from, to, onMatch);
    return isWordCode(before);
  };
  return ({ text, used, places }, onMatch) => {
    let done = 0;
    for (let run = 0; run < used; run += perRun) {
      const start = places[run] as number;
      const end = places[run + 1] as number;
      const joined = start > 0 && joins(text, done, start, onMatch);
      done = end;
      if (joined) continue;
      const digits = (places[run + 3] as number) === digitRun;
      const hash = digits ? hashDigits(text, start, end) : (places[run + 2] as number);
      if (isIn(firsts, hash)) look(hash, text, start, end, onMatch);
    }
    walkMarks(text, done, text.length, onMatch);
  };
};

/** Builds both; empty phrases never match. */
export const buildPhraseScans = (
  phrases: readonly string[],
): { readonly fast: Automaton; readonly plain: Automaton } => {
  const walk = buildWalk(phrases);
  const scanRuns = buildRunScan(phrases, walk);
  const plain: Automaton = { scan: (text, onMatch) => scanPlaces(walk, text, onMatch) };
  const fast: Automaton = {
    scan: (text, onMatch) =>
      withRuns(text, (runs) => {
        if (runs.odd) scanPlaces(walk, text, onMatch);
        else scanRuns(runs, onMatch);
      }),
  };
  return { fast, plain };
};

export const buildPhraseScan = (phrases: readonly string[]): Automaton => buildPhraseScans(phrases).fast;
