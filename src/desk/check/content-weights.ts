/** Written by `node scripts/fit-content-score.ts --data DIR --write`; data and method stand there. Do not edit. */
import type { Measure } from "./measure-content.ts";

/** What a weight multiplies: a measure, or the number of sentences beyond the first over four, at most 1. */
export type Factor = Measure | "parts";

export const bias = -2.509;

/** Measure, what it is multiplied with, weight. */
export const weights: readonly (readonly [Factor, Factor | undefined, number])[] = [
  ["opensCapital", undefined, -0.39],
  ["sourceCase", undefined, 2.477],
  ["parts", undefined, 1.229],
  ["covered", undefined, 1.372],
  ["sourceCase", "opensCapital", 9.622],
  ["missingFigures", undefined, -0.972],
  ["missing", "parts", -22.639],
  ["nothingMissing", undefined, -0.526],
  ["salience", undefined, 0.868],
  ["missingNear", undefined, 5.082],
  ["copiedThree", "opensCapital", 0.339],
  ["copiedThree", undefined, -1.189],
  ["apart", "sourceCase", -13.612],
  ["apart", undefined, 1.918],
  ["apart", "opensCapital", -0.976],
  ["salience", "opensCapital", -0.635],
  ["copiedFour", "opensCapital", 2.344],
  ["claimCase", "sourceCase", -49.337],
  ["claimCase", undefined, 10.457],
  ["copiedFour", undefined, -1.02],
  ["missing", undefined, -1.522],
  ["bestSentence", "opensCapital", 1.315],
  ["length", undefined, 2.214],
  ["covered", "opensCapital", -1.325],
];
