/**
 * Makes `data/attack/attack.json` from ATT&CK objects: ids, names, tactics, platforms, state, revoked map, relations.
 * No descriptions. © 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The
 * MITRE Corporation.
 *
 *   node scripts/make-attack-tables.ts DIR     (attack-objects.jsonl, attack-uses.jsonl, attack-revoked.jsonl)
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const dir = process.argv[2];
if (dir === undefined) throw new Error("usage: node scripts/make-attack-tables.ts DIR");

interface AttackObject {
  readonly id: string;
  readonly kind: string;
  readonly domain: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly tactics?: readonly string[];
  readonly platforms?: readonly string[];
  readonly retired?: unknown;
}

const read = async <Row>(file: string): Promise<Row[]> =>
  (await readFile(join(dir, file), "utf8"))
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Row);

const objects = await read<AttackObject>("attack-objects.jsonl");
const seen = new Map<string, string>();
for (const one of objects) {
  const state =
    one.retired === undefined || one.retired === false
      ? "live"
      : String(one.retired === true ? "retired" : one.retired);
  const aliases = (one.aliases ?? []).filter((alias) => alias !== one.name).join(";");
  const row = [
    one.id,
    one.kind,
    one.domain,
    one.name,
    aliases,
    (one.tactics ?? []).join(","),
    (one.platforms ?? []).join(","),
    state,
  ].join("|");
  // An object of several domains stands once, under the first.
  if (!seen.has(`${one.id} ${one.kind}`)) seen.set(`${one.id} ${one.kind}`, row);
}
const sort = (rows: readonly string[]): string[] => [...new Set(rows)].sort();
const revoked = (await read<{ old: string; new: string }>("attack-revoked.jsonl")).map(
  (row) => `${row.old}|${row.new}`,
);
const uses = (await read<{ actor: string; object: string; rel: string }>("attack-uses.jsonl")).map(
  (row) => `${row.actor}|${row.rel}|${row.object}`,
);
const list = (rows: readonly string[]): string =>
  `[\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(",\n")}\n  ]`;
const head = {
  version: "18.1",
  notice:
    "© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.",
  columns: "id | kind | domain | name | aliases ; | tactics , | platforms , | state",
};
const text = `{
${Object.entries(head)
  .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  .join(",\n")},
  "objects": ${list(sort([...seen.values()]))},
  "revoked": ${list(sort(revoked))},
  "relations": ${list(sort(uses))}
}
`;
await writeFile("data/attack/attack.json", text);
process.stdout.write(`${seen.size} objects, ${revoked.length} revoked, ${uses.length} relations\n`);
