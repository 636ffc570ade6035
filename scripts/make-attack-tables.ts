/**
 * Makes `data/attack/attack.json` from ATT&CK objects: ids, names, tactics, platforms, state, revoked map, relations.
 * No descriptions. © 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The
 * MITRE Corporation. The rows are made by `intel/tabulate`, as `watchfloor data update` makes them from a STIX bundle.
 *
 *   node scripts/make-attack-tables.ts DIR     (attack-objects.jsonl, attack-uses.jsonl, attack-revoked.jsonl)
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { attackTable } from "../src/intel/tabulate/index.ts";
import { readJsonLines, writeTable } from "./reference-files.ts";

const dir = process.argv[2];
if (dir === undefined) throw new Error("usage: node scripts/make-attack-tables.ts DIR");
const version = "18.1";

interface AttackLine {
  readonly id: string;
  readonly kind: string;
  readonly domain: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly tactics?: readonly string[];
  readonly platforms?: readonly string[];
  readonly retired?: unknown;
}

const stateOf = (retired: unknown): string => {
  if (retired === undefined || retired === false) return "live";
  return String(retired === true ? "retired" : retired);
};

const [objects, revoked, uses] = await Promise.all([
  readJsonLines<AttackLine>(join(dir, "attack-objects.jsonl")),
  readJsonLines<{ old: string; new: string }>(join(dir, "attack-revoked.jsonl")),
  readJsonLines<{ actor: string; object: string; rel: string }>(join(dir, "attack-uses.jsonl")),
]);
const { sections, notice } = attackTable({
  objects: objects.map(({ id, kind, domain, name, aliases = [], tactics = [], platforms = [], retired }) => ({
    ...{ id, kind, domain, name, aliases, tactics, platforms },
    state: stateOf(retired),
  })),
  revoked: revoked.map((row) => [row.old, row.new]),
  relations: uses.map((row) => [row.actor, row.rel, row.object]),
  editions: ["enterprise", "mobile", "ics"].map((domain) => [domain, version, ""]),
});
const { objects: rows = [], revoked: map = [], relations = [] } = sections;
const columns = "id | kind | domain | name | aliases ; | tactics , | platforms , | state";
await writeFile(
  "data/attack/attack.json",
  writeTable({ version, notice, columns }, { objects: rows, revoked: map, relations }),
);
process.stdout.write(`${rows.length} objects, ${map.length} revoked, ${relations.length} relations\n`);
