/**
 * Of whom is a verb said? Reads the phrase that stands before a verb of the source, by closed word classes and places alone,
 * and says how well it fits those of whom the sentence says the verb. No parser: a phrase that cannot be read fits by half.
 */
import { readVerb } from "#kit/english/verbs.ts";
import type { Row } from "./index-words.ts";
import type { Token } from "./token.ts";
import { functionWords } from "./words/function-words.ts";
import {
  auxiliaries,
  clauseOpeners,
  definiteWords,
  indefiniteWords,
  prepositions,
  pronouns,
  relatives,
} from "./words/grammar.ts";

interface Doer {
  readonly kind: "pronoun" | "definite" | "indefinite" | "bare" | "unread";
  /** Places from the first to one past the last; the head phrase ends before `head`, what follows hangs on a preposition. */
  readonly from: number;
  readonly head: number;
  readonly to: number;
}

/** A word of the sentence, as the way through the source needs it. */
export interface SaidWord {
  readonly token: Token;
  readonly weight: number;
  /** Where it stands among the sentence's words. */
  readonly at: number;
  /** Places of an equal word, or else of one near in meaning, among the source's words. */
  readonly near: readonly number[];
}

const longestPhrase = 8;
const farthestBack = 30;
const lower = (row: Row, at: number): string => row.tokens[at]?.lower ?? "";

export const isVerbLike = (token: Token): boolean =>
  token.kind === "word" &&
  (auxiliaries.has(token.lower) || readVerb(token.lower).length > 0 || token.lower.endsWith("ed"));

export const tells = (row: Row, at: number): boolean => {
  const token = row.tokens[at];
  return token !== undefined && !(token.kind === "word" && functionWords.has(token.lower));
};

const isDeterminer = (word: string): boolean => definiteWords.has(word) || indefiniteWords.has(word);

const unread = (at: number): Doer => ({ kind: "unread", from: at, head: at, to: at });

/** Before a comma, whatever stands between two marks is stepped over: "Bamford, on loan from Chelsea, received". */
const stepOver = (row: Row, verb: number): number | undefined => {
  let at = verb - 1;
  const same = (place: number): boolean => place >= 0 && row.sentences[place] === row.sentences[verb];
  while (same(at) && row.marked[at] !== true && verb - at < farthestBack) at -= 1;
  return same(at) && same(at - 1) ? at - 1 : undefined;
};

/** Past what stands in brackets, or else between marks, before the verb: "Lowe (pictured, left) received". */
const beforeAside = (row: Row, verb: number): number | undefined => {
  if (row.marked[verb] !== true) return verb - 1;
  if (row.bracketed[verb - 1] !== true || row.bracketed[verb] === true) return stepOver(row, verb);
  let at = verb - 1;
  while (at >= 0 && row.bracketed[at] === true) at -= 1;
  return at < 0 ? undefined : at;
};

/** The place of the last telling word before the verb, a pronoun's, or none where a new clause begins. */
const lastWordBefore = (row: Row, verb: number): number | undefined => {
  let at: number | undefined = beforeAside(row, verb);
  for (let steps = 0; at !== undefined && steps < longestPhrase; steps += 1, at -= 1) {
    const word = lower(row, at);
    if (at < 0 || row.sentences[at] !== row.sentences[verb]) return undefined;
    if (relatives.has(word) || pronouns.has(word)) return at;
    if (tells(row, at) && !word.endsWith("ly")) return at;
    if (clauseOpeners.has(word) || (row.marked[at] === true && steps > 0)) return undefined;
  }
  return undefined;
};

/** First place of the run of telling words that ends at `last`. */
const phraseFrom = (row: Row, last: number): number => {
  let from = last;
  const before = (): boolean =>
    row.marked[from] !== true && row.sentences[from - 1] === row.sentences[last] && tells(row, from - 1);
  while (last - from < longestPhrase && before()) from -= 1;
  return from;
};

/** "the legal wife of Lyle": the place of "wife", when what begins at `from` hangs on a preposition behind a noun. */
const headBefore = (row: Row, from: number): number | undefined => {
  if (row.marked[from] === true) return undefined;
  const at = isDeterminer(lower(row, from - 1)) && row.marked[from - 1] !== true ? from - 2 : from - 1;
  const noun = row.tokens[at - 1];
  const hangs = prepositions.has(lower(row, at)) && row.marked[at] !== true && row.marked[at + 1] !== true;
  const same = row.sentences[at - 1] === row.sentences[from];
  return hangs && same && noun !== undefined && tells(row, at - 1) && !isVerbLike(noun) ? at - 1 : undefined;
};

