/**
 * A clause as a sparse vector: bucketed hashes of two views (words, runs of characters), each damped by how common its
 * bucket is, each view of length one, then joined with equal shares.
 */
import { viewsOf } from "./features.ts";

export interface SparseVector {
  readonly buckets: Int32Array;
  readonly values: Float32Array;
}

/** How telling each bucket is: idf in sixteenths, one byte a bucket; the number of buckets is a power of two. */
export type BucketWorth = Uint8Array;

const share = Math.SQRT1_2;

const addView = (into: Map<number, number>, hashes: readonly number[], worth: BucketWorth): void => {
  const mask = worth.length - 1;
  const counts = new Map<number, number>();
  for (const hash of hashes) counts.set(hash & mask, (counts.get(hash & mask) ?? 0) + 1);
  let square = 0;
  const values: [number, number][] = [];
  for (const [bucket, count] of counts) {
    const value = (1 + Math.log(count)) * ((worth[bucket] ?? 0) / 16);
    square += value * value;
    values.push([bucket, value]);
  }
  const scale = square > 0 ? share / Math.sqrt(square) : 0;
  for (const [bucket, value] of values) into.set(bucket, (into.get(bucket) ?? 0) + scale * value);
};

export const vectorOf = (text: string, worth: BucketWorth): SparseVector => {
  const views = viewsOf(text);
  const joined = new Map<number, number>();
  addView(joined, views.words, worth);
  addView(joined, views.chars, worth);
  return { buckets: Int32Array.from(joined.keys()), values: Float32Array.from(joined.values()) };
};

/** Worth of each of 2^bits buckets over a set of texts: 1 + ln((n + 1) / (texts with it + 1)), in sixteenths. */
export const learnWorth = (texts: readonly string[], bits: number): BucketWorth => {
  const size = 2 ** bits;
  const having = new Uint32Array(size);
  for (const text of texts) {
    const { words, chars } = viewsOf(text);
    const seen = new Set<number>();
    for (const hash of words) seen.add(hash & (size - 1));
    for (const hash of chars) seen.add(hash & (size - 1));
    for (const bucket of seen) having[bucket] = (having[bucket] ?? 0) + 1;
  }
  return Uint8Array.from(having, (count) =>
    Math.min(255, Math.round(16 * (1 + Math.log((texts.length + 1) / (count + 1))))),
  );
};
