/**
 * Fits one linear model of several: one-against-rest with squared hinge loss, softmax regression, and the square-rooted
 * class centroid. All three are linear in the same vectors, so the blend of several fits of each is one matrix.
 *
 * Examples of label -1 belong to no class: the hinge pushes every class down, the other two pass over them. Plain
 * gradient steps in a fixed pseudo-random order: the same examples give the same weights.
 */
import type { SparseVector } from "../vector.ts";

export interface FitExample {
  readonly vector: SparseVector;
  /** Index of the class, or -1 for none. */
  readonly label: number;
  readonly weight: number;
}

export interface LinearModel {
  /** Row by bucket, `classes` columns. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export interface FitOptions {
  readonly classes: number;
  readonly buckets: number;
  readonly epochs: number;
}

/** What the classes other than the right one weigh in the hinge loss: there are many of them. */
const restWeight = 0.3;
/** How far a rare class is lifted in the softmax fit: (mean size / size) to this power, four at most. */
const rareLift = 0.5;
/** The softmax fit leaves out this share of each example and needs more rounds for it. */
const softmaxLeaveOut = 0.4;
const softmaxEpochs = 1.5;

const empty = ({ classes, buckets }: FitOptions): LinearModel => ({
  weights: new Float32Array(classes * buckets),
  bias: new Float32Array(classes),
});

/** A fixed order for each epoch (linear congruential steps, Fisher and Yates). */
const shuffle = (order: Int32Array, seed: number): void => {
  let state = seed >>> 0;
  for (let at = order.length - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (at + 1);
    const held = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = held;
  }
};

/** Scores of every class, written into `scores`. */
const scoreInto = (model: LinearModel, vector: SparseVector, scores: Float32Array): void => {
  const { weights } = model;
  const { buckets, values } = vector;
  const classes = scores.length;
  scores.set(model.bias);
  for (let at = 0; at < buckets.length; at += 1) {
    const row = (buckets[at] as number) * classes;
    const value = values[at] as number;
    for (let one = 0; one < classes; one += 1)
      scores[one] = (scores[one] as number) + value * (weights[row + one] as number);
  }
};

/** Turns scores into how far each class must move; false when nothing needs to. */
type Slope = (scores: Float32Array, label: number) => boolean;

const hingeSlope: Slope = (scores, label) => {
  let any = false;
  for (let one = 0; one < scores.length; one += 1) {
    const sign = one === label ? 1 : -1;
    const short = 1 - sign * (scores[one] as number);
    scores[one] = short > 0 ? -sign * short * (one === label ? 1 : restWeight) : 0;
    any ||= short > 0;
  }
  return any;
};

const softmaxSlope: Slope = (scores, label) => {
  let most = -Infinity;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (let one = 0; one < scores.length; one += 1) {
    scores[one] = Math.exp((scores[one] as number) - most);
    sum += scores[one] as number;
  }
  for (let one = 0; one < scores.length; one += 1) scores[one] = (scores[one] as number) / sum;
  const right = scores[label] as number;
  scores[label] = right - 1;
  return right < 0.99;
};

interface Descent {
  readonly slope: Slope;
  readonly epochs: number;
  /** Share of an example's buckets that each step leaves out, so that no few words carry a class alone. */
  readonly leaveOut: number;
  readonly step: number;
  readonly biasStep: number;
  readonly lift: (label: number) => number;
  /** Number of the fit: another order and other omissions. */
  readonly draw: number;
}

/** The vector without a share of its buckets, its length kept; the choice is fixed by `state`. */
const thin = (vector: SparseVector, leaveOut: number, state: { seed: number }): SparseVector => {
  if (leaveOut === 0) return vector;
  const buckets: number[] = [];
  const values: number[] = [];
  const scale = 1 / Math.sqrt(1 - leaveOut);
  for (let at = 0; at < vector.buckets.length; at += 1) {
    state.seed = (Math.imul(state.seed, 1664525) + 1013904223) >>> 0;
    if (state.seed / 2 ** 32 < leaveOut) continue;
    buckets.push(vector.buckets[at] as number);
    values.push((vector.values[at] as number) * scale);
  }
  return { buckets: Int32Array.from(buckets), values: Float32Array.from(values) };
};

const descend = (examples: readonly FitExample[], options: FitOptions, descent: Descent): LinearModel => {
  const model = empty(options);
  const { weights, bias } = model;
  const { classes } = options;
  const { epochs, leaveOut, draw } = descent;
  const state = { seed: 99_991 + 7919 * draw };
  const order = Int32Array.from(examples.keys());
  const scores = new Float32Array(classes);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, epoch + 1 + 1000 * draw);
    const rate = 0.5 * (1 - epoch / epochs) + 0.02;
    for (const index of order) {
      const { vector: whole, label, weight } = examples[index] as FitExample;
      const vector = thin(whole, leaveOut, state);
      scoreInto(model, vector, scores);
      if (!descent.slope(scores, label)) continue;
      const pace = rate * weight * descent.lift(label);
      for (let one = 0; one < classes; one += 1)
        bias[one] = (bias[one] as number) - pace * descent.biasStep * (scores[one] as number);
      for (let at = 0; at < vector.buckets.length; at += 1) {
        const row = (vector.buckets[at] as number) * classes;
        const move = pace * descent.step * (vector.values[at] as number);
        for (let one = 0; one < classes; one += 1)
          weights[row + one] = (weights[row + one] as number) - move * (scores[one] as number);
      }
    }
  }
  return model;
};

