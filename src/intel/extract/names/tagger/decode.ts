/** Best sequence of labels for a sentence (Viterbi, first order) under linear weights. */
import { labels } from "./labels.ts";
import { before } from "./lattice.ts";

export const width = labels.length;

/**
 * `emit[rows[bucket] × width + label]` (row 0 is all zeros), `move[last × width + next]`, both `scale` times the weights
 * of the field.
 */
export interface Weights {
  readonly rows: Int32Array;
  readonly emit: Int16Array | Float32Array;
  readonly move: Float32Array;
  readonly scale: number;
}

/** Scores of the labels of every token, `token × width + label`. */
export const scoresOf = (sentence: readonly Int32Array[], { rows, emit }: Weights): Float64Array => {
  const scores = new Float64Array(sentence.length * width);
  for (const [at, features] of sentence.entries()) {
    const into = at * width;
    for (let one = 0; one < features.length; one += 1) {
      const base = (rows[features[one] as number] as number) * width;
      if (base === 0) continue;
      for (let label = 0; label < width; label += 1)
        scores[into + label] = (scores[into + label] as number) + (emit[base + label] as number);
    }
  }
  return scores;
};

/** Best score of each label at the next token, and the label each came from (written into `from` at `place`). */
const advance = (best: Float64Array, now: Float64Array, move: Float32Array, from: Int8Array, place: number): void => {
  for (let next = 0; next < width; next += 1) {
    const lasts = before[next] as Int32Array;
    let top = -Infinity;
    let source = 0;
    for (let one = 0; one < lasts.length; one += 1) {
      const last = lasts[one] as number;
      const score = (best[last] as number) + (move[last * width + next] as number);
      if (score <= top) continue;
      top = score;
      source = last;
    }
    now[next] = top;
    from[place + next] = source;
  }
};

const argMax = (scores: Float64Array): number => {
  let top = 0;
  for (let label = 1; label < width; label += 1) if ((scores[label] as number) > (scores[top] as number)) top = label;
  return top;
};

/** The best labels for the scores of a sentence, one a token. */
export const decode = (scores: Float64Array, { move }: Pick<Weights, "move">): number[] => {
  const count = scores.length / width;
  const from = new Int8Array(scores.length);
  let now = new Float64Array(width);
  // A sentence begins as if after an outside.
  let best = new Float64Array(width).fill(-Infinity);
  best[0] = 0;
  for (let at = 0; at < count; at += 1) {
    advance(best, now, move, from, at * width);
    for (let label = 0; label < width; label += 1)
      now[label] = (now[label] as number) + (scores[at * width + label] as number);
    [best, now] = [now, best];
  }
  const path = new Array<number>(count).fill(0);
  let label = count === 0 ? 0 : argMax(best);
  for (let at = count - 1; at >= 0; at -= 1) {
    path[at] = label;
    label = from[at * width + label] as number;
  }
  return path;
};
