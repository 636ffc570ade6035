/**
 * Suite `pages`: how much of an article's text is found, and how much that is not it.
 *
 * `aebF1`: article-extraction-benchmark, counts of 4-gram shingles of `\w+` tokens, normalised per page; F1 of the mean
 * precision and the mean recall, as that benchmark's own evaluation does. `trafilaturaF`: wanted (`with`) and unwanted
 * (`without`) segments over all pages; F of their counts. `readabilityF1`: token F1 against the text of expected.html.
 * `defuddleSimilarity`: token F1 against the words of the expected Markdown. `dayTextF1`, `dayTextFloor`: mean and
 * lowest token F1 against the key's body text. `nothingUsable`: pages of all sets that gave no text.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256Hex } from "#kit/hash.ts";
import { htmlToText } from "../src/intel/read/pages/html-to-text.ts";
import { readPage } from "../src/intel/read/pages/read-page.ts";
import { readTar, type TarFile } from "./read-tar.ts";
import type { Suite } from "./suite.ts";

interface Case {
  readonly set: string;
  readonly name: string;
  readonly score: number;
  readonly note?: string;
}

/** The text of a page as the reader gives it; empty when it refuses. */
const textOf = (bytes: Uint8Array, url: string): string => {
  const reading = readPage(
    {
      requestedUrl: url,
      url,
      bytes,
      sha256: sha256Hex(bytes),
      contentType: "text/html",
      retrievedAt: "2100-01-01T00:00:00Z",
    },
    { url, firstSeenAt: "2100-01-01T00:00:00Z" },
  );
  return reading.ok ? reading.value.article.text : "";
};

const tokensOf = (text: string): string[] => text.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? [];

const countsOf = (items: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
};

const overlap = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number => {
  let shared = 0;
  for (const [item, count] of a) shared += Math.min(count, b.get(item) ?? 0);
  return shared;
};

export const tokenF1 = (expected: string, found: string): number => {
  const a = tokensOf(expected.toLowerCase());
  const b = tokensOf(found.toLowerCase());
  if (a.length === 0 && b.length === 0) return 1;
  if (a.length === 0 || b.length === 0) return 0;
  return (2 * overlap(countsOf(a), countsOf(b))) / (a.length + b.length);
};

const shinglesOf = (text: string): string[] => {
  const tokens = tokensOf(text);
  const shingles: string[] = [];
  for (let at = 0; at < Math.max(1, tokens.length - 3); at += 1) {
    const shingle = tokens.slice(at, at + 4);
    if (shingle.length > 0) shingles.push(shingle.join("\t"));
  }
  return shingles;
};

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

const f1 = (precision: number | null, recall: number | null): number | null => {
  if (precision === null || recall === null) return null;
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
};

const decode = (file: TarFile | undefined): string => (file === undefined ? "" : new TextDecoder().decode(file.bytes));

interface SetResult {
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly cases: readonly Case[];
}

const benchmark = (files: readonly TarFile[]): SetResult => {
  const truthFile = files.find((file) => file.path.endsWith("ground-truth.json"));
  const truth = JSON.parse(decode(truthFile)) as Record<string, { articleBody: string; url: string }>;
  const precisions: number[] = [];
  const recalls: number[] = [];
  const cases: Case[] = [];
  for (const [key, { articleBody, url }] of Object.entries(truth)) {
    const page = files.find((file) => file.path.endsWith(`/${key}.html`) || file.path.endsWith(`/${key}.html.gz`));
    if (page === undefined) continue;
    const expected = countsOf(shinglesOf(articleBody));
    const found = countsOf(shinglesOf(textOf(page.bytes, url)));
    const shared = overlap(expected, found);
    const total = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);
    const precision = total(found) === 0 ? 0 : shared / total(found);
    const recall = total(expected) === 0 ? 0 : shared / total(expected);
    if (total(found) > 0) precisions.push(precision);
    if (total(expected) > 0) recalls.push(recall);
    const note = `P ${precision.toFixed(3)} R ${recall.toFixed(3)}`;
    cases.push({ set: "aeb", name: key, score: f1(precision, recall) ?? 0, note });
  }
  const precision = mean(precisions);
  const recall = mean(recalls);
  return { metrics: { aebF1: f1(precision, recall), aebPrecision: precision, aebRecall: recall }, cases };
};

const segments = (files: readonly TarFile[]): SetResult => {
  const listed = JSON.parse(decode(files.find((file) => file.path.endsWith("evaldata.json")))) as Record<
    string,
    { file: string; with: string[]; without: string[] }
  >;
  let truePositive = 0;
  let falseNegative = 0;
  let falsePositive = 0;
  let trueNegative = 0;
  const cases: Case[] = [];
  for (const [url, { file, with: wanted, without }] of Object.entries(listed)) {
    const page = files.find((one) => one.path.endsWith(`/${file}`));
    if (page === undefined) continue;
    const text = textOf(page.bytes, url);
    const flat = text.replace(/\s+/g, " ");
    const has = (segment: string): boolean => text.includes(segment) || flat.includes(segment.replace(/\s+/g, " "));
    const missed = wanted.filter((segment) => !has(segment));
    const wrong = without.filter(has);
    truePositive += wanted.length - missed.length;
    falseNegative += missed.length;
    falsePositive += wrong.length;
    trueNegative += without.length - wrong.length;
    const score = 1 - (missed.length + wrong.length) / Math.max(1, wanted.length + without.length);
    cases.push({ set: "trafilatura", name: file, score, note: JSON.stringify({ missed, wrong }) });
  }
  const precision = truePositive / Math.max(1, truePositive + falsePositive);
  const recall = truePositive / Math.max(1, truePositive + falseNegative);
  const accuracy =
    (truePositive + trueNegative) / Math.max(1, truePositive + trueNegative + falsePositive + falseNegative);
  return {
    metrics: {
      trafilaturaF: f1(precision, recall),
      trafilaturaPrecision: precision,
      trafilaturaRecall: recall,
      trafilaturaAccuracy: accuracy,
    },
    cases,
  };
};

