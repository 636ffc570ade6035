/**
 * How much of a sentence its passages say, beyond the typed slots: dense measures for the rules and the score. None knows a
 * word: only whether words stand in the source, together, and in which order. All are between 0 and 1.
 */
import type { Comparison } from "./finding.ts";
import { type Row, rowOf } from "./index-words.ts";
import type { SaidWord } from "./read-doers.ts";
import { hasLetters, isNameWord, lettersOf } from "./read-subjects.ts";
import { meaningGroup } from "./read-text.ts";
import type { Token } from "./token.ts";
import { traceSentence, type Way } from "./trace-sentence.ts";

export interface ContentMeasures {
  /** Share of the claim's weight that stands in the source, by its word or its meaning; or by the beginning of a longer word. */
  readonly strict: number;
  readonly lenient: number;
  /** How near to each other, and how much in order, neighbouring telling words stand in the source. */
  readonly together: number;
  /** Mean length of what is copied in one run, on a scale of doublings: 1 word is 0, 16 are 1. */
  readonly runs: number;
  /** Share of telling words that only repeat one already said: what a broken writer does. */
  readonly repeated: number;
  /** Share of runs of four words that stand in the source. */
  readonly copiedFour: number;
  /** Share of the weight in the best sentence of the source, and in the best two neighbours. */
  readonly bestSentence: number;
  readonly bestTwo: number;
  /** Share of the claim's weight that stands in the source in order; of its words that stand nowhere; all that stand anywhere. */
  readonly inOrder: number;
  readonly missingTelling: number;
  readonly inPassage: number;
  /** Words a passage, on average; without end where the passages were searched for and not cited. */
  readonly wordsEach: number;
  /** Found within articles that the sentence cites. */
  readonly withinCited: boolean;
  /** The source is written without capitals, or a sentence pieced together from it is: which words are names is not seen. */
  readonly caseless: boolean;
  /** Where names are not seen: one way through the source for all words, see `traceSentence`. */
  readonly way: number;
  readonly worstSeam: number;
}

interface Word extends SaidWord {
  /** Places of an equal word among the words of all passages. */
  readonly places: readonly number[];
  /** Stands there by its letters, its meaning, its entity, or is the outlet. */
  readonly present: boolean;
  /** Only as the name of the outlet, which is the "we" of its text: it stands in no sentence and in each. */
  readonly outlet: boolean;
}

/** A word with more places than this is everywhere: the first ones stand for all. */
const mostPlaces = 60;

const copied = (keys: readonly string[], there: ReadonlySet<string>, size: number): number => {
  let [all, kept] = [0, 0];
  for (let at = 0; at + size <= keys.length; at += 1) {
    all += 1;
    if (there.has(keys.slice(at, at + size).join(" "))) kept += 1;
  }
  return all === 0 ? 0 : kept / all;
};

/** Which telling words stand in each sentence of the row. */
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

const sentenceMeasures = (telling: readonly Word[], row: Row): { best: number; two: number } => {
  const total = weightOf(telling, telling.keys()) || 1;
  const found = bySentence(telling, row);
  let [best, two] = [0, 0];
  for (const [sentence, flags] of found) {
    best = Math.max(best, weightOf(telling, flags) / total);
    two = Math.max(two, weightOf(telling, new Set([...flags, ...(found.get(sentence + 1) ?? [])])) / total);
  }
  return { best, two: Math.max(two, best) };
};

/** How well one place follows another, when the claim has `gap` words from the first to the second. */
const follows = (from: number, to: number, gap: number, row: Row): number => {
  const step = to - from;
  const apart = Math.abs((row.sentences[to] ?? 0) - (row.sentences[from] ?? 0));
  if (step > 0 && step <= gap + 1) return 1;
  if (apart > 0) return apart === 1 ? 0.15 : 0;
  if (step > 0) return step <= gap + 4 ? 0.8 : 0.5;
  return step >= -6 ? 0.5 : 0.35;
};

const togetherShare = (telling: readonly Word[], row: Row): number => {
  let sum = 0;
  for (let at = 1; at < telling.length; at += 1) {
    const [before, here] = [telling[at - 1], telling[at]];
    if (before === undefined || here === undefined) continue;
    let best = 0;
    for (const from of before.near) {
      for (const to of here.near) best = Math.max(best, follows(from, to, here.at - before.at, row));
      if (best === 1) break;
    }
    sum += best;
  }
  return sum / Math.max(1, telling.length - 1);
};

/** Mean length of the runs of words that stand so in the source, each taken as long as it goes. */
const meanRun = (keys: readonly string[], row: Row): number => {
  let [at, runs, held] = [0, 0, 0];
  while (at < keys.length) {
    let longest = 0;
    for (const place of (row.places.get(keys[at] ?? "") ?? []).slice(0, mostPlaces)) {
      let length = 1;
      while (at + length < keys.length && keys[at + length] === row.keys[place + length]) length += 1;
      longest = Math.max(longest, length);
    }
    if (longest > 0) runs += 1;
    held += longest;
    at += Math.max(1, longest);
  }
  return runs === 0 ? 0 : held / runs;
};

const nearPlaces = (token: Token, row: Row): readonly number[] => {
  const group = meaningGroup(token.key);
  const near = group === undefined ? undefined : row.meanings.get(group);
  return near ?? (token.lower.length >= 5 ? row.beginnings.get(token.lower.slice(0, 4)) : undefined) ?? [];
};

