/**
 * How much of a sentence its passages say, beyond the typed slots: dense measures for the logistic score. Each is between
 * 0 and about 1. None knows a word: only whether words stand in the source, together, and in which order.
 */
import { type Alignment, bestSentences, sameToken } from "./align-texts.ts";
import type { Comparison, Finding } from "./finding.ts";
import { meaningGroup, type ReadText } from "./read-text.ts";
import type { Token } from "./token.ts";
import { functionWords } from "./words/function-words.ts";

export const contentMeasures = [
  "inOrder",
  "inWindow",
  "inPassage",
  "bestSentence",
  "secondSentence",
  "pairsTogether",
  "pairsAdjacent",
  "longestRun",
  "missingWords",
  "missingTelling",
  "missingNames",
  "nearMissing",
  "polarity",
  "certainty",
  "figures",
  "names",
  "counted",
  "length",
  "sourceLength",
  "position",
  "disorder",
  "functionRun",
] as const;
export type ContentMeasures = Readonly<Record<(typeof contentMeasures)[number], number>> & {
  /** Tokens of all passages together. */
  readonly tokens: number;
};

const telling = (read: ReadText): number[] => {
  const places: number[] = [];
  read.weights.forEach((weight, at) => {
    if (weight > 0) places.push(at);
  });
  return places;
};

/** Places of an equal or like word in the source. */
const placesOf = (claim: ReadText, at: number, source: ReadText): readonly number[] => {
  const token = claim.tokens[at] as Token;
  const same = source.places.get(token.key) ?? [];
  const group = meaningGroup(token.key);
  const like = group === undefined ? [] : (source.meanings.get(group) ?? []);
  if (same.length > 0 || like.length > 0) return like.length === 0 ? same : [...same, ...like];
  const ids = claim.entities.get(at);
  if (ids === undefined) return [];
  const found: number[] = [];
  for (const [place, others] of source.entities)
    if (others.some((other) => ids.some((entity) => entity.id === other.id))) found.push(place);
  return found;
};

const nearest = (a: readonly number[], b: readonly number[]): number => {
  let best = Number.POSITIVE_INFINITY;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const distance = (b[j] ?? 0) - (a[i] ?? 0);
    best = Math.min(best, Math.abs(distance));
    if (distance > 0) i += 1;
    else j += 1;
  }
  return best;
};

const ascending = (places: readonly number[]): readonly number[] => [...places].sort((a, b) => a - b);

interface Coverage {
  readonly found: number;
  readonly missing: number;
  readonly missingTelling: number;
  readonly missingNames: number;
  readonly near: number;
  readonly together: number;
  readonly adjacent: number;
}

/** Shares a beginning of five letters with a word of the source: a form the stemmer does not know. */
const isNear = (token: Token, beginnings: ReadonlySet<string>): boolean =>
  token.lower.length >= 6 && beginnings.has(token.lower.slice(0, 5));

const cover = (
  claim: ReadText,
  words: readonly number[],
  sources: readonly ReadText[],
  outlets: ReadonlySet<string>,
  beginnings: ReadonlySet<string>,
): Coverage => {
  let [total, found, missing, missingTelling, missingNames, near, together, adjacent] = [0, 0, 0, 0, 0, 0, 0, 0];
  let previous: (readonly number[])[] = [];
  words.forEach((at, index) => {
    const token = claim.tokens[at] as Token;
    const weight = claim.weights[at] ?? 0;
    total += weight;
    const places = sources.map((source) => ascending(placesOf(claim, at, source)));
    if (places.some((list) => list.length > 0) || outlets.has(token.lower)) found += weight;
    else {
      missing += 1;
      if (weight >= 1) missingTelling += 1;
      if (token.kind === "word" && token.capital && !token.opens) missingNames += 1;
      if (isNear(token, beginnings)) near += 1;
    }
    if (index > 0) {
      const distance = Math.min(...places.map((list, source) => nearest(previous[source] ?? [], list)));
      if (distance <= 12) together += 1;
      if (distance <= 3) adjacent += 1;
    }
    previous = places;
  });
  const count = Math.max(1, words.length);
  const pairs = Math.max(1, words.length - 1);
  return {
    found: total === 0 ? 0 : found / total,
    missing: missing / count,
    missingTelling: missingTelling / count,
    missingNames: missingNames / count,
    near: near / count,
    together: together / pairs,
    adjacent: adjacent / pairs,
  };
};