const readPhrase = (row: Row, last: number): Doer => {
  let from = phraseFrom(row, last);
  let head = last + 1;
  for (let noun = headBefore(row, from), turn = 0; noun !== undefined && turn < 3; turn += 1) {
    head = noun + 1;
    from = phraseFrom(row, noun);
    noun = headBefore(row, from);
  }
  const word = row.marked[from] === true || row.sentences[from - 1] !== row.sentences[last] ? "" : lower(row, from - 1);
  const kind = definiteWords.has(word) ? "definite" : indefiniteWords.has(word) ? "indefinite" : "bare";
  return { kind, from, head, to: last + 1 };
};

const doerBefore = (row: Row, verb: number, depth = 0): Doer => {
  const last = lastWordBefore(row, verb);
  if (last === undefined) return unread(verb);
  const word = lower(row, last);
  if (relatives.has(word) && depth < 2) {
    const meant = doerBefore(row, last, depth + 1);
    if (meant.kind !== "unread") return meant;
  }
  return relatives.has(word) || pronouns.has(word)
    ? { kind: "pronoun", from: last, head: last + 1, to: last + 1 }
    : readPhrase(row, last);
};

const carriers = /ly$|^(?:not|also|now|still|never|to)$/;

/** Where the group of a verb begins: "has officially been filed". */
const groupStart = (row: Row, verb: number): number => {
  let at = verb;
  const goesOn = (): boolean =>
    row.marked[at] !== true &&
    row.sentences[at - 1] === row.sentences[verb] &&
    (auxiliaries.has(lower(row, at - 1)) || carriers.test(lower(row, at - 1)));
  while (at > 0 && goesOn()) at -= 1;
  return at;
};

const standsNear = (row: Row, keys: ReadonlySet<string>, sentence: number, before: number, after: number): boolean => {
  for (const key of keys)
    for (const place of row.places.get(key) ?? []) {
      const there = row.sentences[place] ?? -1;
      if (there >= sentence - before && there <= sentence + after) return true;
    }
  return false;
};

/** Does the phrase name one of those meant? A word that owns ("Don's owner") or hangs on a preposition is not meant. */
const phraseFit = (row: Row, doer: Doer, keys: ReadonlySet<string>): number => {
  let touched = false;
  for (let at = doer.from; at < doer.to; at += 1) {
    if (!keys.has(row.keys[at] ?? "")) continue;
    const owns = /['’]s?$/.test(row.tokens[at]?.text ?? "") && at !== doer.head - 1;
    if (at < doer.head && !owns) return 1;
    touched = true;
  }
  return touched ? 0.25 : 0;
};

export interface Meant {
  /** Keys of the words of which the sentence says the verb. */
  readonly keys: ReadonlySet<string>;
  /** Among them a description: "the striker". */
  readonly described: boolean;
}

/** From 0 to 1: is the verb at `verb` said of those meant? */
export const doerFit = (row: Row, { keys, described }: Meant, verb: number): number => {
  if (keys.size === 0) return 0.7;
  const start = groupStart(row, verb);
  const sentence = row.sentences[verb] ?? 0;
  // "named to start", "poses after beating": done by the doer of a verb before.
  if (lower(row, start) === "to" || prepositions.has(lower(row, start - 1)))
    return standsNear(row, keys, sentence, 0, 0) ? 0.7 : 0.3;
  const doer = doerBefore(row, start);
  if (doer.kind === "unread") return 0.5;
  if (doer.kind === "pronoun") return standsNear(row, keys, sentence, 3, 0) ? 0.8 : 0.4;
  const fit = phraseFit(row, doer, keys);
  if (fit > 0) return fit;
  // "the striker" may be the one meant, and so may a name where the sentence describes; "one fan" is someone else.
  if (doer.kind === "definite") return standsNear(row, keys, sentence, 3, 1) ? 0.5 : 0.3;
  if (doer.kind === "bare" && described) return standsNear(row, keys, sentence, 3, 3) ? 0.45 : 0.25;
  return 0.1;
};
