/** Best sequence of labels for a sentence (Viterbi, first order) under linear weights. */
import { labels, mayFollow } from "./labels.ts";

export const width = labels.length;

/** `emit[rows[bucket] × width + label]` (row 0 is all zeros), `move[last × width + next]`, both in one scale. */
export interface Weights {
  readonly rows: Int32Array;
  readonly emit: Int16Array | Float32Array;
  readonly move: Float32Array;
}

/** For each label those that may stand before it. */
const before: readonly Int32Array[] = labels.map((_, next) =>
  Int32Array.from(labels.flatMap((_name, last) => (mayFollow(last, next) ? [last] : []))),
);

const scoreInto = (scores: Float64Array, features: Int32Array, { rows, emit }: Weights): void => {
  scores.fill(0);
  for (let one = 0; one < features.length; one += 1) {
    const base = (rows[features[one] as number] as number) * width;
    if (base === 0) continue;
    for (let label = 0; label < width; label += 1)
      scores[label] = (scores[label] as number) + (emit[base + label] as number);
  }
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

/** The labels of a sentence, one a token. */
export const decode = (sentence: readonly Int32Array[], weights: Weights): number[] => {
  const from = new Int8Array(sentence.length * width);
  const scores = new Float64Array(width);
  let now = new Float64Array(width);
  // A sentence begins as if after an outside.
  let best = new Float64Array(width).fill(-Infinity);
  best[0] = 0;
  for (const [at, features] of sentence.entries()) {
    scoreInto(scores, features, weights);
    advance(best, now, weights.move, from, at * width);
    for (let label = 0; label < width; label += 1) now[label] = (now[label] as number) + (scores[label] as number);
    [best, now] = [now, best];
  }
  const path = new Array<number>(sentence.length).fill(0);
  let label = sentence.length === 0 ? 0 : argMax(best);
  for (let at = sentence.length - 1; at >= 0; at -= 1) {
    path[at] = label;
    label = from[at * width + label] as number;
  }
  return path;
};
