/**
 * Fits the name tagger on AnnoCTR's shared splits and writes `data/tagger/annoctr-weights.json` (CC BY-SA 4.0).
 * Fixed order, fixed draws: the same input gives the same bytes.
 *
 *   node scripts/make-tagger.ts DIR    (DIR holds annoctr-{train,dev}-sents.jsonl and annoctr-{train,dev}-docs.jsonl)
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SentenceRow } from "../evaluate/join-sentences.ts";
import { type DocumentRow, labelTexts } from "../evaluate/label-texts.ts";
import { shippedTables } from "../src/intel/extract/names/load-tables.ts";
import { fitTagger, shippedPlan } from "../src/intel/extract/names/tagger/fit/fit-tagger.ts";
import { packWeights } from "../src/intel/extract/names/tagger/pack-weights.ts";
import { knowledgeOf } from "../src/intel/extract/names/tagger/tag.ts";

const dir = process.argv[2];
if (dir === undefined) throw new Error("usage: node scripts/make-tagger.ts DIR");

const lines = async <Row>(files: readonly string[]): Promise<Row[]> => {
  const texts = await Promise.all(files.map((file) => readFile(join(dir, file), "utf8")));
  return texts
    .flatMap((text) => text.split("\n"))
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Row);
};

const rows = await lines<SentenceRow>(["annoctr-train-sents.jsonl", "annoctr-dev-sents.jsonl"]);
const documents = await lines<DocumentRow>(["annoctr-train-docs.jsonl", "annoctr-dev-docs.jsonl"]);
const texts = labelTexts(rows, documents, knowledgeOf(shippedTables));
const weights = fitTagger(texts, shippedPlan);

const card = {
  licence: "CC-BY-SA-4.0",
  credit:
    "Fitted on AnnoCTR (Lange et al., LREC-COLING 2024), boschresearch/anno-ctr-lrec-coling-2024 at d510b694, CC BY-SA 4.0",
  fittedOn: texts.map((text) => text.key).sort(),
};
await writeFile("data/tagger/annoctr-weights.json", `${JSON.stringify({ ...card, ...packWeights(weights) })}\n`);
