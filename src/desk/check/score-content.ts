/**
 * The fitted part of the check: a logistic score of dense measures, used where no rule decides. `scripts/fit-content-score.ts`
 * fits its weights on public human judgements of news summaries (QAGS, XSum-Faith, CLIFF and Goyal 2021), says how, and
 * prints what they reach with articles kept apart. Of those texts nothing is kept but the numbers in `content-weights.ts`.
 */
import { bias, type Factor, weights } from "./content-weights.ts";
import type { ContentMeasures } from "./measure-content.ts";

/** From here on a sentence is supported; below the second the source does not speak of it. */
export const supportedFrom = 0.5;
export const notFoundBelow = 0.3;

/** Between 0 and 1: how likely a person would call the sentence supported. `parts` is the number of its sentences. */
export const scoreContent = (measures: ContentMeasures, parts: number): number => {
  const take = (factor: Factor): number => (factor === "parts" ? Math.min(1, (parts - 1) / 4) : measures[factor]);
  let sum = bias;
  for (const [factor, times, weight] of weights) sum += weight * take(factor) * (times === undefined ? 1 : take(times));
  return 1 / (1 + Math.exp(-sum));
};
