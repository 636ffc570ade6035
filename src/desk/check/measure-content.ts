/**
 * How much of a sentence its passages say, beyond the typed slots: dense measures for the rules and the fitted score. None
 * knows a word: only whether words stand in the source, together, and in which order. All are between 0 and about 1.
 */
import type { Comparison } from "./finding.ts";
import { meaningGroup, type ReadText } from "./read-text.ts";
import type { Token } from "./token.ts";

export const contentMeasures = [
  "copiedThree",
  "copiedFour",
  "covered",
  "salience",
  "bestSentence",
  "bestTwo",
  "apart",
  "subjectTogether",
  "missing",
  "missingFigures",
  "missingNear",
  "nothingMissing",
  "length",
  "claimCase",
  "sourceCase",
  "opensCapital",
] as const;

export type Measure = (typeof contentMeasures)[number];

export type ContentMeasures = Readonly<Record<Measure, number>> & {
  /** Share of the claim's weight that stands in the source in order; of its words that stand nowhere; all that stand anywhere. */
  readonly inOrder: number;
  readonly missingTelling: number;
  readonly inPassage: number;
  /** Words a passage, on average; without end where the passages were searched for and not cited. */
  readonly wordsEach: number;
};

interface Word {
  readonly token: Token;
  readonly weight: number;
  /** Places of an equal word among the words of all passages; near in meaning counts as present only. */
  readonly places: readonly number[];
  readonly present: boolean;
}

/** The words of all passages in one row, with the sentence each stands in. */
interface Row {
  readonly keys: readonly string[];
  readonly sentences: readonly number[];
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly pairs: ReadonlySet<string>;
  readonly threes: ReadonlySet<string>;
  readonly fours: ReadonlySet<string>;
  readonly count: number;
  readonly capitals: number;
}

const rows = new WeakMap<object, Row>();

const words = (read: ReadText): Token[] => read.tokens.filter((token) => token.kind !== "mark");

const runs = (keys: readonly string[], size: number): Set<string> => {
  const found = new Set<string>();
  for (let at = 0; at + size <= keys.length; at += 1) found.add(keys.slice(at, at + size).join(" "));
  return found;
};

const capitalShare = (tokens: readonly Token[]): number => {
  const inner = tokens.filter((token) => token.kind === "word" && !token.opens && token.lower.length > 2);
  return inner.filter((token) => token.capital).length / Math.max(1, inner.length);
};

const rowOf = (comparison: Comparison): Row => {
  const known = rows.get(comparison.index);
  if (known !== undefined) return known;
  const keys: string[] = [];
  const sentences: number[] = [];
  const places = new Map<string, number[]>();
  const all: Token[] = [];
  let base = 0;
  for (const { read } of comparison.index.passages) {
    for (const token of words(read)) {
      const list = places.get(token.key);
      if (list === undefined) places.set(token.key, [keys.length]);
      else list.push(keys.length);
      keys.push(token.key);
      sentences.push(base + token.sentence);
      all.push(token);
    }
    base += read.sentences.length + 1;
  }
  const row = {
    keys,
    sentences,
    places,
    pairs: runs(keys, 2),
    threes: runs(keys, 3),
    fours: runs(keys, 4),
    count: new Set(sentences).size,
    capitals: capitalShare(all),
  };
  rows.set(comparison.index, row);
  return row;
};

const copied = (keys: readonly string[], there: ReadonlySet<string>, size: number): number => {
  let [all, kept] = [0, 0];
  for (let at = 0; at + size <= keys.length; at += 1) {
    all += 1;
    if (there.has(keys.slice(at, at + size).join(" "))) kept += 1;
  }
  return all === 0 ? 0 : kept / all;
};

/** Weighted share of the telling words found in each sentence; a sentence is a row of flags. */
const bySentence = (telling: readonly Word[], row: Row): Map<number, Set<number>> => {
  const found = new Map<number, Set<number>>();
  telling.forEach((word, at) => {
    for (const place of word.places) {
      const sentence = row.sentences[place] ?? 0;
      const list = found.get(sentence);
      if (list === undefined) found.set(sentence, new Set([at]));
      else list.add(at);
    }
  });
  return found;
};

const weightOf = (telling: readonly Word[], flags: Iterable<number>): number => {
  let sum = 0;
  for (const at of flags) sum += telling[at]?.weight ?? 0;
  return sum;
};

