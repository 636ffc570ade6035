/**
 * Makes `data/galaxy/galaxy.json` from MISP galaxy clusters (never the Malpedia cluster), and from it and
 * `data/attack/attack.json` the tables `data/actors/actors.json`, `data/malware/malware.json` and `data/tools/tools.json`.
 * The rows are made by `intel/tabulate`, as at run time for the tables an operator brings.
 *
 *   node scripts/make-alias-tables.ts DIR     (a folder with misp-galaxy.jsonl: cluster, name, synonyms)
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { galaxyTable, makeAliasTables, readPlainWords } from "../src/intel/tabulate/index.ts";
import type { ReferenceTable } from "../src/terms/reference.ts";
import { readJsonLines, writeTable } from "./reference-files.ts";

const dir = process.argv[2];
if (dir === undefined) throw new Error("usage: node scripts/make-alias-tables.ts DIR");

const readJson = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, "utf8")) as T;

const lines = await readJsonLines<{ cluster: string; name: string; synonyms?: string[] }>(
  join(dir, "misp-galaxy.jsonl"),
);
const galaxy = galaxyTable(
  lines.map(({ cluster, name, synonyms = [] }) => ({ cluster, name, synonyms })),
  [],
);
await writeFile(
  "data/galaxy/galaxy.json",
  writeTable(
    { version: "9434ace4", columns: "cluster | name | aliases ;" },
    { entries: galaxy.sections.entries ?? [] },
  ),
);

const shipped = await readJson<{ version: string; objects: string[] }>("data/attack/attack.json");
const attack: ReferenceTable = {
  ...{ kind: "attack", version: shipped.version, publisher: "MITRE ATT&CK", licence: "ATT&CK terms of use" },
  sections: { objects: shipped.objects },
};
const tables = makeAliasTables(attack, galaxy, readPlainWords(await readJson("data/tagger/common-words.json")));
const head = {
  lists: "a = ATT&CK v18.1, m = MISP galaxy",
  notice:
    "© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.",
  columns: "type | key | name | class:alias:lists ;",
};
for (const [name, rows] of Object.entries(tables)) {
  await writeFile(`data/${name}/${name}.json`, writeTable(head, { rows }));
  process.stdout.write(`data/${name}/${name}.json: ${rows.length} rows\n`);
}
