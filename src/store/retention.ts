/**
 * Drops by policy what is old: bytes, articles, runs. Never an article that an edition cites, nor the bytes it was read
 * from; never an article of an edition that is younger than the policy's days. In small transactions: whoever works
 * meanwhile hardly waits, and what is stopped half way is gone on with the next night.
 */
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type { Dropped, RetentionPolicy, RetentionRun } from "#terms/retention.ts";
import { toBody, toTime } from "./body.ts";
import type { Tables } from "./schema.ts";

type Db = Kysely<Tables> | Transaction<Tables>;

const batchRows = 300;
const dayMs = 86_400_000;

const before = (now: string, days: number): string => new Date(Date.parse(now) - days * dayMs).toISOString();

const isCited = sql<boolean>`exists (select from edition_article e where e.article_key = a.key and e.cited)`;

/** Of articles `a`. */
const oldArticles = (until: string): RawBuilder<boolean> => sql<boolean>`
  a.first_seen_at < ${until}::timestamptz and not ${isCited}
  and not exists (
    select from edition_article e join edition on edition.id = e.edition_id
    where e.article_key = a.key and edition.as_of >= ${until}::timestamptz
  )`;

/** Of documents `d`: nothing that stays was read from them, and nobody saw them of late. */
const oldDocuments = (until: string): RawBuilder<boolean> => sql<boolean>`
  d.kept_at < ${until}::timestamptz
  and not exists (select from retrieval r where r.document_sha256 = d.sha256 and r.retrieved_at >= ${until}::timestamptz)
  and not exists (
    select from article a where a.document_sha256 = d.sha256
    and (a.first_seen_at >= ${until}::timestamptz or ${isCited})
  )`;

const count = async (db: Db, query: RawBuilder<{ count: string; bytes: string | null }>) => {
  const { rows } = await query.execute(db);
  return { count: Number(rows[0]?.count ?? 0), bytes: Number(rows[0]?.bytes ?? 0) };
};

const untils = (policy: RetentionPolicy, now: string) => ({
  raw: policy.rawDays === null ? undefined : before(now, policy.rawDays),
  articles: policy.articlesDays === null ? undefined : before(now, policy.articlesDays),
  runs: policy.runsDays === null ? undefined : before(now, policy.runsDays),
});

const none = { count: 0, bytes: 0 };

/** What a run would drop now; nothing is touched. */
export const planRetention = async (db: Db, policy: RetentionPolicy, now: string): Promise<Dropped> => {
  const { raw, articles, runs } = untils(policy, now);
  const old =
    articles === undefined
      ? none
      : await count(db, sql`select count(*) as count, null as bytes from article a where ${oldArticles(articles)}`);
  const documents =
    raw === undefined
      ? none
      : await count(
          db,
          sql`select count(*) as count, sum(octet_length(d.bytes)) as bytes from document d where ${oldDocuments(raw)}`,
        );
  const forgotten =
    runs === undefined
      ? none
      : await count(
          db,
          sql`select count(*) as count, null as bytes from source_run where started_at < ${runs}::timestamptz`,
        );
  return { articles: old.count, documents: documents.count, bytes: documents.bytes, runs: forgotten.count };
};

const dropArticles = async (db: Transaction<Tables>, until: string): Promise<number> => {
  const { rows } = await sql<{ key: string }>`
    select a.key from article a where ${oldArticles(until)} order by a.key limit ${batchRows}`.execute(db);
  const keys = rows.map(({ key }) => key);
  if (keys.length === 0) return 0;
  await db.updateTable("source_article").set({ article_key: null }).where("article_key", "in", keys).execute();
  await db.deleteFrom("edition_article").where("article_key", "in", keys).where("cited", "=", false).execute();
  await db.deleteFrom("article").where("key", "in", keys).execute();
  return keys.length;
};

const dropDocuments = async (db: Transaction<Tables>, until: string): Promise<{ count: number; bytes: number }> => {
  const { rows } = await sql<{ sha256: string; bytes: string }>`
    select d.sha256, octet_length(d.bytes) as bytes from document d
    where ${oldDocuments(until)} order by d.sha256 limit ${batchRows}`.execute(db);
  const keys = rows.map(({ sha256 }) => sha256);
  if (keys.length === 0) return none;
  await db.updateTable("article").set({ document_sha256: null }).where("document_sha256", "in", keys).execute();
  await db.deleteFrom("retrieval").where("document_sha256", "in", keys).execute();
  await db.deleteFrom("document").where("sha256", "in", keys).execute();
  return { count: keys.length, bytes: rows.reduce((sum, row) => sum + Number(row.bytes), 0) };
};

const dropRuns = async (db: Transaction<Tables>, until: string): Promise<number> => {
  // What was summed up of them is no longer so.
  const { rows } = await sql<{ count: string }>`
    with dropped as (
      delete from source_run where ctid in (
        select ctid from source_run where started_at < ${until}::timestamptz limit ${batchRows * 10}
      ) returning source_id
    ), summary as (
      delete from source_summary where source_id in (select source_id from dropped)
    )
    select count(*) as count from dropped`.execute(db);
  return Number(rows[0]?.count ?? 0);
};

/** Again and again, each time in a transaction of its own, until nothing is left or `signal` aborts. */
const inBatches = async (
  db: Kysely<Tables>,
  signal: AbortSignal,
  drop: (within: Transaction<Tables>) => Promise<number>,
): Promise<number> => {
  for (let all = 0; ; ) {
    signal.throwIfAborted();
    const dropped = await db.transaction().execute(drop);
    all += dropped;
    if (dropped === 0) return all;
  }
};

export const dropOld = async (
  db: Kysely<Tables>,
  policy: RetentionPolicy,
  now: string,
  signal: AbortSignal,
): Promise<Dropped> => {
  const { raw, articles, runs } = untils(policy, now);
  let bytes = 0;
  const dropped = {
    articles: articles === undefined ? 0 : await inBatches(db, signal, (within) => dropArticles(within, articles)),
    documents:
      raw === undefined
        ? 0
        : await inBatches(db, signal, async (within) => {
            const found = await dropDocuments(within, raw);
            bytes += found.bytes;
            return found.count;
          }),
    runs: runs === undefined ? 0 : await inBatches(db, signal, (within) => dropRuns(within, runs)),
  };
  const all = { ...dropped, bytes };
  await db
    .insertInto("retention_run")
    .values({ at: now, policy: toBody(policy), dropped: toBody(all) })
    .execute();
  return all;
};

/** Newest first. */
export const listRetention = async (db: Kysely<Tables>, limit: number): Promise<RetentionRun[]> => {
  const rows = await db.selectFrom("retention_run").selectAll().orderBy("at", "desc").limit(limit).execute();
  return rows.map(({ at, policy, dropped }) => ({
    at: toTime(at),
    policy: JSON.parse(policy.toString("utf8")) as RetentionPolicy,
    dropped: JSON.parse(dropped.toString("utf8")) as Dropped,
  }));
};
