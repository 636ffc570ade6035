/**
 * Suite `clusters`: do articles about one happening come together, and others stay apart?
 *
 * - `windowPairF1`, `windowB3F1`: headline windows (`clusters/*.items.jsonl` with `.labels.json`), event level, pairs
 *   of all windows pooled, pairs labelled uncertain left out; B-cubed over items, mean of the windows by size.
 * - `hardNegativesApart`: share of the named look-alike pairs that are in different stories.
 * - `storyPairsF1`: report pairs (`cluster/story-pairs.jsonl`); `same` and `followup` are one story, `different` is not.
 */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { groupStories, relateArticles } from "../src/intel/corroborate/index.ts";
import type { Article, ArticleId } from "../src/terms/article.ts";
import type { Suite, SuiteResult } from "./suite.ts";

interface Item {
  readonly id: string;
  readonly time: string;
  readonly outlet: string;
  readonly title: string;
  readonly url: string;
  readonly summary_ai?: string;
}
interface Labels {
  readonly labels: Readonly<Record<string, { readonly event: string; readonly story: string }>>;
  readonly uncertain_pairs?: readonly (readonly string[])[];
  readonly hard_negatives?: readonly (readonly string[])[];
}
interface PairRow {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  readonly text_a: string;
  readonly text_b: string;
  readonly label: string;
}
interface Counts {
  together: number;
  wrongly: number;
  missed: number;
}

const readLines = async <T>(path: string): Promise<T[]> =>
  (await readFile(path, "utf8"))
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);

const f1 = (counts: Counts): number | null => {
  const all = 2 * counts.together + counts.wrongly + counts.missed;
  return all === 0 ? null : round((2 * counts.together) / all);
};
const round = (value: number): number => Math.round(value * 10_000) / 10_000;

const bareArticle = (
  fields: Pick<Article, "outlet" | "title" | "url" | "text"> & { id: string; time?: string; dek?: string },
) =>
  ({
    id: fields.id as ArticleId,
    url: fields.url,
    outlet: fields.outlet,
    title: fields.title,
    ...(fields.dek === undefined ? {} : { dek: fields.dek }),
    authors: [],
    language: "en",
    text: fields.text,
    blocks: [],
    sha256: "",
    signs: { hiddenText: [], lostParagraphs: [], sponsored: false, fromFeed: false, categories: [] },
    feedUrls: [],
    firstSeenAt: fields.time ?? "",
    ...(fields.time === undefined ? {} : { publishedAt: fields.time }),
  }) satisfies Article;

