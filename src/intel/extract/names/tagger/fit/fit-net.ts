/**
 * Fits one net: steps along the slope of the chain's likelihood after every sentence, scaled by AdaGrad; some features of a
 * token and some numbers of a layer are left out at each look; the mean of the later passes. What the first layer saw
 * elsewhere in the text is worked out once a pass for each text and taken as given. A fixed order and fixed draws: the same
 * texts give the same net.
 */
import { width } from "../labels.ts";
import { Lattice } from "../lattice.ts";
import {
  firstReach,
  hidden,
  type Net,
  newParts,
  type PartName,
  partNames,
  partSizes,
  secondReach,
  seen,
  vector,
} from "../net/net.ts";
import { placesOfWords, poolPlaces } from "../net/pool-places.ts";
import { runFirst, runOut, runSecond, runVectors } from "../net/run-net.ts";
import { keptShare } from "../net/score-text.ts";
import { Draws } from "./draws.ts";
import { readMoves } from "./read-moves.ts";

export interface NetSentence {
  /** Rows of each token's own features. */
  readonly rows: readonly Int32Array[];
  readonly words: readonly number[];
  readonly gold: readonly number[];
}

export interface NetOptions {
  /** Rows in all, row 0 for nothing. */
  readonly rows: number;
  readonly epochs: number;
  readonly seed: number;
}

const rate = 0.05;
const vectorRate = 0.1;
const moveRate = 0.1;
/** Share of a layer's numbers that is left out at each look. */
const leaveOut = 0.3;
const firstSquare = 0.1;
/** A slope smaller than this moves nothing. */
const tiny = 1e-4;

/** Spread of the drawn numbers a part begins with; the others begin at 0. */
const spreads: Partial<Record<PartName, number>> = {
  first: Math.sqrt(1 / (firstReach.length * vector)),
  second: 0.7 * Math.sqrt(1 / (secondReach.length * hidden)),
  out: 0.1,
};

const drawn = (size: number, spread: number, draws: Draws): Float32Array =>
  Float32Array.from({ length: size }, () => spread * draws.around());

/** Adds to the slopes of what came in through a matrix, for one place. */
const takeBack = (
  matrix: Float32Array,
  row: number,
  out: Float32Array,
  place: number,
  size: number,
  into: Float32Array,
  at: number,
  count: number,
): void => {
  for (let one = 0; one < count; one += 1) {
    const base = (row + one) * size;
    let sum = 0;
    for (let other = 0; other < size; other += 1)
      sum += (out[place + other] as number) * (matrix[base + other] as number);
    into[at + one] = (into[at + one] as number) + sum;
  }
};

/** Adds to the slopes of the matrix, for one place. */
const takeMatrix = (
  from: Float32Array,
  at: number,
  count: number,
  slopes: Float32Array,
  row: number,
  out: Float32Array,
  place: number,
  size: number,
): void => {
  for (let one = 0; one < count; one += 1) {
    const value = from[at + one] as number;
    if (value === 0) continue;
    const base = (row + one) * size;
    for (let other = 0; other < size; other += 1)
      slopes[base + other] = (slopes[base + other] as number) + value * (out[place + other] as number);
  }
};

/** Nothing moves where every slope is next to nothing. */
const isFlat = (slopes: Float32Array, at: number, count: number): boolean => {
  for (let one = at; one < at + count; one += 1) if (Math.abs(slopes[one] as number) > tiny) return false;
  return true;
};

const addUp = (into: Float32Array, from: Float32Array, at: number): void => {
  for (let one = 0; one < into.length; one += 1) into[one] = (into[one] as number) + (from[at + one] as number);
};

/** A share of the numbers becomes 0, the others grow by what is lost. */
const mask = (size: number, draws: Draws): Float32Array => {
  const factors = new Float32Array(size);
  for (let one = 0; one < size; one += 1) if (!draws.leaves(leaveOut)) factors[one] = 1 / (1 - leaveOut);
  return factors;
};

const times = (numbers: Float32Array, factors: Float32Array): void => {
  for (let one = 0; one < numbers.length; one += 1) numbers[one] = (numbers[one] as number) * (factors[one] as number);
};

