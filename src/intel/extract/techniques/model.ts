/**
 * A linear model as it is used: for each bucket the classes that have a weight, eight bits each. Scores are
 * bias + sum of value x weight. The same arrays serve the fifty-label model, the centroids of all techniques and the
 * model fitted on AnnoCTR.
 */
import type { SparseVector } from "./vector.ts";

export interface TechniqueModel {
  readonly labels: readonly string[];
  /** Where the entries of each bucket begin; one more than there are buckets. */
  readonly starts: Int32Array;
  readonly columns: Uint16Array;
  readonly values: Int8Array;
  /** A stored value is the weight times this. */
  readonly scale: number;
  readonly bias: Float32Array;
}

export const scoreAll = (model: TechniqueModel, vector: SparseVector): Float32Array => {
  const { starts, columns, values } = model;
  const scores = new Float32Array(model.labels.length);
  for (let at = 0; at < vector.buckets.length; at += 1) {
    const bucket = vector.buckets[at] as number;
    const value = (vector.values[at] as number) / model.scale;
    const end = starts[bucket + 1] as number;
    for (let entry = starts[bucket] as number; entry < end; entry += 1) {
      const column = columns[entry] as number;
      scores[column] = (scores[column] as number) + value * (values[entry] as number);
    }
  }
  for (let one = 0; one < scores.length; one += 1) scores[one] = (scores[one] as number) + (model.bias[one] as number);
  return scores;
};

/** Probabilities of exclusive classes; `sharpness` is fitted so that they come true as often as they say. */
export const softmax = (scores: Float32Array, sharpness: number): Float32Array => {
  let most = -Infinity;
  for (const score of scores) most = Math.max(most, score);
  const shares = scores.map((score) => Math.exp((score - most) * sharpness));
  const sum = shares.reduce((total, share) => total + share, 0) || 1;
  return shares.map((share) => share / sum);
};

export const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));