const months = "january february march april may june july august september october november december".split(" ");
const dateWords = /((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.? (\d{1,2}), (20\d\d)/;

const isoOf = (match: RegExpExecArray | null): string | undefined => {
  if (match === null) return undefined;
  const month = months.findIndex((name) => name.startsWith((match[1] ?? "").toLowerCase().slice(0, 3)));
  return new Date(Date.UTC(Number(match[3]), month, Number(match[2]))).toISOString();
};

/** A report as the data carries it: `title: … url: … body`, or title, date and body run together. */
const readReport = (id: string, raw: string): Article => {
  const headed = /^title: (.{3,300}?) url: (\S+)\s+/s.exec(raw);
  if (headed !== null) {
    const [whole, title = "", url = ""] = headed;
    const inAddress = /\/(20\d\d)\/(\d\d)\/(\d\d)\//.exec(url);
    const text = raw.slice(whole.length);
    const stated =
      /^.{0,120}?release date: /s.exec(text) === null ? undefined : isoOf(dateWords.exec(text.slice(0, 200)));
    const time = inAddress === null ? stated : `${inAddress[1]}-${inAddress[2]}-${inAddress[3]}T00:00:00Z`;
    const outlet = URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") : url;
    return bareArticle({ id, url, outlet, title, text, ...(time === undefined ? {} : { time }) });
  }
  const dated = dateWords.exec(raw.slice(0, 400));
  const title = dated === null ? raw.slice(0, 80) : raw.slice(0, dated.index).trim();
  const text = dated === null ? raw : raw.slice(dated.index + dated[0].length);
  const time = isoOf(dated);
  const outlet = (id.split(":")[1] ?? id).split("_")[0] ?? "";
  return bareArticle({ id, url: id, outlet, title, text, ...(time === undefined ? {} : { time }) });
};

const measurePairs = async (path: string, worst: unknown[]): Promise<{ n: number; score: number | null }> => {
  const rows = await readLines<PairRow>(path);
  const counts: Counts = { together: 0, wrongly: 0, missed: 0 };
  for (const row of rows) {
    const relation = relateArticles(readReport(row.a, row.text_a), readReport(row.b, row.text_b));
    const fault = tally(counts, relation.is !== "unrelated", row.label !== "different");
    if (fault !== undefined) worst.push({ pair: row.id, label: row.label, ...relation });
  }
  return { n: rows.length, score: f1(counts) };
};

/** B-cubed F1 over items (Bagga and Baldwin 1998). */
const bCubed = (items: readonly string[], truth: (id: string) => string, said: (id: string) => number): number => {
  let precision = 0;
  let recall = 0;
  for (const id of items) {
    const mine = items.filter((other) => said(other) === said(id));
    const gold = items.filter((other) => truth(other) === truth(id));
    const both = mine.filter((other) => truth(other) === truth(id)).length;
    precision += both / mine.length;
    recall += both / gold.length;
  }
  const [p, r] = [precision / items.length, recall / items.length];
  return p + r === 0 ? 0 : (2 * p * r) / (p + r);
};

interface WindowMeasure {
  readonly n: number;
  readonly counts: Counts;
  readonly b3: number;
  readonly apart: number;
  readonly hard: number;
}

/** Counts one pair, and says what went wrong, if anything. */
const tally = (counts: Counts, said: boolean, isOne: boolean): "wrongly together" | "wrongly apart" | undefined => {
  if (said && isOne) counts.together += 1;
  else if (said) counts.wrongly += 1;
  else if (isOne) counts.missed += 1;
  if (said === isOne) return undefined;
  return said ? "wrongly together" : "wrongly apart";
};

const countPairs = (
  items: readonly Item[],
  key: Labels,
  storyOf: ReadonlyMap<string, number>,
  worst: unknown[],
): Counts => {
  const counts: Counts = { together: 0, wrongly: 0, missed: 0 };
  const skipped = new Set((key.uncertain_pairs ?? []).map(([a, b]) => [a, b].sort().join(" ")));
  const pairs = items.flatMap((a, index) => items.slice(index + 1).map((b): [Item, Item] => [a, b]));
  for (const [a, b] of pairs.filter(([a, b]) => !skipped.has([a.id, b.id].sort().join(" ")))) {
    const isOne = key.labels[a.id]?.event === key.labels[b.id]?.event;
    const fault = tally(counts, storyOf.get(a.id) === storyOf.get(b.id), isOne);
    if (fault !== undefined) worst.push({ is: fault, a: a.title, b: b.title });
  }
  return counts;
};

const measureWindow = async (itemsPath: string, worst: unknown[]): Promise<WindowMeasure> => {
  const all = await readLines<Item>(itemsPath);
  const key = JSON.parse(await readFile(itemsPath.replace(/\.items\.jsonl$/, ".labels.json"), "utf8")) as Labels;
  const items = all.filter((item) => key.labels[item.id] !== undefined);
  const articles = items.map((item) =>
    bareArticle({ ...item, text: "", ...(item.summary_ai === undefined ? {} : { dek: item.summary_ai }) }),
  );
  const storyOf = new Map<string, number>();
  for (const [index, group] of groupStories(articles, new Map()).entries())
    for (const article of group.articles) storyOf.set(article.id, index);
  const hard = key.hard_negatives ?? [];
  return {
    n: items.length,
    counts: countPairs(items, key, storyOf, worst),
    b3: bCubed(
      items.map((item) => item.id),
      (id) => key.labels[id]?.event ?? id,
      (id) => storyOf.get(id) ?? -1,
    ),
    apart: hard.filter(([a, b]) => storyOf.get(a ?? "") !== storyOf.get(b ?? "")).length,
    hard: hard.length,
  };
};

const filesIn = async (folders: readonly string[], ending: string): Promise<string[]> => {
  const found: string[] = [];
  for (const folder of folders)
    if (existsSync(folder))
      for (const name of (await readdir(folder)).sort()) if (name.endsWith(ending)) found.push(join(folder, name));
  return found;
};

const sumCounts = (all: readonly Counts[]): Counts =>
  all.reduce(
    (sum, one) => ({
      together: sum.together + one.together,
      wrongly: sum.wrongly + one.wrongly,
      missed: sum.missed + one.missed,
    }),
    { together: 0, wrongly: 0, missed: 0 },
  );

const run = async (dataDir: string): Promise<SuiteResult> => {
  const worst: unknown[] = [];
  const pairFolders = [join(dataDir, "extraction", "cluster"), join(dataDir, "cluster")];
  const [pairsPath] = await filesIn(pairFolders, "story-pairs.jsonl");
  const pairs = pairsPath === undefined ? { n: 0, score: null } : await measurePairs(pairsPath, worst);
  const windows: WindowMeasure[] = [];
  const byWindow: Record<string, number | null> = {};
  for (const path of await filesIn(
    [join(dataDir, "reporting", "clusters"), join(dataDir, "clusters")],
    ".items.jsonl",
  )) {
    const measured = await measureWindow(path, worst);
    windows.push(measured);
    byWindow[
      path
        .split("/")
        .at(-1)
        ?.replace(/\.items\.jsonl$/, "") ?? path
    ] = f1(measured.counts);
  }
  const items = windows.reduce((sum, one) => sum + one.n, 0);
  const hard = windows.reduce((sum, one) => sum + one.hard, 0);
  return {
    suite: "clusters",
    n: pairs.n + items,
    metrics: {
      storyPairsF1: pairs.score,
      windowPairF1: f1(sumCounts(windows.map((one) => one.counts))),
      windowB3F1: items === 0 ? null : round(windows.reduce((sum, one) => sum + one.b3 * one.n, 0) / items),
      hardNegativesApart: hard === 0 ? null : round(windows.reduce((sum, one) => sum + one.apart, 0) / hard),
      byWindow,
    },
    worst: worst.slice(0, 20),
  };
};

export const suite: Suite = { name: "clusters", run: ({ dataDir }) => run(dataDir) };