/** Square roots of the summed vectors of each class, of length one. */
const centroids = (examples: readonly FitExample[], options: FitOptions): LinearModel => {
  const model = empty(options);
  const { weights } = model;
  const { classes } = options;
  for (const { vector, label, weight } of examples)
    for (let at = 0; at < vector.buckets.length; at += 1) {
      const slot = (vector.buckets[at] as number) * classes + label;
      weights[slot] = (weights[slot] as number) + (vector.values[at] as number) * weight;
    }
  const squares = new Float64Array(classes);
  for (let at = 0; at < weights.length; at += 1) {
    const one = at % classes;
    squares[one] = (squares[one] as number) + (weights[at] as number);
    weights[at] = Math.sqrt(weights[at] as number);
  }
  for (let at = 0; at < weights.length; at += 1)
    weights[at] = (weights[at] as number) / (Math.sqrt(squares[at % classes] as number) || 1);
  return model;
};

const addShare = (whole: LinearModel, part: LinearModel, share: number): void => {
  for (let at = 0; at < whole.weights.length; at += 1)
    whole.weights[at] = (whole.weights[at] as number) + share * (part.weights[at] as number);
  for (let one = 0; one < whole.bias.length; one += 1)
    whole.bias[one] = (whole.bias[one] as number) + share * (part.bias[one] as number);
};

/** Shares that bring the first two to like spread (their scores differ by 0.41 and 1.64); the centroid weighs less. */
const hingeShare = 1;
const softmaxShare = 0.25;
const centroidShare = 3;
/** Fits that differ in order and omissions alone; their mean leans less on what one of them happened to see last. */
const hingeDraws = [0, 1];
const softmaxDraws = [0, 1, 2];

export const fitHinge = (examples: readonly FitExample[], options: FitOptions, draw = 0): LinearModel =>
  descend(examples, options, {
    ...{ slope: hingeSlope, epochs: options.epochs, leaveOut: 0 },
    ...{ step: 1, biasStep: 0.02, lift: () => 1, draw },
  });

const fitSoftmax = (labelled: readonly FitExample[], options: FitOptions, draw: number): LinearModel => {
  const sizes = new Float64Array(options.classes);
  for (const { label, weight } of labelled) sizes[label] = (sizes[label] as number) + weight;
  const mean = sizes.reduce((sum, size) => sum + size, 0) / options.classes;
  return descend(labelled, options, {
    ...{ slope: softmaxSlope, epochs: Math.round(softmaxEpochs * options.epochs), leaveOut: softmaxLeaveOut },
    ...{ step: 4, biasStep: 0.05, draw },
    lift: (label) => Math.min(4, (mean / ((sizes[label] as number) || mean)) ** rareLift),
  });
};

/** One matrix: several fits of each kind and the centroids, blended. */
export const fitLinear = (examples: readonly FitExample[], options: FitOptions): LinearModel => {
  const labelled = examples.filter((one) => one.label >= 0);
  const whole = empty(options);
  for (const draw of hingeDraws) addShare(whole, fitHinge(examples, options, draw), hingeShare / hingeDraws.length);
  for (const draw of softmaxDraws)
    addShare(whole, fitSoftmax(labelled, options, draw), softmaxShare / softmaxDraws.length);
  addShare(whole, centroids(labelled, options), centroidShare);
  return whole;
};
