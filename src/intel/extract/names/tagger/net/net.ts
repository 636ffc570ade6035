/**
 * A small net that reads a sentence beside the field's linear weights. Each token is the sum of learned vectors of what is
 * known of it; one layer reads five tokens around a place, a second three that stand further apart (after Collobert and
 * others, "Natural Language Processing (Almost) from Scratch", 2011; Strubell and others, 2017), and what the first layer
 * saw where the same word stands elsewhere in the text is read with them (after Akbik, Bergmann, Vollgraf, "Pooled
 * Contextualized Embeddings", 2019). Its scores and moves are those of the same conditional random field.
 */
import { width } from "../labels.ts";

/** Numbers of a token's vector, and of each layer. */
export const vector = 16;
export const hidden = 32;
/** Where the tokens stand that each layer reads, from the place it reads for. */
export const firstReach = [-2, -1, 0, 1, 2] as const;
export const secondReach = [-3, 0, 3] as const;
/** What the scores are made of: both layers here, then the mean and the most of the first one elsewhere. */
export const seen = 3 * hidden;

/** How many numbers each part has, apart from the vectors. Matrices by row of what comes in. */
export const partSizes = {
  vectorBias: vector,
  first: firstReach.length * vector * hidden,
  firstBias: hidden,
  second: secondReach.length * hidden * hidden,
  secondBias: hidden,
  out: seen * width,
  outBias: width,
  move: width * width,
} as const;

export type PartName = keyof typeof partSizes;

export const partNames = Object.keys(partSizes) as readonly PartName[];

export interface Net {
  /** `row × vector`; row 0 is all zeros. */
  readonly vectors: Float32Array;
  readonly parts: Readonly<Record<PartName, Float32Array>>;
}

/** Several nets over the same kept features. */
export interface NetSet {
  /** Row of each bucket, 0 for one that is not kept. */
  readonly rows: Int32Array;
  readonly nets: readonly Net[];
}

export const newParts = (): Record<PartName, Float32Array> => ({
  vectorBias: new Float32Array(partSizes.vectorBias),
  first: new Float32Array(partSizes.first),
  firstBias: new Float32Array(partSizes.firstBias),
  second: new Float32Array(partSizes.second),
  secondBias: new Float32Array(partSizes.secondBias),
  out: new Float32Array(partSizes.out),
  outBias: new Float32Array(partSizes.outBias),
  move: new Float32Array(partSizes.move),
});