/** "3, 800" and "2. 4": a figure torn at its mark, as text from tokenised corpora has it. */
const tornPlaces = (token: Token, row: Row): readonly number[] => {
  if (token.kind !== "number" && token.kind !== "version") return [];
  const parts = /\d[\d.,]{0,30}\d/.exec(token.text)?.[0].split(/[.,]+/) ?? [];
  const [head = ""] = parts;
  if (parts.length < 2) return [];
  return row.tokens.flatMap(({ text }, at) =>
    // Most words are passed by without being taken apart.
    text.includes(head.charAt(0)) &&
    parts.every((part, step) => row.tokens[at + step]?.text.replace(/\D/g, "") === part)
      ? [at]
      : [],
  );
};

const readWords = (comparison: Comparison, row: Row): Word[] => {
  const { claim, index } = comparison;
  const outlets = new Set(index.passages.flatMap((passage) => [...passage.outlet]));
  const found: Word[] = [];
  claim.tokens.forEach((token, at) => {
    if (token.kind === "mark") return;
    const whole = row.places.get(token.key) ?? [];
    const places = (whole.length > 0 ? whole : tornPlaces(token, row)).slice(0, mostPlaces);
    const group = meaningGroup(token.key);
    const present =
      places.length > 0 ||
      (group !== undefined && row.meanings.has(group)) ||
      claim.entities.get(at)?.some((entity) => row.entityIds.has(entity.id)) === true ||
      outlets.has(token.lower) ||
      (isNameWord(token) && lettersOf(claim, at).some((letters) => hasLetters(row, letters)));
    const near = places.length > 0 ? places : nearPlaces(token, row).slice(0, mostPlaces);
    const outlet = places.length === 0 && outlets.has(token.lower);
    found.push({ token, weight: claim.weights[at] ?? 0, at: found.length, places, near, present, outlet });
  });
  return found;
};

const share = (telling: readonly Word[], holds: (word: Word) => boolean): number => {
  const total = telling.reduce((sum, word) => sum + word.weight, 0);
  return total === 0 ? 1 : telling.reduce((sum, word) => sum + (holds(word) ? word.weight : 0), 0) / total;
};

/** Share of copied runs from which on a sentence is pieced together from its source, not told in its own words. */
const pieced = 0.4;

/** Of what was not traced: it counts for no score. */
const noWay: Way = { mean: 0, worst: 0 };

/** Measures one sentence against its passages. */
export const measureContent = (comparison: Comparison): ContentMeasures => {
  const row = rowOf(comparison.index);
  const all = readWords(comparison, row);
  const telling = all.filter((word) => word.weight > 0);
  const count = Math.max(1, telling.length);
  const keys = all.map((word) => word.token.key);
  const sentences = sentenceMeasures(
    telling.filter((word) => !word.outlet),
    row,
  );
  const copiedFour = copied(keys, row.fours, 4);
  const caseless = row.caseless || (copiedFour >= pieced && comparison.bare);
  const way = caseless ? traceSentence(all, row) : noWay;
  return {
    strict: share(telling, (word) => word.present),
    lenient: share(telling, (word) => word.present || word.near.length > 0),
    together: togetherShare(telling, row),
    runs: Math.min(1, Math.log2(Math.max(1, meanRun(keys, row))) / 4),
    repeated: 1 - new Set(telling.map((word) => word.token.key)).size / count,
    copiedFour,
    bestSentence: sentences.best,
    bestTwo: sentences.two,
    inOrder: comparison.alignments[0]?.orderedShare ?? 0,
    missingTelling: telling.filter((word) => !word.present && word.weight >= 1).length / count,
    inPassage: share(telling, (word) => word.present),
    wordsEach:
      comparison.index.searched !== undefined
        ? Number.POSITIVE_INFINITY
        : row.keys.length / Math.max(1, comparison.index.passages.length),
    withinCited: comparison.index.searched === "cited",
    caseless,
    way: way.mean,
    worstSeam: way.worst,
  };
};

/** A text of several sentences: what is scored is the mean of its parts, and for the rules its weakest part counts. */
export const joinMeasures = (parts: readonly ContentMeasures[]): ContentMeasures => {
  const mean = (take: (part: ContentMeasures) => number): number =>
    parts.reduce((sum, part) => sum + take(part), 0) / Math.max(1, parts.length);
  const least = (take: (part: ContentMeasures) => number): number => Math.min(...parts.map(take));
  const traced = parts.filter((part) => part.caseless);
  const tracedMean = (take: (part: ContentMeasures) => number): number =>
    traced.reduce((sum, part) => sum + take(part), 0) / Math.max(1, traced.length);
  return {
    strict: mean((part) => part.strict),
    lenient: mean((part) => part.lenient),
    together: mean((part) => part.together),
    runs: mean((part) => part.runs),
    repeated: mean((part) => part.repeated),
    copiedFour: mean((part) => part.copiedFour),
    bestSentence: mean((part) => part.bestSentence),
    bestTwo: mean((part) => part.bestTwo),
    inOrder: least((part) => part.inOrder),
    missingTelling: Math.max(...parts.map((part) => part.missingTelling)),
    inPassage: least((part) => part.inPassage),
    wordsEach: parts[0]?.wordsEach ?? 0,
    withinCited: parts[0]?.withinCited ?? false,
    caseless: traced.length > 0,
    way: tracedMean((part) => part.way),
    worstSeam: tracedMean((part) => part.worstSeam),
  };
};
