/**
 * Fits the name tagger on AnnoCTR's train split and writes `data/tagger/annoctr-weights.json` (CC BY-SA 4.0).
 * Averaged structured perceptron, fixed order, no randomness: the same input gives the same bytes.
 *
 *   node scripts/make-tagger.ts DIR [EPOCHS]    (DIR holds annoctr-train-sents.jsonl and annoctr-train-docs.jsonl)
 */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { joinSentences, type SentenceRow } from "../evaluate/join-sentences.ts";
import { annotateListed } from "../src/intel/extract/annotate-listed.ts";
import { shippedTables } from "../src/intel/extract/names/load-tables.ts";
import { decode, emptyWeights, type Weights, width } from "../src/intel/extract/names/tagger/decode.ts";
import { labels } from "../src/intel/extract/names/tagger/labels.ts";
import { type PreparedText, prepareText } from "../src/intel/extract/names/tagger/tag.ts";

const dir = process.argv[2];
if (dir === undefined) throw new Error("usage: node scripts/make-tagger.ts DIR");
const epochs = Number(process.argv[3] ?? 10);

const lines = async <Row>(file: string): Promise<Row[]> =>
  (await readFile(join(dir, file), "utf8"))
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Row);

interface Example {
  readonly doc: string;
  readonly prepared: PreparedText;
  readonly gold: readonly (readonly number[])[];
}

const rows = await lines<SentenceRow>("annoctr-train-sents.jsonl");
const dates = new Map(
  (await lines<{ doc: string; dct: string }>("annoctr-train-docs.jsonl")).map((row) => [row.doc, row.dct]),
);

const goldOf = (prepared: PreparedText, spans: readonly { start: number; end: number; label: string }[]): number[][] =>
  prepared.sentences.map((sentence) =>
    sentence.map((token) => {
      const span = spans.find((one) => one.start <= token.start && one.end >= token.end);
      if (!span) return 0;
      return Math.max(0, labels.indexOf(`${span.start === token.start ? "B" : "I"}-${span.label}`));
    }),
  );

const examples: Example[] = joinSentences(rows).map(({ doc, text, spans, sentences }) => {
  const published = dates.get(doc);
  const mentions = annotateListed(text, published === undefined ? {} : { publishedAt: published });
  const prepared = prepareText(text, mentions, shippedTables, sentences);
  return { doc, prepared, gold: goldOf(prepared, spans) };
});

/** The same order each run: by a hash of epoch and place. */
const shuffled = (count: number, epoch: number): number[] =>
  Array.from({ length: count }, (_, index) => ({
    index,
    key: Math.imul(index + 1, 0x9e3779b1 ^ Math.imul(epoch + 7, 0x85ebca6b)) >>> 0,
  }))
    .sort((a, b) => a.key - b.key)
    .map((one) => one.index);

interface Sentence {
  readonly features: readonly Int32Array[];
  readonly gold: readonly number[];
}

type Change = (features: Int32Array, label: number, last: number, amount: number) => void;

/** Moves weights from the path taken to the right one; how many tokens were wrong. */
const correct = (sentence: Sentence, path: readonly number[], change: Change): number => {
  let wrong = 0;
  for (const [at, features] of sentence.features.entries()) {
    const gold = sentence.gold[at] ?? 0;
    const ours = path[at] ?? 0;
    const goldLast = at === 0 ? 0 : (sentence.gold[at - 1] ?? 0);
    const ourLast = at === 0 ? 0 : (path[at - 1] ?? 0);
    if (gold === ours && goldLast === ourLast) continue;
    wrong += 1;
    change(features, gold, goldLast, 1);
    change(features, ours, ourLast, -1);
  }
  return wrong;
};

/** One fit over the sentences in the order that `seed` gives. */
const train = (sentences: readonly Sentence[], seed: number): Weights => {
  const weights = emptyWeights();
  const totals = emptyWeights();
  let step = 1;
  const add = (at: number, part: "emit" | "move", amount: number): void => {
    weights[part][at] = (weights[part][at] ?? 0) + amount;
    totals[part][at] = (totals[part][at] ?? 0) + amount * step;
  };
  const change: Change = (features, label, last, amount) => {
    for (const bucket of features) add(bucket * width + label, "emit", amount);
    add(last * width + label, "move", amount);
  };
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    let wrong = 0;
    for (const index of shuffled(sentences.length, epoch + seed * 101)) {
      const sentence = sentences[index];
      if (sentence) wrong += correct(sentence, decode(sentence.features, weights), change);
      step += 1;
    }
    process.stderr.write(`epoch ${epoch}: ${wrong} wrong\n`);
  }
  for (const part of ["emit", "move"] as const)
    for (let at = 0; at < weights[part].length; at += 1)
      weights[part][at] = (weights[part][at] ?? 0) - (totals[part][at] ?? 0) / step;
  return weights;
};

const sentences: Sentence[] = examples.flatMap((example) =>
  example.prepared.features.flatMap((features, index) =>
    features.length === 0 ? [] : [{ features, gold: example.gold[index] ?? [] }],
  ),
);

/** The mean of several fits in different orders steadies what one order left to chance. */
const weights = emptyWeights();
const seeds = [0, 1, 2, 3];
for (const seed of seeds) {
  const one = train(sentences, seed);
  for (const part of ["emit", "move"] as const)
    for (let at = 0; at < weights[part].length; at += 1)
      weights[part][at] = (weights[part][at] ?? 0) + (one[part][at] ?? 0) / seeds.length;
}

const step = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...step(value >> 7)]);

/** Sixteen bits a weight, only those that are not tiny; see `load-weights.ts` for the form. */
const pack = (): { emit: string; rows: number; move: number[]; scale: number } => {
  const scale = 100;
  const bytes: number[] = [];
  let rows = 0;
  let last = 0;
  for (let bucket = 0; bucket < weights.rows.length; bucket += 1) {
    const held: number[] = [];
    for (let label = 0; label < width; label += 1) {
      const value = Math.max(-32767, Math.min(32767, Math.round((weights.emit[bucket * width + label] ?? 0) * scale)));
      if (Math.abs(value) >= 3) held.push(label, value & 255, (value >> 8) & 255);
    }
    if (held.length === 0) continue;
    bytes.push(...step(bucket - last), held.length / 3, ...held);
    last = bucket;
    rows += 1;
  }
  const emit = Buffer.from(bytes).toString("base64");
  return { emit, rows, move: Array.from(weights.move, (value) => Math.round(value * scale)), scale };
};

const card = {
  licence: "CC-BY-SA-4.0",
  credit:
    "Fitted on AnnoCTR (Lange et al., LREC-COLING 2024), boschresearch/anno-ctr-lrec-coling-2024 at d510b694, CC BY-SA 4.0",
  fittedOn: examples.map((example) => createHash("sha256").update(example.doc).digest("hex").slice(0, 12)).sort(),
};
await writeFile("data/tagger/annoctr-weights.json", `${JSON.stringify({ ...card, ...pack() })}\n`);