/** Longest stretch of the claim, function words and all, that stands so in the source. */
const longestRun = (claim: ReadText, alignment: Alignment): number => {
  let best = 0;
  let run = 0;
  let last = -2;
  let marks = 0;
  claim.tokens.forEach((token, c) => {
    if (token.kind === "mark") {
      marks += 1;
      return;
    }
    const s = alignment.ordered[c] ?? -1;
    run = s >= 0 && s - last <= 2 ? run + 1 : s >= 0 ? 1 : 0;
    if (s >= 0) last = s;
    best = Math.max(best, run);
  });
  return best / Math.max(1, claim.tokens.length - marks);
};

/** Share of matched neighbours that stand the other way round in the source. */
const disorder = (alignment: Alignment): number => {
  let turned = 0;
  let pairs = 0;
  let previous = -1;
  for (const s of alignment.loose) {
    if (s < 0) continue;
    if (previous >= 0) {
      pairs += 1;
      if (s < previous) turned += 1;
    }
    previous = s;
  }
  return pairs === 0 ? 0 : turned / pairs;
};

const functionShare = (claim: ReadText, alignment: Alignment, source: ReadText): number => {
  let [all, kept] = [0, 0];
  claim.tokens.forEach((token, c) => {
    if (token.kind !== "word" || !functionWords.has(token.lower)) return;
    all += 1;
    const s = alignment.ordered[c] ?? -1;
    if (s >= 0 && sameToken(claim, c, source, s) === 1) kept += 1;
  });
  return all === 0 ? 0.5 : kept / all;
};

const failed = (findings: readonly Finding[], slots: readonly Finding["slot"][]): number =>
  Math.min(3, findings.filter((finding) => !finding.agrees && slots.includes(finding.slot)).length) / 3;

/** Measures one sentence against its passages. `shares` are the sentence shares of the best passage. */
export const measureContent = (comparison: Comparison, findings: readonly Finding[]): ContentMeasures => {
  const { claim, index, alignments } = comparison;
  const [alignment] = alignments;
  const sources = index.passages.map((passage) => passage.read);
  const source = alignment === undefined ? undefined : sources[alignment.passageIndex];
  const words = telling(claim);
  const beginnings = new Set(index.passages.flatMap((passage) => [...passage.beginnings]));
  const outlets = new Set(index.passages.flatMap((passage) => [...passage.outlet]));
  const coverage = cover(claim, words, sources, outlets, beginnings);
  const shares = alignment?.shares ?? new Float64Array();
  const [first, second] = bestSentences(shares, 2);
  const tokens = sources.reduce((sum, read) => sum + read.tokens.length, 0);
  return {
    tokens,
    inOrder: alignment?.orderedShare ?? 0,
    inWindow: alignment?.looseShare ?? 0,
    inPassage: coverage.found,
    bestSentence: shares[first ?? 0] ?? 0,
    secondSentence: second === undefined ? 0 : (shares[second] ?? 0),
    pairsTogether: coverage.together,
    pairsAdjacent: coverage.adjacent,
    longestRun: alignment === undefined ? 0 : longestRun(claim, alignment),
    missingWords: coverage.missing,
    missingTelling: coverage.missingTelling,
    missingNames: coverage.missingNames,
    nearMissing: coverage.near,
    polarity: failed(findings, ["polarity"]),
    certainty: failed(findings, ["certainty"]),
    figures: failed(findings, ["number", "date", "version", "identifier", "comparator"]),
    names: failed(findings, ["name", "country"]),
    counted: failed(findings, ["unit", "verb"]),
    length: Math.log(1 + words.length) / 4,
    sourceLength: Math.log(1 + tokens) / 8,
    position: first === undefined || shares.length < 2 ? 0 : first / (shares.length - 1),
    disorder: alignment === undefined ? 0 : disorder(alignment),
    functionRun: alignment === undefined || source === undefined ? 0 : functionShare(claim, alignment, source),
  };
};

/** The measures of a text of several sentences are those of its weakest part, measure by measure. */
export const weakest = (parts: readonly ContentMeasures[]): ContentMeasures => {
  const lower = new Set([
    "inOrder",
    "inWindow",
    "inPassage",
    "bestSentence",
    "secondSentence",
    "pairsTogether",
    "pairsAdjacent",
    "longestRun",
    "functionRun",
  ]);
  const pick = (name: keyof ContentMeasures): number => {
    const values = parts.map((part) => part[name]);
    return lower.has(name) ? Math.min(...values) : Math.max(...values);
  };
  const picked = Object.fromEntries(contentMeasures.map((name) => [name, pick(name)]));
  return { ...picked, tokens: parts[0]?.tokens ?? 0 } as ContentMeasures;
};
