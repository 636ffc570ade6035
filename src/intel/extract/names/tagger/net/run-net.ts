/** Runs a net forward over a sentence: vectors, two layers, scores. All arrays hold token after token. */
import { width } from "../labels.ts";
import { firstReach, hidden, type Net, secondReach, seen, vector } from "./net.ts";

/**
 * Adds what `count` numbers of `from` give through a matrix (from its `row` on) to `size` numbers of `into`. Four numbers at
 * a time, as `count` is a multiple of four: so each number of `into` is fetched and put away a fourth as often.
 */
const addThrough = (
  from: Float32Array,
  at: number,
  count: number,
  matrix: Float32Array,
  row: number,
  into: Float32Array,
  place: number,
  size: number,
): void => {
  for (let one = 0; one < count; one += 4) {
    const a = from[at + one] as number;
    const b = from[at + one + 1] as number;
    const c = from[at + one + 2] as number;
    const d = from[at + one + 3] as number;
    if (a === 0 && b === 0 && c === 0 && d === 0) continue;
    const base = (row + one) * size;
    for (let other = 0; other < size; other += 1)
      into[place + other] =
        (into[place + other] as number) +
        a * (matrix[base + other] as number) +
        b * (matrix[base + size + other] as number) +
        c * (matrix[base + 2 * size + other] as number) +
        d * (matrix[base + 3 * size + other] as number);
  }
};

/** A layer over the tokens that stand `reach` from each place, below 0 cut off. */
const runLayer = (
  from: Float32Array,
  size: number,
  count: number,
  reach: readonly number[],
  matrix: Float32Array,
  bias: Float32Array,
): Float32Array => {
  const layer = new Float32Array(count * hidden);
  for (let at = 0; at < count; at += 1) {
    layer.set(bias, at * hidden);
    for (const [index, step] of reach.entries()) {
      const other = at + step;
      if (other < 0 || other >= count) continue;
      addThrough(from, other * size, size, matrix, index * size, layer, at * hidden, hidden);
    }
  }
  for (let one = 0; one < layer.length; one += 1) if ((layer[one] as number) < 0) layer[one] = 0;
  return layer;
};

/** @param share of the features that are left; where some were left out while fitting, all of them weigh less */
export const runVectors = (net: Net, kept: readonly Int32Array[], share: number): Float32Array => {
  const vectors = new Float32Array(kept.length * vector);
  for (const [at, rows] of kept.entries()) {
    const place = at * vector;
    for (let one = 0; one < rows.length; one += 1) {
      const base = (rows[one] as number) * vector;
      for (let part = 0; part < vector; part += 1)
        vectors[place + part] = (vectors[place + part] as number) + (net.vectors[base + part] as number);
    }
    for (let part = 0; part < vector; part += 1)
      vectors[place + part] = Math.tanh(
        (vectors[place + part] as number) * share + (net.parts.vectorBias[part] as number),
      );
  }
  return vectors;
};

export const runFirst = ({ parts }: Net, vectors: Float32Array, count: number): Float32Array =>
  runLayer(vectors, vector, count, firstReach, parts.first, parts.firstBias);

export const runSecond = ({ parts }: Net, first: Float32Array, count: number): Float32Array =>
  runLayer(first, hidden, count, secondReach, parts.second, parts.secondBias);

/** Scores of every label, `token × width + label`. `here` has `hidden` numbers a token, `elsewhere` twice as many. */
export const runOut = ({ parts }: Net, here: Float32Array, elsewhere: Float32Array, count: number): Float32Array => {
  const scores = new Float32Array(count * width);
  for (let at = 0; at < count; at += 1) {
    scores.set(parts.outBias, at * width);
    addThrough(here, at * hidden, hidden, parts.out, 0, scores, at * width, width);
    addThrough(elsewhere, at * 2 * hidden, seen - hidden, parts.out, hidden, scores, at * width, width);
  }
  return scores;
};
