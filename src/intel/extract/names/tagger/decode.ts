/** Best sequence of labels for a sentence (Viterbi, first order) under linear weights. */
import { buckets } from "./features.ts";
import { labels, mayFollow } from "./labels.ts";

export const width = labels.length;

/** `emit[rows[bucket] × width + label]` (row 0 is all zeros), `move[last × width + next]`. */
export interface Weights {
  readonly rows: Int32Array;
  readonly emit: Float32Array | Int16Array;
  readonly move: Float32Array | Int16Array;
}

/** Weights with a row of their own for each bucket, for fitting. */
export const emptyWeights = (): { rows: Int32Array; emit: Float32Array; move: Float32Array } => ({
  rows: Int32Array.from({ length: buckets }, (_, bucket) => bucket),
  emit: new Float32Array(buckets * width),
  move: new Float32Array(width * width),
});

const scoresOf = (features: Int32Array, weights: Weights): Float64Array => {
  const scores = new Float64Array(width);
  for (const bucket of features) {
    const base = (weights.rows[bucket] ?? 0) * width;
    for (let label = 0; label < width; label += 1)
      scores[label] = (scores[label] ?? 0) + (weights.emit[base + label] ?? 0);
  }
  return scores;
};

const allowed: readonly (readonly number[])[] = labels.map((_, next) =>
  labels.flatMap((_name, last) => (mayFollow(last, next) ? [last] : [])),
);

export const decode = (sentence: readonly Int32Array[], weights: Weights): number[] => {
  const back: Int8Array[] = [];
  let best = new Float64Array(width);
  for (const [index, features] of sentence.entries()) {
    const emit = scoresOf(features, weights);
    const now = new Float64Array(width).fill(-Infinity);
    const from = new Int8Array(width);
    for (let next = 0; next < width; next += 1) {
      // A sentence begins as if after an outside.
      const lasts = index === 0 ? [0] : (allowed[next] ?? []);
      if (index === 0 && !mayFollow(0, next)) continue;
      for (const last of lasts) {
        const score = (best[last] ?? -Infinity) + (weights.move[last * width + next] ?? 0);
        if (score > (now[next] ?? -Infinity)) {
          now[next] = score;
          from[next] = last;
        }
      }
      now[next] = (now[next] ?? -Infinity) + (emit[next] ?? 0);
    }
    back.push(from);
    best = now;
  }
  let label = 0;
  for (let one = 1; one < width; one += 1) if ((best[one] ?? -Infinity) > (best[label] ?? -Infinity)) label = one;
  const path = new Array<number>(sentence.length).fill(0);
  for (let index = sentence.length - 1; index >= 0; index -= 1) {
    path[index] = label;
    label = back[index]?.[label] ?? 0;
  }
  return path;
};