const readability = (files: readonly TarFile[]): SetResult => {
  const cases: Case[] = [];
  for (const source of files.filter((file) => file.path.endsWith("/source.html"))) {
    const folder = source.path.slice(0, -"/source.html".length);
    const expected = files.find((file) => file.path === `${folder}/expected.html`);
    if (expected === undefined) continue;
    const score = tokenF1(htmlToText(decode(expected)), textOf(source.bytes, "http://fakehost/test/page.html"));
    cases.push({ set: "readability", name: folder.split("/").at(-1) ?? folder, score });
  }
  return { metrics: { readabilityF1: mean(cases.map((one) => one.score)) }, cases };
};

/** The words of Markdown: its head, link targets and marks removed. */
const wordsOfMarkdown = (markdown: string): string =>
  markdown
    .replace(/^```json\n[\s\S]*?\n```\n/, "")
    .replace(/!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)/g, " ")
    .replace(/\]\([^)\n]{0,2000}\)/g, "]")
    .replace(/[*_`#>[\]|]/g, " ");

const defuddle = (files: readonly TarFile[]): SetResult => {
  const cases: Case[] = [];
  for (const expected of files.filter((file) => /\/expected\/[^/]+\.md$/.test(file.path))) {
    const name = expected.path.split("/").at(-1)?.slice(0, -3) ?? "";
    const source = files.find((file) => file.path.endsWith(`/fixtures/${name}.html`));
    if (source === undefined) continue;
    const score = tokenF1(wordsOfMarkdown(decode(expected)), textOf(source.bytes, "https://example.com/article"));
    cases.push({ set: "defuddle", name, score });
  }
  return { metrics: { defuddleSimilarity: mean(cases.map((one) => one.score)) }, cases };
};

interface DayKey {
  readonly articles: readonly {
    id: string;
    path: string;
    url: string;
    body_text: string;
    hidden_instruction?: string;
  }[];
}

const day = (folder: string): SetResult => {
  const key = JSON.parse(readFileSync(join(folder, "key.json"), "utf8")) as DayKey;
  let hidden = 0;
  const cases = key.articles.map((article): Case => {
    const text = textOf(readFileSync(join(folder, article.path)), article.url);
    if (article.hidden_instruction !== undefined && text.includes(article.hidden_instruction.slice(0, 60))) hidden += 1;
    return { set: "day", name: article.id, score: tokenF1(article.body_text, text) };
  });
  return { metrics: { dayHiddenShown: hidden }, cases };
};

const sets: readonly {
  readonly file: RegExp;
  readonly read: (files: readonly TarFile[]) => SetResult;
  readonly names: readonly string[];
}[] = [
  { file: /article-extraction-benchmark.*\.tar/, read: benchmark, names: ["aebF1"] },
  { file: /trafilatura.*\.tar/, read: segments, names: ["trafilaturaF"] },
  { file: /readability.*\.tar/, read: readability, names: ["readabilityF1"] },
  { file: /defuddle.*\.tar/, read: defuddle, names: ["defuddleSimilarity"] },
];

const round = (value: number | null): number | null => (value === null ? null : Math.round(value * 10_000) / 10_000);

interface Measured {
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly cases: readonly Case[];
}

/** Measures and every case: `suite` tells the worst of them. */
export const measurePages = async (dataDir: string): Promise<Measured> => {
  const reporting = join(dataDir, "reporting");
  const archives = existsSync(join(reporting, "extraction")) ? readdirSync(join(reporting, "extraction")).sort() : [];
  const metrics: Record<string, number | null> = {};
  const cases: Case[] = [];
  for (const { file, read, names } of sets) {
    for (const name of names) metrics[name] = null;
    const archive = archives.find((name) => file.test(name));
    if (archive === undefined) continue;
    const result = read(await readTar(join(reporting, "extraction", archive)));
    Object.assign(metrics, result.metrics);
    cases.push(...result.cases);
  }
  const folders = existsSync(reporting) ? readdirSync(reporting).filter((name) => name.startsWith("day")) : [];
  const days = folders.map((name) => join(reporting, name)).filter((folder) => existsSync(join(folder, "key.json")));
  const dayResults = days.sort().map(day);
  const dayCases = dayResults.flatMap((result) => result.cases);
  metrics.dayTextF1 = mean(dayCases.map((one) => one.score));
  metrics.dayTextFloor = dayCases.length === 0 ? null : Math.min(...dayCases.map((one) => one.score));
  metrics.dayHiddenShown =
    days.length === 0 ? null : dayResults.reduce((sum, one) => sum + (one.metrics.dayHiddenShown ?? 0), 0);
  cases.push(...dayCases);
  return { metrics: Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, round(value)])), cases };
};

export const suite: Suite = {
  name: "pages",
  run: async ({ dataDir }) => {
    const { metrics, cases } = await measurePages(dataDir);
    const worst = [...cases].sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1)).slice(0, 20);
    return { suite: "pages", n: cases.length, metrics, worst };
  },
};
