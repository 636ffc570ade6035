/**
 * From labelled texts to weights the tagger can use: which buckets are kept, several fits in different orders, their mean;
 * beside them nets, each from its own draws.
 */

import { buckets, type TokenFeatures } from "../features.ts";
import { labels, width } from "../labels.ts";
import type { NetSet } from "../net/net.ts";
import { keptRows } from "../net/score-text.ts";
import type { Weights } from "../score-tokens.ts";
import type { PreparedText } from "../tag.ts";
import { maxTokens } from "../tokens.ts";
import { type FitSentence, fitChain } from "./fit-chain.ts";
import { fitNet, type NetSentence } from "./fit-net.ts";

export interface LabelledText {
  readonly prepared: PreparedText;
  /** Spans with the kinds of the tagger. */
  readonly spans: readonly { readonly start: number; readonly end: number; readonly label: string }[];
}

export interface FitPlan {
  readonly epochs: number;
  readonly seeds: readonly number[];
  /** None where it is left out. */
  readonly nets?: { readonly epochs: number; readonly seeds: readonly number[] };
}

/** As the shipped weights are fitted, and those that measure them. */
export const shippedPlan: FitPlan = {
  epochs: 8,
  seeds: [1, 2, 3],
  nets: { epochs: 7, seeds: [1, 2, 3, 4] },
};

/** A bucket seen once in all the texts tells nothing that will be seen again. */
const leastSeen = 2;

/** A sentence as far as the tagger reads it. */
interface LabelledSentence {
  readonly features: readonly TokenFeatures[];
  readonly gold: readonly number[];
}

const goldOf = ({ prepared, spans }: LabelledText): number[][] => {
  const ordered = [...spans].sort((a, b) => a.start - b.start);
  let at = 0;
  let begun = -1;
  return prepared.sentences.map((sentence) =>
    sentence.map((token) => {
      while (at < ordered.length && (ordered[at]?.end ?? 0) <= token.start) at += 1;
      const span = ordered[at];
      if (!span || span.start > token.start || span.end < token.end) return 0;
      const place = begun === at ? "I" : "B";
      begun = at;
      return Math.max(0, labels.indexOf(`${place}-${span.label}`));
    }),
  );
};

const sentencesOf = (text: LabelledText): LabelledSentence[] => {
  const gold = goldOf(text);
  return text.prepared.features.map((features, at) => ({
    features: features.slice(0, maxTokens),
    gold: (gold[at] ?? []).slice(0, maxTokens),
  }));
};

/** Row of each bucket that is kept, from 1 on. */
const rowsOf = (texts: readonly LabelledText[], which: "all" | "own"): { rows: Int32Array; count: number } => {
  const seen = new Uint8Array(buckets);
  for (const { prepared } of texts)
    for (const sentence of prepared.features)
      for (const features of sentence)
        for (const bucket of features[which])
          if ((seen[bucket] as number) < leastSeen) seen[bucket] = (seen[bucket] as number) + 1;
  const rows = new Int32Array(buckets);
  let count = 0;
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    if ((seen[bucket] as number) < leastSeen) continue;
    count += 1;
    rows[bucket] = count;
  }
  return { rows, count };
};

/** Rows from 0 on of the buckets that are kept. */
const rowsFromZero = ({ all }: TokenFeatures, rows: Int32Array): Int32Array =>
  keptRows(all, rows).map((row) => row - 1);

const fitNets = (
  labelled: readonly (readonly LabelledSentence[])[],
  { rows, count }: ReturnType<typeof rowsOf>,
  { epochs, seeds }: NonNullable<FitPlan["nets"]>,
): NetSet => {
  const read = labelled.map((text) =>
    text.map(
      ({ features, gold }): NetSentence => ({
        rows: features.map(({ own }) => keptRows(own, rows)),
        words: features.map(({ word }) => word),
        gold,
      }),
    ),
  );
  return { rows, nets: seeds.map((seed) => fitNet(read, { rows: count + 1, epochs, seed })) };
};

export const fitTagger = (texts: readonly LabelledText[], { epochs, seeds, nets }: FitPlan): Weights => {
  const { rows, count } = rowsOf(texts, "all");
  const labelled = texts.map(sentencesOf);
  const sentences = labelled
    .flat()
    .map(({ features, gold }): FitSentence => ({ features: features.map((one) => rowsFromZero(one, rows)), gold }));
  const emit = new Float32Array((count + 1) * width);
  const move = new Float32Array(width * width);
  for (const seed of seeds) {
    const one = fitChain(sentences, { features: count, epochs, seed });
    for (let at = 0; at < one.emit.length; at += 1)
      emit[width + at] = (emit[width + at] as number) + (one.emit[at] as number) / seeds.length;
    for (let at = 0; at < move.length; at += 1)
      move[at] = (move[at] as number) + (one.move[at] as number) / seeds.length;
  }
  return { rows, emit, move, scale: 1, ...(nets ? { nets: fitNets(labelled, rowsOf(texts, "own"), nets) } : {}) };
};
