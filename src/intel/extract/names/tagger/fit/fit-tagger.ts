/**
 * From labelled texts to weights the tagger can use: which buckets are kept, several fits in different orders, their mean.
 */

import { buckets } from "../features.ts";
import { labels } from "../labels.ts";
import { type Weights, width } from "../score-tokens.ts";
import type { PreparedText } from "../tag.ts";
import { maxTokens } from "../tokens.ts";
import { type FitSentence, fitChain } from "./fit-chain.ts";

export interface LabelledText {
  readonly prepared: PreparedText;
  /** Spans with the kinds of the tagger. */
  readonly spans: readonly { readonly start: number; readonly end: number; readonly label: string }[];
}

export interface FitPlan {
  readonly epochs: number;
  readonly seeds: readonly number[];
}

/** As the shipped weights are fitted, and those that measure them. */
export const shippedPlan: FitPlan = { epochs: 8, seeds: [1, 2, 3] };

/** A bucket seen once in all the texts tells nothing that will be seen again. */
const leastSeen = 2;

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

/** Row of each bucket that is kept, from 1 on. */
const rowsOf = (texts: readonly LabelledText[]): { rows: Int32Array; count: number } => {
  const seen = new Uint8Array(buckets);
  for (const { prepared } of texts)
    for (const sentence of prepared.features)
      for (const features of sentence)
        for (const bucket of features)
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

export const fitTagger = (texts: readonly LabelledText[], { epochs, seeds }: FitPlan): Weights => {
  const { rows, count } = rowsOf(texts);
  const sentences = texts.flatMap((text): FitSentence[] => {
    const gold = goldOf(text);
    return text.prepared.features.map((sentence, at) => ({
      features: sentence.slice(0, maxTokens).map((features) =>
        Int32Array.from(
          features.filter((bucket) => rows[bucket] !== 0),
          (bucket) => (rows[bucket] as number) - 1,
        ),
      ),
      gold: (gold[at] ?? []).slice(0, maxTokens),
    }));
  });
  const emit = new Float32Array((count + 1) * width);
  const move = new Float32Array(width * width);
  for (const seed of seeds) {
    const one = fitChain(sentences, { features: count, epochs, seed });
    for (let at = 0; at < one.emit.length; at += 1)
      emit[width + at] = (emit[width + at] as number) + (one.emit[at] as number) / seeds.length;
    for (let at = 0; at < move.length; at += 1)
      move[at] = (move[at] as number) + (one.move[at] as number) / seeds.length;
  }
  return { rows, emit, move, scale: 1 };
};