/** Slopes end where a layer was cut off at 0. */
const cutOff = (slopes: Float32Array, layer: Float32Array): void => {
  for (let one = 0; one < slopes.length; one += 1) if ((layer[one] as number) <= 0) slopes[one] = 0;
};

class NetFit {
  readonly net: Net;
  readonly #slopes = newParts();
  readonly #squares = newParts();
  readonly #vectorSquares: Float32Array;
  readonly #draws: Draws;
  readonly #lattice: Lattice;

  constructor(rows: number, draws: Draws, longest: number) {
    const vectors = drawn(rows * vector, 0.1, draws);
    vectors.fill(0, 0, vector);
    const parts = newParts();
    for (const name of partNames) {
      parts[name].set(drawn(partSizes[name], spreads[name] ?? 0, draws));
      this.#squares[name].fill(name === "move" ? 1 : firstSquare);
    }
    this.net = { vectors, parts };
    this.#vectorSquares = new Float32Array(rows * vector).fill(firstSquare);
    this.#draws = draws;
    this.#lattice = new Lattice(longest);
  }

  /** Slopes of the scores, token by token; those of the moves are added to the move part's. */
  #slopesOf(scores: Float32Array, gold: readonly number[]): Float32Array {
    const count = gold.length;
    for (let at = 0; at < count; at += 1) this.#lattice.read(at, scores, at * width, 1);
    this.#lattice.run(count, this.net.parts.move, 1);
    const slopes = new Float32Array(count * width);
    for (let at = 0; at < count; at += 1)
      for (let label = 0; label < width; label += 1)
        slopes[at * width + label] = (label === gold[at] ? 1 : 0) - this.#lattice.chance(at, label);
    const { move } = this.#slopes;
    readMoves(gold, this.#lattice, (pair, right, chance) => {
      move[pair] = (move[pair] as number) + right - chance;
    });
    return slopes;
  }

  #layerBack(
    from: Float32Array,
    size: number,
    reach: readonly number[],
    name: "first" | "second",
    out: Float32Array,
    into: Float32Array,
  ): void {
    const count = out.length / hidden;
    const bias = this.#slopes[name === "first" ? "firstBias" : "secondBias"];
    for (let at = 0; at < count; at += 1) {
      if (isFlat(out, at * hidden, hidden)) continue;
      addUp(bias, out, at * hidden);
      for (const [index, step] of reach.entries()) {
        const other = at + step;
        if (other < 0 || other >= count) continue;
        takeMatrix(from, other * size, size, this.#slopes[name], index * size, out, at * hidden, hidden);
        takeBack(this.net.parts[name], index * size, out, at * hidden, hidden, into, other * size, size);
      }
    }
  }

  #outBack(here: Float32Array, elsewhere: Float32Array, scoreSlopes: Float32Array): Float32Array {
    const { out } = this.net.parts;
    const back = new Float32Array(here.length);
    for (let at = 0; at < here.length / hidden; at += 1) {
      const place = at * width;
      addUp(this.#slopes.outBias, scoreSlopes, place);
      const others = seen - hidden;
      takeMatrix(here, at * hidden, hidden, this.#slopes.out, 0, scoreSlopes, place, width);
      takeMatrix(elsewhere, at * others, others, this.#slopes.out, hidden, scoreSlopes, place, width);
      takeBack(out, 0, scoreSlopes, place, width, back, at * hidden, hidden);
    }
    return back;
  }

  #vectorsBack(kept: readonly Int32Array[], vectors: Float32Array, back: Float32Array): void {
    const { vectors: weights } = this.net;
    for (let one = 0; one < back.length; one += 1) {
      const value = vectors[one] as number;
      back[one] = (back[one] as number) * (1 - value * value);
    }
    for (const [at, rows] of kept.entries()) {
      addUp(this.#slopes.vectorBias, back, at * vector);
      for (const row of rows)
        for (let part = 0; part < vector; part += 1) {
          const place = row * vector + part;
          const slope = back[at * vector + part] as number;
          const square = (this.#vectorSquares[place] as number) + slope * slope;
          this.#vectorSquares[place] = square;
          weights[place] = (weights[place] as number) + (vectorRate * slope) / Math.sqrt(square);
        }
    }
  }

  #step(): void {
    for (const name of partNames) {
      const [weights, squares, slopes] = [this.net.parts[name], this.#squares[name], this.#slopes[name]];
      const far = name === "move" ? moveRate : rate;
      for (let one = 0; one < weights.length; one += 1) {
        const slope = slopes[one] as number;
        const square = (squares[one] as number) + slope * slope;
        squares[one] = square;
        weights[one] = (weights[one] as number) + (far * slope) / Math.sqrt(square);
      }
      slopes.fill(0);
    }
  }

  learn({ rows, gold }: NetSentence, pooled: Float32Array): void {
    const count = gold.length;
    const kept = rows.map((one) => this.#draws.thin(one, 1 - keptShare));
    const vectors = runVectors(this.net, kept, 1);
    const first = runFirst(this.net, vectors, count);
    const second = runSecond(this.net, first, count);
    const hereMask = mask(count * hidden, this.#draws);
    const here = second.map((value, one) => value + (first[one] as number));
    times(here, hereMask);
    const elsewhere = pooled.slice();
    times(elsewhere, mask(elsewhere.length, this.#draws));
    const slopes = this.#slopesOf(runOut(this.net, here, elsewhere, count), gold);
    const firstBack = this.#outBack(here, elsewhere, slopes);
    times(firstBack, hereMask);
    const secondBack = firstBack.slice();
    cutOff(secondBack, second);
    this.#layerBack(first, hidden, secondReach, "second", secondBack, firstBack);
    cutOff(firstBack, first);
    const vectorBack = new Float32Array(count * vector);
    this.#layerBack(vectors, vector, firstReach, "first", firstBack, vectorBack);
    this.#vectorsBack(kept, vectors, vectorBack);
    this.#step();
  }
}

/** Moves the mean of `times` nets towards one more. */
const moveMean = (mean: Float32Array, one: Float32Array, times: number): void => {
  for (let at = 0; at < mean.length; at += 1)
    mean[at] = (mean[at] as number) + ((one[at] as number) - (mean[at] as number)) / times;
};

/** What no sentence holds has nothing to say: its drawn numbers become 0. */
const forgetUnread = (vectors: Float32Array, texts: readonly (readonly NetSentence[])[]): void => {
  const read = new Uint8Array(vectors.length / vector);
  for (const text of texts) for (const { rows } of text) for (const one of rows) for (const row of one) read[row] = 1;
  for (const [row, is] of read.entries()) if (is === 0) vectors.fill(0, row * vector, (row + 1) * vector);
};

const order = (count: number, draws: Draws): Int32Array => {
  const numbers = Int32Array.from({ length: count }, (_, at) => at);
  draws.shuffle(numbers);
  return numbers;
};

export const fitNet = (texts: readonly (readonly NetSentence[])[], { rows, epochs, seed }: NetOptions): Net => {
  const draws = new Draws(seed);
  const longest = texts.reduce((most, text) => text.reduce((held, one) => Math.max(held, one.gold.length), most), 1);
  const fit = new NetFit(rows, draws, longest);
  forgetUnread(fit.net.vectors, texts);
  const places = texts.map((text) => placesOfWords(text.map((one) => one.words)));
  const mean: Net = { vectors: new Float32Array(rows * vector), parts: newParts() };
  const from = Math.floor(epochs / 2);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (const index of order(texts.length, draws)) {
      const text = texts[index] ?? [];
      const layers = text.map((one) => runFirst(fit.net, runVectors(fit.net, one.rows, keptShare), one.gold.length));
      const pooled = poolPlaces(layers, places[index] ?? []);
      for (const at of order(text.length, draws)) {
        const sentence = text[at];
        if (sentence && sentence.gold.length > 0) fit.learn(sentence, pooled[at] as Float32Array);
      }
    }
    if (epoch < from) continue;
    moveMean(mean.vectors, fit.net.vectors, epoch - from + 1);
    for (const name of partNames) moveMean(mean.parts[name], fit.net.parts[name], epoch - from + 1);
  }
  return mean;
};
