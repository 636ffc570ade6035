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
/** A sentence begins as if after an outside. */
const allowedFirst: readonly (readonly number[])[] = labels.map((_, next) => (mayFollow(0, next) ? [0] : []));

/** One step: best scores of every label at this token, and from which label each came. */
const advance = (
  best: Float64Array,
  emit: Float64Array,
  move: Weights["move"],
  first: boolean,
): { now: Float64Array; from: Int8Array } => {
  const now = new Float64Array(width).fill(-Infinity);
  const from = new Int8Array(width);
  const lasts = first ? allowedFirst : allowed;
  for (let next = 0; next < width; next += 1) {
    let top = -Infinity;
    for (const last of lasts[next] ?? []) {
      const score = (best[last] ?? -Infinity) + (move[last * width + next] ?? 0);
      if (score <= top) continue;
      top = score;
      from[next] = last;
    }
    now[next] = top + (emit[next] ?? 0);
  }
  return { now, from };
};

const argMax = (scores: Float64Array): number => {
  let top = 0;
  for (let label = 1; label < width; label += 1)
    if ((scores[label] ?? -Infinity) > (scores[top] ?? -Infinity)) top = label;
  return top;
};

/** The labels of a sentence, one a token. */
export const decode = (sentence: readonly Int32Array[], weights: Weights): number[] => {
  const back: Int8Array[] = [];
  let best: Float64Array = new Float64Array(width);
  for (const [index, features] of sentence.entries()) {
    const { now, from } = advance(best, scoresOf(features, weights), weights.move, index === 0);
    back.push(from);
    best = now;
  }
  let label = argMax(best);
  const path = new Array<number>(sentence.length).fill(0);
  for (let index = sentence.length - 1; index >= 0; index -= 1) {
    path[index] = label;
    label = back[index]?.[label] ?? 0;
  }
  return path;
};
