/**
 * Counts how common words are in security headlines and in plain English prose, for `intel/corroborate`.
 *
 * `node scripts/build-common-words.ts DATA` reads headlines, reference descriptions and article bodies under DATA and
 * writes `src/intel/corroborate/wording/data/common-words.json`: stem → [rate per 10,000 sentences, proper 0|1].
 * Only counts leave the texts. Rare words are not kept: what is absent from the table is rare by definition.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readTar } from "../evaluate/read-tar.ts";
import { scanWords } from "../src/intel/corroborate/wording/scan-words.ts";
import { splitSentences } from "../src/kit/text/split-sentences.ts";

const leastRate = 8;
const data = process.argv[2];
if (data === undefined) throw new Error("usage: node scripts/build-common-words.ts DATA");

const lines = (bytes: Buffer): Record<string, unknown>[] =>
  bytes
    .toString("utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const read = (...path: string[]): Buffer => readFileSync(join(data, ...path));

const stream = lines(gunzipSync(read("reporting", "clusters", "stream-2025-07_2026-08.jsonl.gz")));
const headlines = stream.map((row) => String(row.title));
const pages = await readTar(join(data, "reporting", "extraction", "article-extraction-benchmark.tar.gz"));
const truthFile = pages.find((file) => file.path.endsWith("ground-truth.json"));
const truth = JSON.parse(new TextDecoder().decode(truthFile?.bytes)) as Record<string, { articleBody: string }>;
const prose = [
  ...lines(read("extraction", "attack", "attack-procedures.jsonl")).map((row) => String(row.text)),
  ...lines(read("extraction", "attack", "attack-objects.jsonl")).map((row) => String(row.desc)),
  ...lines(read("extraction", "vuln", "cve-sample.jsonl")).map((row) => String(row.desc)),
  ...lines(read("extraction", "vuln", "kev.jsonl")).map((row) => String(row.desc ?? "")),
  ...stream.map((row) => String(row.summary_ai ?? "")),
  ...Object.values(truth).map((page) => String(page.articleBody)),
];
const sentences = [...new Set(prose)].flatMap((text) =>
  splitSentences(text.slice(0, 20_000)).map(({ start, end }) => text.slice(start, end)),
);

interface Count {
  rows: number;
  inner: number;
  capital: number;
}
const countRows = (rows: readonly string[]): Map<string, Count> => {
  const counts = new Map<string, Count>();
  for (const row of rows) {
    const seen = new Set<string>();
    for (const word of scanWords(row)) {
      if (word.kind === "number" || /\d/.test(word.stem)) continue;
      const count = counts.get(word.stem) ?? { rows: 0, inner: 0, capital: 0 };
      if (!seen.has(word.stem)) count.rows += 1;
      seen.add(word.stem);
      if (!word.opens) {
        count.inner += 1;
        if (word.capital) count.capital += 1;
      }
      counts.set(word.stem, count);
    }
  }
  return counts;
};

const inHeadlines = countRows([...new Set(headlines)]);
const inProse = countRows([...new Set(sentences)]);
const table: Record<string, [number, number]> = {};
for (const stem of [...new Set([...inHeadlines.keys(), ...inProse.keys()])].sort()) {
  const head = inHeadlines.get(stem);
  const body = inProse.get(stem);
  const headRate = ((head?.rows ?? 0) / headlines.length) * 10_000;
  const bodyRate = ((body?.rows ?? 0) / sentences.length) * 10_000;
  const proper = body !== undefined && body.inner >= 5 ? body.capital / body.inner > 0.7 : false;
  // The prose describes software one by one, so a name's rate there says nothing about news.
  const rate = Math.round((proper ? headRate : Math.max(headRate, bodyRate)) * 10) / 10;
  const common = rate >= leastRate || (!proper && (body?.rows ?? 0) >= 6);
  if (!common || stem.length < 2) continue;
  table[stem] = [rate, proper ? 1 : 0];
}
const target = join(import.meta.dirname, "..", "src", "intel", "corroborate", "wording", "data", "common-words.json");
const rows = Object.entries(table).map(([stem, [rate, proper]]) => `${JSON.stringify(stem)}:[${rate},${proper}]`);
writeFileSync(
  target,
  `{"headlines":${headlines.length},"sentences":${sentences.length},"words":{\n${rows.join(",\n")}\n}}\n`,
);
process.stdout.write(`${rows.length} words\n`);
