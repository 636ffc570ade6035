/**
 * Bench `cluster`: `buildStories` over 2,500, 5,000 and 10,000 articles, one thread, mentions found beforehand.
 *
 * Data: `reporting/day-*` of the data folder (`key.json`), copied with other names (`copy-day.ts`). The answers first: of all pairs of
 * articles that the day's key puts into one story, in the first fifth of the copies, how many are put together, and that
 * hardly any story holds articles of two copies. Then the time at each size; growth of 2 from one size to the next is linear.
 */
import { readFile } from "node:fs/promises";
import { matchingFiles } from "../../evaluate/read-json-lines.ts";
import { buildStories } from "../../src/intel/corroborate/index.ts";
import { annotate } from "../../src/intel/extract/index.ts";
import type { ArticleId } from "../../src/terms/article.ts";
import type { Mention } from "../../src/terms/mention.ts";
import type { Bench } from "../bench.ts";
import { cpuMs } from "../measure-time.ts";
import { copyDay, type WrittenArticle } from "./copy-day.ts";

const sizes = [2500, 5000, 10_000];
const limitMs = 60_000;
const leastTogether = 0.9;
const mostMixed = 0.01;

const readDay = async (dataDir: string): Promise<WrittenArticle[]> => {
  const [file] = await matchingFiles(dataDir, "reporting/day-*/key.json");
  if (file === undefined) throw new Error(`no reporting/day-*/key.json under ${dataDir}`);
  return (
    JSON.parse(await readFile(file, "utf8")) as { readonly articles: readonly WrittenArticle[] }
  ).articles.slice();
};

type Copied = ReturnType<typeof copyDay>;
type Stories = ReturnType<typeof buildStories>["stories"];

/** Pairs of the key that are together, and stories that mix copies. */
const judge = (copied: Copied, stories: Stories): { readonly together: number; readonly mixed: number } => {
  const clusterOf = new Map(copied.map(({ article, cluster }) => [article.id, cluster]));
  const storyOf = new Map(stories.flatMap(({ articleIds }, index) => articleIds.map((id) => [id, index] as const)));
  const byCluster = new Map<string, ArticleId[]>();
  for (const [id, cluster] of clusterOf) byCluster.set(cluster, [...(byCluster.get(cluster) ?? []), id]);
  let pairs = 0;
  let together = 0;
  for (const ids of byCluster.values())
    for (const [at, one] of ids.entries())
      for (const other of ids.slice(at + 1)) {
        if (storyOf.get(one) === undefined || storyOf.get(other) === undefined) continue;
        pairs += 1;
        if (storyOf.get(one) === storyOf.get(other)) together += 1;
      }
  const mixed = stories.filter(
    ({ articleIds }) => new Set(articleIds.map((id) => clusterOf.get(id)?.split(":")[0])).size > 1,
  ).length;
  return { together: together / Math.max(1, pairs), mixed: mixed / Math.max(1, stories.length) };
};

export const bench: Bench = {
  run: async ({ dataDir }) => {
    const day = await readDay(dataDir);
    const wrong: string[] = [];
    const rows: Record<string, string | number>[] = [];
    let before: { readonly size: number; readonly ms: number } | undefined;
    for (const size of sizes) {
      const copied = copyDay(day, size);
      const mentions = new Map<ArticleId, readonly Mention[]>(
        copied.map(({ article }) => [
          article.id,
          annotate(article.text, { language: article.language, publishedAt: article.publishedAt ?? "" }),
        ]),
      );
      let stories: Stories = [];
      const articles = copied.map(({ article }) => article);
      const ms = cpuMs(() => {
        ({ stories } = buildStories(articles, mentions));
      });
      const { together, mixed } = judge(copied, stories);
      if (together < leastTogether || mixed > mostMixed)
        wrong.push(
          `${size}: expected the stories of the key, found ${together} of its pairs, ${mixed} of stories mixed`,
        );
      if (ms > limitMs) wrong.push(`${size}: expected under ${limitMs} ms but found ${Math.round(ms)}`);
      rows.push({
        articles: size,
        stories: stories.length,
        pairsTogether: together,
        storiesMixed: mixed,
        cpuS: ms / 1000,
        ...(before === undefined ? {} : { growth: ms / before.ms, ofSize: size / before.size }),
      });
      before = { size, ms };
    }
    return { bench: "cluster", rows, wrong };
  },
};
