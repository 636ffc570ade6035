/** What a layer saw at the other places of each word: the mean and the most of it, number by number. */
import { hidden } from "./net.ts";

interface Place {
  readonly sentence: number;
  readonly token: number;
}

/** Places of a word that are looked at; more say nothing new. */
const maxPlaces = 40;

/** Words that stand at more than one place, by where they stand. 0 is no word. */
export const placesOfWords = (sentences: readonly (readonly number[])[]): readonly (readonly Place[])[] => {
  const places = new Map<number, Place[]>();
  for (const [sentence, words] of sentences.entries())
    for (const [token, word] of words.entries()) {
      if (word === 0) continue;
      const held = places.get(word);
      if (held === undefined) places.set(word, [{ sentence, token }]);
      else if (held.length < maxPlaces) held.push({ sentence, token });
    }
  return [...places.values()].filter((one) => one.length > 1);
};

const total = new Float32Array(hidden);
const most = new Float32Array(hidden);
const secondMost = new Float32Array(hidden);

const takeIn = (layer: Float32Array, base: number): void => {
  for (let one = 0; one < hidden; one += 1) {
    const value = layer[base + one] as number;
    total[one] = (total[one] as number) + value;
    if (value > (most[one] as number)) {
      secondMost[one] = most[one] as number;
      most[one] = value;
    } else if (value > (secondMost[one] as number)) secondMost[one] = value;
  }
};

const giveOut = (layer: Float32Array, base: number, others: number, pooled: Float32Array): void => {
  for (let one = 0; one < hidden; one += 1) {
    const value = layer[base + one] as number;
    pooled[base * 2 + one] = ((total[one] as number) - value) / others;
    pooled[base * 2 + hidden + one] = (value >= (most[one] as number) ? secondMost[one] : most[one]) as number;
  }
};

/** For every sentence `token × 2 hidden`: zeros where a word stands once. The layer holds nothing below 0. */
export const poolPlaces = (
  layers: readonly Float32Array[],
  words: readonly (readonly Place[])[],
): readonly Float32Array[] => {
  const pooled = layers.map((layer) => new Float32Array(layer.length * 2));
  for (const places of words) {
    total.fill(0);
    most.fill(0);
    secondMost.fill(0);
    for (const { sentence, token } of places) takeIn(layers[sentence] as Float32Array, token * hidden);
    for (const { sentence, token } of places)
      giveOut(layers[sentence] as Float32Array, token * hidden, places.length - 1, pooled[sentence] as Float32Array);
  }
  return pooled;
};
