/**
 * Fits the technique models and writes `data/techniques/labelled.json`, `open.json` and `annoctr.json` (the last under
 * CC BY-SA 4.0). Fixed order, no randomness: the same input gives the same bytes. Takes some minutes.
 *
 *   node scripts/make-techniques.ts --data DIR     (DIR laid out like the measuring data)
 */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readTraining } from "../evaluate/attack/read-training.ts";
import { packBytes } from "../src/intel/extract/packed-bytes.ts";
import { fitShipped, prepare } from "../src/intel/extract/techniques/fit/fit-all.ts";
import { fitAnnotated, fitCentroids } from "../src/intel/extract/techniques/fit/fit-open.ts";
import { isLiveTechnique } from "../src/intel/extract/techniques/fit/training-rows.ts";
import { packModel } from "../src/intel/extract/techniques/packed-model.ts";

const { values } = parseArgs({ options: { data: { type: "string" } } });
if (values.data === undefined) throw new Error("usage: node scripts/make-techniques.ts --data DIR");

const own = JSON.parse(await readFile("data/techniques/own-rows.json", "utf8")) as { rows: string[] };
const { data, links } = await readTraining(values.data, own.rows);
const prepared = prepare(data);
const { sentences, report } = fitShipped(data, prepared);
const live = new Set(data.objects.filter(isLiveTechnique).map((one) => one.id));

const notice =
  "© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.";
const write = (name: string, content: object): Promise<void> =>
  writeFile(`data/techniques/${name}`, `${JSON.stringify(content)}\n`);
/** Short hashes of the documents fitted on: a measure that finds its own among them cross-validates instead. */
const hashes = (docs: readonly string[]): string =>
  [...new Set(docs)]
    .map((doc) => createHash("sha256").update(doc).digest("hex").slice(0, 12))
    .sort()
    .join(" ");

await write("labelled.json", {
  licence: "Apache-2.0",
  notice,
  fittedOn: hashes(data.reports.map((one) => one.doc)),
  sharpness: sentences.sharpness,
  report,
  worth: packBytes(prepared.worth),
  model: packModel(sentences.labelled),
  relevance: packModel(sentences.relevance),
});
await write("open.json", { licence: "Apache-2.0", notice, model: packModel(fitCentroids(data, prepared.worth)) });
await write("annoctr.json", {
  licence: "CC-BY-SA-4.0",
  credit:
    "Fitted on AnnoCTR (Lange et al., LREC-COLING 2024), boschresearch/anno-ctr-lrec-coling-2024 at d510b694, CC BY-SA 4.0",
  fittedOn: hashes(links.map((one) => one.doc)),
  model: packModel(fitAnnotated(links, live, prepared.worth)),
});
