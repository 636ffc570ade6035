/**
 * How well does one word of a sentence follow another where the source has them? A seam is where the source was left: words
 * dropped between the two, or the second taken from elsewhere. Dropping an aside harms nothing, dropping a verb may; a verb
 * taken from elsewhere must be said there of the same one. Values are steps between 0 and 1, set by hand and not fitted.
 */
import type { Row } from "./index-words.ts";
import { doerFit, isVerbLike, type Meant, type SaidWord, tells } from "./read-doers.ts";
import { auxiliaries, clauseOpeners, definiteWords, indefiniteWords, prepositions } from "./words/grammar.ts";
import { speechVerbs } from "./words/speech.ts";

/** A sentence laid over the words of its passages. */
export interface Laid {
  readonly row: Row;
  readonly all: readonly SaidWord[];
  /** Keys of the telling words. */
  readonly keys: ReadonlySet<string>;
}

const farthestDoer = 12;
const beside = 9;

/** Words of the sentence before word `at`, back to the start of its clause: of them it is said. */
const meantBefore = (all: readonly SaidWord[], at: number): Meant => {
  const keys = new Set<string>();
  let described = false;
  for (let back = at - 1; back >= 0 && at - back < farthestDoer; back -= 1) {
    const word = all[back];
    if (word === undefined || (clauseOpeners.has(word.token.lower) && keys.size > 0 && word.token.lower !== "and"))
      break;
    if (word.token.lower === "the") described = true;
    if (word.weight > 0 && !auxiliaries.has(word.token.lower)) keys.add(word.token.key);
  }
  return { keys, described };
};

const opensPhrase = (word: string): boolean =>
  definiteWords.has(word) || indefiniteWords.has(word) || prepositions.has(word);

/** Does the sentence say something of what stands before: by an auxiliary, or by the word itself? */
const opensPredicate = (all: readonly SaidWord[], a: number, b: number): boolean => {
  const word = all[b];
  if (word === undefined) return false;
  for (let at = a + 1; at < b; at += 1) if (auxiliaries.has(all[at]?.token.lower ?? "")) return true;
  if (!isVerbLike(word.token) || (word.token.capital && !word.token.opens)) return false;
  return !opensPhrase(all[b - 1]?.token.lower ?? "") && b - a <= 3;
};

/** Words a sentence may end with behind a verb of speech, when they are who says it: ", says author Sarah Flower". */
const longestSpeaker = 6;

const tellsSpeaker = (all: readonly SaidWord[], a: number, b: number): boolean =>
  all.length - b <= longestSpeaker && all.slice(a + 1, b).some(({ token }) => speechVerbs[token.lower] !== undefined);

const isVerbAt = (row: Row, at: number): boolean => {
  const token = row.tokens[at];
  if (token === undefined) return false;
  const before = row.tokens[at - 1]?.lower ?? "";
  if (row.marked[at] !== true && (auxiliaries.has(before) || before === "to")) return true;
  return !opensPhrase(before) && isVerbLike(token);
};

/** "Flynn, a lawyer" told as "Flynn was a lawyer": what stands beside the one meant may be said of it. */
const besideFit = (row: Row, { keys }: Meant, to: number): number => {
  for (let at = Math.max(0, to - beside); at <= to + beside; at += 1)
    if (row.sentences[at] === row.sentences[to] && keys.has(row.keys[at] ?? "")) return 0.7;
  return 0.15;
};

/** Marks, words of clauses, and telling words the sentence does not have, between two places. */
const dropped = (
  { row, keys }: Laid,
  from: number,
  to: number,
): { marks: number; clauses: number; telling: number } => {
  const tokens = row.tokens.slice(from + 1, to);
  return {
    marks: tokens.filter((_token, at) => row.marked[from + 1 + at] === true).length + (row.marked[to] === true ? 1 : 0),
    clauses: tokens.filter(
      (token) => clauseOpeners.has(token.lower) || isVerbLike(token) || token.lower.endsWith("ing"),
    ).length,
    telling: tokens.filter((token, at) => tells(row, from + 1 + at) && !keys.has(token.key)).length,
  };
};

/** Words left out between two places of one sentence: an aside, a few words without a verb, or part of what it says. */
const dropFit = (laid: Laid, from: number, to: number): number => {
  if (laid.row.marked[from + 1] === true && laid.row.marked[to] === true) return 0.9;
  const { marks, clauses, telling } = dropped(laid, from, to);
  if (telling === 0 && clauses === 0) return 0.95;
  if (clauses === 0 && marks === 0) return telling <= 3 ? 0.9 : 0.75;
  return clauses === 0 || marks === 0 ? 0.6 : 0.4;
};

interface Seam {
  /** Words of the sentence from the first to the second. */
  readonly gap: number;
  /** Of whom the second is said, where it says something of what stands before. */
  readonly meant: Meant | undefined;
  /** Behind the first it is told who says it; whether that is so the comparison of speakers judges. */
  readonly told: boolean;
}

/** Telling words of the sentence, back from the seam, of which one may lead to the place behind it too; what that is worth. */
const leadsBack = 3;
const anchored = 0.6;

/** "taken to hospital after falling" behind "treated in hospital": the words before the seam stand before the other place too. */
const isAnchored = ({ row, all }: Laid, b: number, to: number): boolean => {
  for (let at = b - 1, telling = 0; at >= 0 && telling < leadsBack; at -= 1) {
    const word = all[at];
    if (word === undefined || word.weight <= 0) continue;
    telling += 1;
    const gap = b - at + 1;
    if (
      word.weight >= 1 &&
      word.near.some((place) => place < to && to - place <= gap && row.sentences[place] === row.sentences[to])
    )
      return true;
  }
  return false;
};

/** The second stands elsewhere: in another sentence, or before the first. */
const elsewhereFit = ({ row }: Laid, { meant, told }: Seam, from: number, to: number): number => {
  const apart = Math.abs((row.sentences[to] ?? 0) - (row.sentences[from] ?? 0));
  if (meant !== undefined) return besideFit(row, meant, to);
  if (told && apart <= 3) return apart <= 1 ? 0.9 : 0.6;
  if (apart > 0) return apart === 1 ? 0.15 : 0.05;
  return to - from >= -6 ? 0.45 : 0.3;
};

const fitAt = (laid: Laid, seam: Seam, from: number, to: number): number => {
  const { row } = laid;
  const forward = row.sentences[to] === row.sentences[from] && to > from;
  const near = forward && to - from <= seam.gap;
  if (seam.meant !== undefined && isVerbAt(row, to)) {
    const fit = doerFit(row, seam.meant, to);
    if (near) return fit >= 0.4 ? 1 : 0.4 + fit;
    return forward ? fit * 0.95 : fit * 0.85;
  }
  if (near) return 1;
  return forward ? dropFit(laid, from, to) : elsewhereFit(laid, seam, from, to);
};

/** From 0 to 1: word `b` of the sentence, at place `to`, behind word `a`, at place `from`; for any two places of theirs. */
export const seamFit = (laid: Laid, a: number, b: number): ((from: number, to: number) => number) => {
  const meant = opensPredicate(laid.all, a, b) ? meantBefore(laid.all, b) : undefined;
  const seam: Seam = { gap: b - a, meant, told: tellsSpeaker(laid.all, a, b) };
  const known = new Map<number, boolean>();
  const anchoredAt = (to: number): boolean => {
    const told = known.get(to) ?? isAnchored(laid, b, to);
    known.set(to, told);
    return told;
  };
  return (from, to) => {
    const fit = fitAt(laid, seam, from, to);
    return fit < anchored && anchoredAt(to) ? anchored : fit;
  };
};
