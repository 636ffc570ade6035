/** What the nets together say of every token of a text. */
import type { TokenFeatures } from "../features.ts";
import { width } from "../labels.ts";
import { maxTokens } from "../tokens.ts";
import { hidden, type NetSet } from "./net.ts";
import { placesOfWords, poolPlaces } from "./pool-places.ts";
import { runFirst, runOut, runSecond, runVectors } from "./run-net.ts";

/** Share of a token's features that the nets saw at each look while they were fitted. */
export const keptShare = 0.6;

/** Rows of the buckets that are kept. */
export const keptRows = (own: Int32Array, rows: Int32Array): Int32Array => {
  const kept = new Int32Array(own.length);
  let count = 0;
  for (let one = 0; one < own.length; one += 1) {
    const row = rows[own[one] as number] as number;
    if (row === 0) continue;
    kept[count] = row;
    count += 1;
  }
  return kept.subarray(0, count);
};

/** Mean scores of the nets, sentence by sentence, `token × width + label`; at most the first `maxTokens` of each. */
export const scoreText = (
  features: readonly (readonly TokenFeatures[])[],
  { rows, nets }: NetSet,
): readonly Float32Array[] => {
  const sentences = features.map((sentence) => sentence.slice(0, maxTokens));
  const kept = sentences.map((sentence) => sentence.map(({ own }) => keptRows(own, rows)));
  const words = placesOfWords(sentences.map((sentence) => sentence.map(({ word }) => word)));
  const scores = kept.map((sentence) => new Float32Array(sentence.length * width));
  for (const net of nets) {
    const first = kept.map((sentence) => runFirst(net, runVectors(net, sentence, keptShare), sentence.length));
    const pooled = poolPlaces(first, words);
    for (const [index, layer] of first.entries()) {
      const count = layer.length / hidden;
      const here = runSecond(net, layer, count);
      for (let one = 0; one < here.length; one += 1) here[one] = (here[one] as number) + (layer[one] as number);
      const own = runOut(net, here, pooled[index] as Float32Array, count);
      const into = scores[index] as Float32Array;
      for (let one = 0; one < own.length; one += 1)
        into[one] = (into[one] as number) + (own[one] as number) / nets.length;
    }
  }
  return scores;
};
