/** Pages that recent editions cite: which are due to be looked at again, and what the last look found. */
import { type Kysely, sql } from "kysely";
import type { Article } from "#terms/article.ts";
import { articleOf } from "./articles.ts";
import { orNull, toColumn } from "./body.ts";
import type { Tables } from "./schema.ts";

export interface CitedPage {
  readonly url: string;
  /** The newest version that is cited. */
  readonly article: Article;
  readonly failures: number;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly textSha256?: string;
}

export interface PageLook {
  readonly url: string;
  readonly lookedAt: string;
  readonly outcome: "same" | "changed" | "gone" | "failed";
  readonly failures: number;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly textSha256?: string | undefined;
}

export interface DuePages {
  readonly now: string;
  /** Editions as of then or later. */
  readonly citedSince: string;
  readonly limit: number;
}

/**
 * A page cited in the last two days is looked at every six hours, an older one once a day; after failures in a row more
 * and more seldom. What was looked at longest ago comes first.
 */
export const duePages = async (db: Kysely<Tables>, { now, citedSince, limit }: DuePages): Promise<CitedPage[]> => {
  const { rows } = await sql<{
    url: string;
    body: Buffer;
    first_seen_at: string;
    failures: number | null;
    etag: string | null;
    last_modified: string | null;
    text_sha256: string | null;
  }>`
    with cited as (
      select a.url, max(e.as_of) as newest, (array_agg(a.key order by e.as_of desc, a.key))[1] as key
      from edition e
      join edition_article ea on ea.edition_id = e.id and ea.cited
      join article a on a.key = ea.article_key
      where e.as_of >= ${citedSince}::timestamptz and e.as_of <= ${now}::timestamptz and a.url ~ '^https?://'
      group by a.url
    )
    select c.url, a.body, a.first_seen_at, w.failures, w.etag, w.last_modified, w.text_sha256
    from cited c join article a on a.key = c.key left join page_watch w on w.url = c.url
    where w.looked_at is null
       or w.looked_at > ${now}::timestamptz -- a clock that went back
       or w.looked_at <= ${now}::timestamptz - least(
            (case when c.newest > ${now}::timestamptz - interval '2 days' then interval '6 hours' else interval '24 hours' end)
              * power(2, least(w.failures, 4)), interval '4 days')
    order by w.looked_at nulls first, c.url
    limit ${limit}`.execute(db);
  return rows.map((row) => ({
    url: row.url,
    article: articleOf(row),
    failures: row.failures ?? 0,
    ...(row.etag === null ? {} : { etag: row.etag }),
    ...(row.last_modified === null ? {} : { lastModified: row.last_modified }),
    ...(row.text_sha256 === null ? {} : { textSha256: row.text_sha256 }),
  }));
};

export const saveLook = async (db: Kysely<Tables>, look: PageLook): Promise<void> => {
  const row = {
    looked_at: look.lookedAt,
    outcome: look.outcome,
    failures: look.failures,
    etag: orNull(look.etag),
    last_modified: orNull(look.lastModified),
    text_sha256: look.textSha256 ?? null,
  };
  await db
    .insertInto("page_watch")
    .values({ url: toColumn(look.url), ...row })
    .onConflict((conflict) => conflict.column("url").doUpdateSet(row))
    .execute();
};

const mostEditions = 20;

/** Editions in which any version of the page is cited, newest first. */
export const editionsCiting = async (
  db: Kysely<Tables>,
  url: string,
  since: string,
): Promise<{ readonly id: string; readonly json: string }[]> => {
  const rows = await db
    .selectFrom("edition")
    .innerJoin("edition_article", "edition_article.edition_id", "edition.id")
    .innerJoin("article", "article.key", "edition_article.article_key")
    .select(["edition.id", "edition.body", "edition.as_of"])
    .distinct()
    .where("article.url", "=", toColumn(url))
    .where("edition_article.cited", "=", true)
    .where("edition.as_of", ">=", since)
    .orderBy("edition.as_of", "desc")
    .orderBy("edition.id")
    .limit(mostEditions)
    .execute();
  return rows.map(({ id, body }) => ({ id, json: body.toString("utf8") }));
};
