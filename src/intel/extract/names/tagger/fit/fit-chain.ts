/**
 * Fits the tagger's weights: a linear-chain conditional random field (Lafferty, McCallum, Pereira 2001), plain gradient
 * steps scaled by AdaGrad, most of a token's features left out at each look so that no single one is leaned on, and the
 * mean of the later passes. A fixed order and fixed draws: the same sentences give the same weights.
 */
import { width } from "../labels.ts";
import { Lattice } from "../lattice.ts";
import { Draws } from "./draws.ts";
import { readMoves } from "./read-moves.ts";

export interface FitSentence {
  /** Feature numbers of each token, below `features`. */
  readonly features: readonly Int32Array[];
  readonly gold: readonly number[];
}

export interface ChainWeights {
  /** `emit[feature × width + label]`, `move[last × width + next]`. */
  readonly emit: Float32Array;
  readonly move: Float32Array;
}

export interface FitOptions {
  readonly features: number;
  readonly epochs: number;
  readonly seed: number;
}

const rate = 0.2;
const leaveOut = 0.7;
/** A slope smaller than this moves nothing. */
const tiny = 1e-4;

/** Scores of a token's labels from the weights of the features that were kept, into `scores`. */
const scoreKept = (features: Int32Array, weights: Float32Array, scores: Float64Array): void => {
  scores.fill(0);
  for (let one = 0; one < features.length; one += 1) {
    const row = (features[one] as number) * width;
    for (let label = 0; label < width; label += 1)
      scores[label] = (scores[label] as number) + (weights[row + label] as number);
  }
};

/** Weights with the sum of their squared slopes, by which steps grow smaller. */
class Stepper {
  readonly weights: Float32Array;
  readonly squares: Float32Array;

  constructor(size: number) {
    this.weights = new Float32Array(size);
    this.squares = new Float32Array(size).fill(1);
  }

  step(at: number, slope: number): void {
    const squares = (this.squares[at] as number) + slope * slope;
    this.squares[at] = squares;
    this.weights[at] = (this.weights[at] as number) + (rate * slope) / Math.sqrt(squares);
  }
}

/** The labels of a token that must move, and how far: `count` of them are filled in. */
const slopesAt = (gold: number, at: number, lattice: Lattice, moved: Int32Array, slopes: Float64Array): number => {
  let count = 0;
  for (let label = 0; label < width; label += 1) {
    const slope = (label === gold ? 1 : 0) - lattice.chance(at, label);
    if (Math.abs(slope) < tiny) continue;
    moved[count] = label;
    slopes[count] = slope;
    count += 1;
  }
  return count;
};

const moved = new Int32Array(width);
const slopes = new Float64Array(width);
const scores = new Float64Array(width);

const stepEmit = (sentence: FitSentence, kept: readonly Int32Array[], lattice: Lattice, emit: Stepper): void => {
  const { weights, squares } = emit;
  for (const [at, features] of kept.entries()) {
    const count = slopesAt(sentence.gold[at] ?? 0, at, lattice, moved, slopes);
    if (count === 0) continue;
    for (let one = 0; one < features.length; one += 1) {
      const base = (features[one] as number) * width;
      for (let label = 0; label < count; label += 1) {
        const place = base + (moved[label] as number);
        const slope = slopes[label] as number;
        const square = (squares[place] as number) + slope * slope;
        squares[place] = square;
        weights[place] = (weights[place] as number) + (rate * slope) / Math.sqrt(square);
      }
    }
  }
};

const stepMove = (sentence: FitSentence, lattice: Lattice, move: Stepper): void => {
  readMoves(sentence.gold, lattice, (pair, right, chance) => {
    const slope = right - chance;
    if (Math.abs(slope) >= tiny / 10) move.step(pair, slope);
  });
};

const addTo = (total: Float32Array, part: Float32Array, share: number): void => {
  for (let at = 0; at < total.length; at += 1) total[at] = (total[at] as number) + share * (part[at] as number);
};

export const fitChain = (sentences: readonly FitSentence[], { features, epochs, seed }: FitOptions): ChainWeights => {
  const emit = new Stepper(features * width);
  const move = new Stepper(width * width);
  const mean: ChainWeights = { emit: new Float32Array(features * width), move: new Float32Array(width * width) };
  const draws = new Draws(seed);
  const order = Int32Array.from(sentences, (_, at) => at);
  const lattice = new Lattice(sentences.reduce((most, one) => Math.max(most, one.gold.length), 1));
  const counted = epochs - Math.floor(epochs / 2);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    draws.shuffle(order);
    for (const index of order) {
      const sentence = sentences[index];
      if (!sentence || sentence.gold.length === 0) continue;
      const kept = sentence.features.map((one) => draws.thin(one, leaveOut));
      for (const [at, one] of kept.entries()) {
        scoreKept(one, emit.weights, scores);
        lattice.read(at, scores, 0, 1 - leaveOut);
      }
      lattice.run(kept.length, move.weights, 1);
      stepEmit(sentence, kept, lattice, emit);
      stepMove(sentence, lattice, move);
    }
    if (epoch < epochs - counted) continue;
    addTo(mean.emit, emit.weights, 1 / counted);
    addTo(mean.move, move.weights, 1 / counted);
  }
  return mean;
};
