/** Articles as they were read, one row a version. */
import type { Transaction } from "kysely";
import { sha256Hex } from "#kit/hash.ts";
import { type Article, type ArticleId, labelOf } from "#terms/article.ts";
import { inBatches, toBody, toColumn, toTime } from "./body.ts";
import type { Tables } from "./schema.ts";
import { indexArticles } from "./search-index.ts";

const batchRows = 200;

const keptDocuments = async (db: Transaction<Tables>, articles: readonly Article[]): Promise<ReadonlySet<string>> => {
  const kept = new Set<string>();
  for (const batch of inBatches([...new Set(articles.map((article) => article.sha256))], batchRows)) {
    const rows = await db.selectFrom("document").select("sha256").where("sha256", "in", batch).execute();
    for (const { sha256 } of rows) kept.add(sha256);
  }
  return kept;
};

/** @returns the key of each article's version */
export const saveArticles = async (
  db: Transaction<Tables>,
  articles: readonly Article[],
): Promise<ReadonlyMap<ArticleId, string>> => {
  const keys = new Map<ArticleId, string>();
  const documents = await keptDocuments(db, articles);
  for (const batch of inBatches(articles, batchRows)) {
    const rows = batch.map((article) => {
      // First seen again in a later edition, or listed by one feed more, it is the same version: neither the clock of this
      // reading is part of it nor who listed it, which stands beside it (`source_article`).
      const { firstSeenAt, feedUrls, ...version } = article;
      const body = toBody(version);
      const key = sha256Hex(body);
      keys.set(article.id, key);
      return {
        key,
        article_id: article.id,
        url: toColumn(article.url),
        outlet: toColumn(article.outlet),
        title: toColumn(article.title),
        language: toColumn(article.language),
        published_at: article.publishedAt ?? null,
        first_seen_at: firstSeenAt,
        document_sha256: documents.has(article.sha256) ? article.sha256 : null,
        tlp: labelOf(article),
        body,
      };
    });
    const fresh = await db
      .insertInto("article")
      .values(rows)
      .onConflict((conflict) => conflict.column("key").doNothing())
      .returning("key")
      .execute();
    const isFresh = new Set(fresh.map(({ key }) => key));
    await indexArticles(
      db,
      batch.flatMap((article) => {
        const key = keys.get(article.id) ?? "";
        return isFresh.delete(key) ? [{ key, article }] : [];
      }),
    );
  }
  return keys;
};

/** The article of a row, as it was read; feeds are named in those that an older version of the desk kept. */
export const articleOf = (row: { readonly body: Buffer; readonly first_seen_at: string }): Article => ({
  feedUrls: [],
  ...(JSON.parse(row.body.toString("utf8")) as Omit<Article, "firstSeenAt" | "feedUrls">),
  firstSeenAt: toTime(row.first_seen_at),
});