const sentenceMeasures = (telling: readonly Word[], row: Row): { best: number; two: number; subject: number } => {
  const total = telling.reduce((sum, word) => sum + word.weight, 0) || 1;
  const found = bySentence(telling, row);
  const head = Math.min(3, telling.length);
  let [best, two, subject] = [0, 0, 0];
  for (const [sentence, flags] of found) {
    best = Math.max(best, weightOf(telling, flags) / total);
    two = Math.max(two, weightOf(telling, new Set([...flags, ...(found.get(sentence + 1) ?? [])])) / total);
    const opening = [...flags].filter((at) => at < head).length / Math.max(1, head);
    const rest = [...flags].filter((at) => at >= head).length / Math.max(1, telling.length - head);
    subject = Math.max(subject, Math.min(opening, rest));
  }
  return { best, two: Math.max(two, best), subject };
};

/** Share of neighbouring words that both stand in the source and never in one sentence. */
const apartShare = (telling: readonly Word[], row: Row): number => {
  let [both, apart] = [0, 0];
  for (let at = 1; at < telling.length; at += 1) {
    const before = telling[at - 1]?.places ?? [];
    const here = telling[at]?.places ?? [];
    if (before.length === 0 || here.length === 0) continue;
    both += 1;
    const sentences = new Set(before.map((place) => row.sentences[place]));
    if (!here.some((place) => sentences.has(row.sentences[place]))) apart += 1;
  }
  return both === 0 ? 0 : apart / both;
};

const readWords = (comparison: Comparison, row: Row): Word[] => {
  const { claim, index } = comparison;
  const outlets = new Set(index.passages.flatMap((passage) => [...passage.outlet]));
  const ids = new Set(index.passages.flatMap((passage) => [...passage.read.entityIds]));
  const found: Word[] = [];
  claim.tokens.forEach((token, at) => {
    if (token.kind === "mark") return;
    const places = row.places.get(token.key) ?? [];
    const group = meaningGroup(token.key);
    const present =
      places.length > 0 ||
      (group !== undefined && index.passages.some(({ read }) => read.meanings.has(group))) ||
      claim.entities.get(at)?.some((entity) => ids.has(entity.id)) === true ||
      outlets.has(token.lower);
    found.push({ token, weight: claim.weights[at] ?? 0, places, present });
  });
  return found;
};

/** Measures one sentence against its passages. */
export const measureContent = (comparison: Comparison): ContentMeasures => {
  const row = rowOf(comparison);
  const all = readWords(comparison, row);
  const telling = all.filter((word) => word.weight > 0);
  const count = Math.max(1, telling.length);
  const missing = telling.filter((word) => !word.present);
  const beginnings = comparison.index.passages.map((passage) => passage.beginnings);
  const isNear = ({ token }: Word): boolean =>
    token.lower.length >= 5 && beginnings.some((known) => known.has(token.lower.slice(0, 4)));
  const keys = all.map((word) => word.token.key);
  const sentences = sentenceMeasures(telling, row);
  const total = telling.reduce((sum, word) => sum + word.weight, 0) || 1;
  return {
    inOrder: comparison.alignments[0]?.orderedShare ?? 0,
    missingTelling: missing.filter((word) => word.weight >= 1).length / count,
    inPassage: 1 - missing.reduce((sum, word) => sum + word.weight, 0) / total,
    wordsEach:
      comparison.index.searched === true
        ? Number.POSITIVE_INFINITY
        : row.keys.length / Math.max(1, comparison.index.passages.length),
    copiedThree: copied(keys, row.threes, 3),
    copiedFour: copied(keys, row.fours, 4),
    covered: 1 - missing.length / count,
    salience: telling.reduce((sum, word) => sum + Math.log(1 + word.places.length), 0) / count,
    bestSentence: sentences.best,
    bestTwo: sentences.two,
    apart: apartShare(telling, row),
    subjectTogether: sentences.subject,
    missing: Math.min(missing.length, 6) / 6,
    missingFigures: Math.min(3, missing.filter((word) => word.token.kind !== "word").length) / 3,
    missingNear: missing.filter(isNear).length / count,
    nothingMissing: missing.length === 0 ? 1 : 0,
    length: Math.log(1 + telling.length) / 4,
    claimCase: capitalShare(words(comparison.claim)),
    sourceCase: row.capitals,
    opensCapital: all[0]?.token.capital === true ? 1 : 0,
  };
};

/** A text of several sentences: the mean of its parts, and for the rules its weakest part. */
export const joinMeasures = (parts: readonly ContentMeasures[]): ContentMeasures => {
  const mean = (name: Measure): number => parts.reduce((sum, part) => sum + part[name], 0) / Math.max(1, parts.length);
  const fitted = Object.fromEntries(contentMeasures.map((name) => [name, mean(name)])) as Record<Measure, number>;
  return {
    ...fitted,
    inOrder: Math.min(...parts.map((part) => part.inOrder)),
    missingTelling: Math.max(...parts.map((part) => part.missingTelling)),
    inPassage: Math.min(...parts.map((part) => part.inPassage)),
    wordsEach: parts[0]?.wordsEach ?? 0,
  };
};
