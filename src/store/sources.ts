/** Runs of sources, and the articles they brought: each address once, however many sources list it. */
import { type Kysely, sql, type Transaction } from "kysely";
import { type Article, labelOf } from "#terms/article.ts";
import type { CoverageLine } from "#terms/coverage.ts";
import type { RunsSummary, SourceRun } from "#terms/source.ts";
import type { Tlp } from "#terms/tlp.ts";
import { articleOf, saveArticles } from "./articles.ts";
import { inBatches, orNull, toBody, toColumn } from "./body.ts";
import { countCoverage } from "./coverage.ts";
import type { Tables } from "./schema.ts";
import { runOf } from "./source-runs.ts";

export interface Collected {
  readonly sourceId: string;
  readonly run: SourceRun;
  readonly articles: readonly Article[];
  /** Canonical addresses under which the source lists each article; a page may answer from another. */
  readonly entryUrls: ReadonlyMap<string, readonly string[]>;
  /** Addresses listed by this source and brought by another before. */
  readonly known: readonly string[];
  /** Why an article reads as about something else, by its id. */
  readonly offTopic?: ReadonlyMap<string, string>;
  /** Of this run and those before it; without it, lists of sources read the runs. */
  readonly summary?: RunsSummary;
  /** Counted into the ledger of coverage with the run. */
  readonly coverage?: { readonly lines: readonly CoverageLine[]; readonly tlp: Tlp };
}

const batchRows = 500;

const saveSummary = async (
  db: Transaction<Tables>,
  sourceId: string,
  newestRun: string,
  summary: RunsSummary | undefined,
): Promise<void> => {
  if (summary === undefined) {
    await db.deleteFrom("source_summary").where("source_id", "=", sourceId).execute();
    return;
  }
  const row = { newest_run: newestRun, body: toBody(summary) };
  await db
    .insertInto("source_summary")
    .values({ source_id: sourceId, ...row })
    .onConflict((conflict) => conflict.column("source_id").doUpdateSet(row))
    .execute();
};

/** A run and everything it brought, or nothing of it. Two processes that bring one article at once leave one. */
export const saveRun = async (
  db: Kysely<Tables>,
  { sourceId, run, articles, entryUrls, known, offTopic, summary, coverage }: Collected,
): Promise<void> => {
  await db.transaction().execute(async (within) => {
    const saved = await within
      .insertInto("source_run")
      .values({
        source_id: sourceId,
        started_at: run.startedAt,
        outcome: run.outcome,
        moved_to: orNull(run.movedTo),
        etag: orNull(run.etag),
        last_modified: orNull(run.lastModified),
        entries: run.entries,
        fresh: run.fresh,
        from_feed: run.fromFeed,
        losses: toBody(run.losses),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning("source_id")
      .executeTakeFirst();
    if (saved !== undefined) await saveSummary(within, sourceId, run.startedAt, summary);
    const keys = await saveArticles(within, articles);
    const rows = articles.flatMap((article) =>
      [...new Set(entryUrls.get(article.id) ?? [article.url])].map((url) => ({
        source_id: sourceId,
        url: toColumn(url),
        article_key: keys.get(article.id) ?? "",
        collected_at: run.startedAt,
        off_topic: orNull(offTopic?.get(article.id)),
        off: offTopic?.has(article.id) === true,
        tlp: labelOf(article),
        published_at: article.publishedAt ?? null,
      })),
    );
    for (const batch of inBatches(rows, batchRows))
      await within
        .insertInto("source_article")
        .values(batch)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    for (const batch of inBatches(known, batchRows))
      await within
        .insertInto("source_article")
        .columns(["source_id", "url", "article_key", "collected_at", "off_topic", "off", "tlp", "published_at"])
        .expression((row) =>
          row
            .selectFrom("source_article")
            .select([
              sql.lit(sourceId).as("source_id"),
              "url",
              "article_key",
              sql`${run.startedAt}::timestamptz`.as("at"),
              "off_topic",
              "off",
              "tlp",
              "published_at",
            ])
            .where("url", "in", batch.map(toColumn))
            .distinctOn("url"),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    // Last: its lines are shared by all runs of the day, and held until the end.
    if (saved !== undefined && coverage !== undefined)
      await countCoverage(within, run.startedAt, coverage.lines, coverage.tlp);
  });
};

/** Those of the addresses that are on record. */
export const knownUrls = async (db: Kysely<Tables>, urls: readonly string[]): Promise<ReadonlySet<string>> => {
  const known = new Set<string>();
  for (const batch of inBatches(urls, batchRows)) {
    const rows = await db
      .selectFrom("source_article")
      .select("url")
      .distinct()
      .where("url", "in", batch.map(toColumn))
      .execute();
    for (const { url } of rows) known.add(url);
  }
  return known;
};

/** Newest first. */
export const readRuns = async (db: Kysely<Tables>, sourceId: string, limit: number): Promise<SourceRun[]> => {
  const rows = await db
    .selectFrom("source_run")
    .selectAll()
    .where("source_id", "=", sourceId)
    .orderBy("started_at", "desc")
    .limit(limit)
    .execute();
  return rows.map(runOf);
};

/** Those of the sources that were asked at least once. */
export const askedSources = async (db: Kysely<Tables>, sourceIds: readonly string[]): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${sourceIds}::text[]) as id
    where exists (select from source_run where source_id = id)`.execute(db);
  return new Set(rows.map(({ id }) => id));
};

/**
 * Articles that sources brought, published (or, undated, first seen) in a time, newest first: each page once, as it was
 * when it was first brought, with all the sources that list it.
 */
export const readCollected = async (
  db: Kysely<Tables>,
  { from, to, limit }: { readonly from: string; readonly to: string; readonly limit: number },
): Promise<readonly { readonly article: Article; readonly sourceIds: readonly string[] }[]> => {
  const { rows } = await sql<{ body: Buffer; first_seen_at: string; sources: string[] }>`
    with brought as (
      select (array_agg(a.key order by s.collected_at, s.source_id, a.key))[1] as key,
             array_agg(distinct s.source_id order by s.source_id) as sources
      from source_article s join article a on a.key = s.article_key
      where coalesce(a.published_at, a.first_seen_at) between ${from} and ${to} and s.collected_at <= ${to}
      group by a.url
    )
    select a.body, a.first_seen_at, b.sources
    from brought b join article a on a.key = b.key
    order by coalesce(a.published_at, a.first_seen_at) desc, a.key
    limit ${limit}`.execute(db);
  return rows.map((row) => ({ article: articleOf(row), sourceIds: row.sources }));
};
