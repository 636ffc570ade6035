/** What linear weights say of each token of a sentence, label by label. */
import type { TokenFeatures } from "./features.ts";
import { width } from "./labels.ts";
import type { NetSet } from "./net/net.ts";

/**
 * `emit[rows[bucket] × width + label]` (row 0 is all zeros), `move[last × width + next]`, both `scale` times the weights
 * of the field.
 */
export interface Weights {
  readonly rows: Int32Array;
  readonly emit: Int16Array | Float32Array;
  readonly move: Float32Array;
  readonly scale: number;
  /** Read beside the weights where there are some. */
  readonly nets?: NetSet;
}

/** Scores of the labels of every token, `token × width + label`. */
export const scoresOf = (sentence: readonly TokenFeatures[], { rows, emit }: Weights): Float64Array => {
  const scores = new Float64Array(sentence.length * width);
  for (const [at, { all }] of sentence.entries()) {
    const into = at * width;
    for (let one = 0; one < all.length; one += 1) {
      const base = (rows[all[one] as number] as number) * width;
      if (base === 0) continue;
      for (let label = 0; label < width; label += 1)
        scores[into + label] = (scores[into + label] as number) + (emit[base + label] as number);
    }
  }
  return scores;
};
