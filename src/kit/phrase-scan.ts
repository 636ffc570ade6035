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
  stepHash,
  withRuns,
} from "./text/letter-runs.ts";

/** A set of numbers by some of their bits: says yes a little too often. */
class BitSet {
  readonly #bits: Uint8Array;
  readonly #mask: number;

  constructor(count: number) {
    let size = 4096;
    while (size < 2 ** 20 && size < count * 8) size *= 2;
    this.#bits = new Uint8Array(size / 8);
    this.#mask = size - 1;
  }

  static #mix(hash: number): number {
    const mixed = Math.imul(hash, 0x9e3779b1);
    return mixed ^ (mixed >>> 15);
  }

  add(hash: number): void {
    const at = BitSet.#mix(hash) & this.#mask;
    this.#bits[at >> 3] = (this.#bits[at >> 3] ?? 0) | (1 << (at & 7));
  }

  has(hash: number): boolean {
    const at = BitSet.#mix(hash) & this.#mask;
    return (((this.#bits[at >> 3] as number) >> (at & 7)) & 1) === 1;
  }
}

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

const firstRunEnd = (phrase: string): number => {
  const digits = runClass(phrase.charCodeAt(0)) === digitClass;
  let at = 0;
  while (at < phrase.length) {
    const kind = runClass(phrase.charCodeAt(at));
    if (kind === 0 || (kind === digitClass) !== digits) break;
    at += 1;
  }
  return at;
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
  readonly firsts: BitSet;
  /** Phrases that end with their first run, or have less than three characters left, by the hash of the run. */
  readonly short: Lists;
  /** The others, by the hash of the run and the three characters after it. */
  readonly long: Lists;
  /** First characters of the phrases that begin with no run. */
  readonly marks: Uint8Array;
}

/** Lists of phrases by a hash. */
class Lists {
  readonly #known: BitSet;
  readonly #lists = new Map<number, number[]>();

  constructor(count: number) {
    this.#known = new BitSet(count);
  }

  add(hash: number, phrase: number): void {
    this.#known.add(hash);
    const list = this.#lists.get(hash);
    if (list === undefined) this.#lists.set(hash, [phrase]);
    else list.push(phrase);
  }

  at(hash: number): readonly number[] | undefined {
    return this.#known.has(hash) ? this.#lists.get(hash) : undefined;
  }

  /** In the order in which the walk reports. */
  sort(phrases: readonly string[]): void {
    for (const list of this.#lists.values())
      list.sort((a, b) => (phrases[a]?.length ?? 0) - (phrases[b]?.length ?? 0) || b - a);
  }
}

const headsOf = (phrases: readonly string[]): Heads => {
  const count = phrases.length;
  const heads = {
    firsts: new BitSet(count),
    short: new Lists(count),
    long: new Lists(count),
    marks: new Uint8Array(65536),
  };
  for (const [index, phrase] of phrases.entries()) {
    if (phrase === "") continue;
    const end = firstRunEnd(phrase);
    if (end === 0) {
      heads.marks[foldCode(phrase.charCodeAt(0))] = 1;
      continue;
    }
    const digits = runClass(phrase.charCodeAt(0)) === digitClass;
    const hash = digits ? hashDigits(phrase, 0, end) : hashRun(phrase, 0, end);
    heads.firsts.add(hash);
    if (end + ahead > phrase.length) heads.short.add(hash, index);
    else heads.long.add(hashBeyond(hash, phrase, end), index);
  }
  heads.short.sort(phrases);
  heads.long.sort(phrases);
  return heads;
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
  const { firsts, short, long, marks } = headsOf(phrases);
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
    const alone = short.at(hash);
    const followed = end + ahead <= text.length ? long.at(hashBeyond(hash, text, end)) : undefined;
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
      if (firsts.has(hash)) look(hash, text, start, end, onMatch);
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
