/**
 * Counts, for each phrase of `data/techniques/phrases.json`, in how many annotated reports it stands and in how many of those
 * the annotators gave its technique or one of the same parent; writes the counts into the table and prints how phrases
 * chosen on one half of the reports do on the other.
 *
 *   node scripts/measure-phrases.ts --data DIR     (DIR laid out like the measuring data)
 */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { countPhrases } from "../evaluate/attack/count-phrases.ts";
import { readTraining } from "../evaluate/attack/read-training.ts";

const { values } = parseArgs({ options: { data: { type: "string" } } });
if (values.data === undefined) throw new Error("usage: node scripts/measure-phrases.ts --data DIR");

const path = "data/techniques/phrases.json";
const table = JSON.parse(await readFile(path, "utf8")) as { rows: string[] };
const bare = table.rows.map((row) => row.split("|").slice(0, 2).join("|")).sort();
const data = await readTraining(values.data, []);
const all = countPhrases(bare, data);
const rows = bare.map((row, at) => `${row}|${all[at]?.right ?? 0}|${all[at]?.seen ?? 0}`);
await writeFile(path, `${JSON.stringify({ ...table, rows }, null, 2)}\n`);

const leastShare = 0.6;
for (const half of [0, 1]) {
  const chosenOn = countPhrases(bare, data, (at) => at % 2 === half);
  const triedOn = countPhrases(bare, data, (at) => at % 2 !== half);
  const kept = bare
    .map((_, at) => at)
    .filter((at) => {
      const one = chosenOn[at] ?? { right: 0, seen: 0 };
      return (one.right + 1) / (one.seen + 2) >= leastShare;
    });
  const right = kept.reduce((sum, at) => sum + (triedOn[at]?.right ?? 0), 0);
  const seen = kept.reduce((sum, at) => sum + (triedOn[at]?.seen ?? 0), 0);
  process.stdout.write(`${kept.length} phrases of one half, on the other: ${right} of ${seen} right\n`);
}
