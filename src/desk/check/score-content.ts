/**
 * The fitted part of the check: a logistic score of dense measures, used where no rule decides. 24 weights, fitted with ridge
 * on public human judgements of news summaries (QAGS, XSum-Faith, CLIFF and Goyal 2021), each set and label weighing the
 * same, articles kept apart in
 * cross-validation (0.72, 0.70, 0.70 balanced accuracy; the measures were chosen on the same folds). Of those texts nothing is kept but these numbers. Products with
 * `opensCapital` and `sourceCase` are there because in lower-cased text names hide among words, so that coverage means less.
 */
import type { ContentMeasures, Measure } from "./measure-content.ts";

/** From here on a sentence is supported; below the second the source does not speak of it. */
export const supportedFrom = 0.5;
export const notFoundBelow = 0.3;

type Factor = Measure | "parts";

const bias = -2.454;

/** Measure, what it is multiplied with, weight. */
const weights: readonly (readonly [Factor, Factor | undefined, number])[] = [
  ["opensCapital", undefined, -0.62],
  ["sourceCase", undefined, 2.61],
  ["parts", undefined, 0.8],
  ["covered", undefined, 1.6],
  ["sourceCase", "opensCapital", 10.19],
  ["missingFigures", undefined, -2.4],
  ["missing", "parts", -20.23],
  ["nothingMissing", undefined, -0.43],
  ["salience", undefined, 0.73],
  ["missingNear", undefined, 5.25],
  ["copiedThree", "opensCapital", 0.98],
  ["copiedThree", undefined, -1.19],
  ["apart", "sourceCase", -12.0],
  ["apart", undefined, 1.57],
  ["apart", "opensCapital", -0.95],
  ["salience", "opensCapital", -0.77],
  ["copiedFour", "opensCapital", 1.79],
  ["claimCase", "sourceCase", -41.44],
  ["claimCase", undefined, 7.88],
  ["copiedFour", undefined, -1.13],
  ["missing", undefined, -1.23],
  ["bestSentence", "opensCapital", 1.48],
  ["length", undefined, 1.86],
  ["covered", "opensCapital", -0.91],
];

/** Between 0 and 1: how likely a person would call the sentence supported. `parts` is the number of its sentences. */
export const scoreContent = (measures: ContentMeasures, parts: number): number => {
  const take = (factor: Factor): number => (factor === "parts" ? Math.min(1, (parts - 1) / 4) : measures[factor]);
  let sum = bias;
  for (const [factor, times, weight] of weights) sum += weight * take(factor) * (times === undefined ? 1 : take(times));
  return 1 / (1 + Math.exp(-sum));
};
