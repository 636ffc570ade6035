/**
 * Makes `data/tagger/common-words.json`: English words that articles and threat reports write in lower case.
 * `frequent` first by count, `known` in alphabet order. Counts only; no text is carried.
 *
 *   node scripts/make-common-words.ts DATA
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readTar } from "../evaluate/read-tar.ts";

const data = process.argv[2];
if (data === undefined) throw new Error("usage: node scripts/make-common-words.ts DATA");

const counts = new Map<string, number>();
/** Of these, how often outside threat reports: a word that only they use is a term of the trade or a tool's name. */
const general = new Map<string, number>();
const count = (text: string, elsewhere = false): void => {
  for (const match of text.matchAll(/(?<![\p{L}\p{N}._/-])[a-z]{2,20}(?![\p{L}\p{N}_/@]|\.[a-z0-9])/gu))
    for (const table of elsewhere ? [counts, general] : [counts]) table.set(match[0], (table.get(match[0]) ?? 0) + 1);
};

const sources: readonly (readonly [string, string])[] = [
  ["extraction/attack/attack-objects.jsonl", "desc"],
  ["extraction/attack/attack-procedures.jsonl", "text"],
  ["extraction/attack/tram-docs.jsonl", "text"],
  ["extraction/vuln/cve-sample.jsonl", "desc"],
  ["extraction/vuln/kev.jsonl", "desc"],
];
for (const [file, field] of sources) {
  for (const line of (await readFile(join(data, file), "utf8")).split("\n")) {
    if (line.trim() === "") continue;
    const value = (JSON.parse(line) as Record<string, unknown>)[field];
    if (typeof value === "string") count(value);
  }
}
const pages = await readTar(join(data, "reporting/extraction/article-extraction-benchmark.tar.gz"));
const truthFile = pages.find((file) => file.path.endsWith("ground-truth.json"));
const truth = JSON.parse(new TextDecoder().decode(truthFile?.bytes)) as Record<string, { articleBody: string }>;
for (const page of Object.values(truth)) count(page.articleBody, true);

const stream = gunzipSync(await readFile(join(data, "reporting/clusters/stream-2025-07_2026-08.jsonl.gz"))).toString(
  "utf8",
);
for (const line of stream.split("\n")) {
  if (line.trim() === "") continue;
  const row = JSON.parse(line) as Record<string, unknown>;
  for (const field of ["title", "summary_ai"]) if (typeof row[field] === "string") count(row[field]);
}
for (const page of pages) {
  if (!page.path.endsWith(".html.gz") && !page.path.endsWith(".html")) continue;
  const html = new TextDecoder().decode(page.path.endsWith(".gz") ? gunzipSync(page.bytes) : page.bytes);
  count(html.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/gi, " ").replace(/<[^>]*>/g, " "), true);
}

const rows = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
const frequent = rows.filter(([, times]) => times >= 40).map(([word]) => word);
const known = rows
  .filter(([, times]) => times < 40 && times >= 3)
  .map(([word]) => word)
  .sort();
const trade = rows
  .filter(([word, times]) => times >= 3 && !general.has(word) && word.length >= 5)
  .map(([word]) => word)
  .sort();
const lines = (words: readonly string[]): string[] => {
  const out: string[] = [];
  for (let at = 0; at < words.length; at += 16) out.push(words.slice(at, at + 16).join(" "));
  return out;
};
await writeFile(
  "data/tagger/common-words.json",
  `${JSON.stringify({ frequent: lines(frequent), known: lines(known), trade: lines(trade) }, null, 1)}\n`,
);
process.stdout.write(`${frequent.length} frequent, ${known.length} known words\n`);
