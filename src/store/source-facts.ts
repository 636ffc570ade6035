/** What a list of sources tells of each: asked of the store in three statements, however many sources there are. */
import { type Kysely, sql } from "kysely";
import type { Viewer } from "#terms/person.ts";
import type { SourceRun } from "#terms/source.ts";
import { toTime } from "./body.ts";
import type { Tables } from "./schema.ts";
import { isShownTo } from "./show-to.ts";
import { type RunRow, runOf } from "./source-runs.ts";

export interface SourceFacts {
  /** Newest first. */
  readonly runs: readonly SourceRun[];
  readonly articles: number;
  /** RFC 3339: the newest time of publication among its articles. */
  readonly newestPublishedAt?: string;
  /** Of its newest articles: how many were looked at, and those that read as about something else. */
  readonly topics: {
    readonly looked: number;
    readonly off: readonly { readonly title: string; readonly why: string }[];
  };
}

const topicsLookedAt = 30;

const readNewestRuns = async (db: Kysely<Tables>, ids: readonly string[], limit: number) => {
  const { rows } = await sql<RunRow & { source_id: string }>`
    select run.* from unnest(${[...ids]}::text[]) as wanted (id)
    cross join lateral (
      select * from source_run where source_id = wanted.id order by started_at desc limit ${limit}
    ) run`.execute(db);
  return Map.groupBy(rows, ({ source_id }) => source_id);
};

const countBrought = async (db: Kysely<Tables>, ids: readonly string[], viewer: Viewer) => {
  const { rows } = await sql<{ source_id: string; count: string; newest: string | null }>`
    select source_id, count(*) as count, max(published_at) as newest
    from source_article join article on article.key = source_article.article_key
    where source_id = any(${[...ids]}::text[]) and ${isShownTo(viewer, "article.tlp")}
    group by source_id`.execute(db);
  return new Map(rows.map((row) => [row.source_id, row]));
};

const readTopics = async (db: Kysely<Tables>, ids: readonly string[], viewer: Viewer) => {
  const { rows } = await sql<{ source_id: string; looked: string; off: SourceFacts["topics"]["off"] | null }>`
    select wanted.id as source_id, count(*) as looked,
      json_agg(json_build_object('title', title, 'why', off_topic) order by place) filter (where off_topic is not null) as off
    from unnest(${[...ids]}::text[]) as wanted (id)
    cross join lateral (
      select title, off_topic, row_number() over (order by collected_at desc, source_article.url) as place
      from source_article join article on article.key = source_article.article_key
      where source_id = wanted.id and ${isShownTo(viewer, "article.tlp")}
      order by collected_at desc, source_article.url limit ${topicsLookedAt}
    ) newest
    group by wanted.id`.execute(db);
  return new Map(rows.map((row) => [row.source_id, row]));
};

/** By the id of the source; totals and topics are of the articles that the viewer may see. */
export const readFacts = async (
  db: Kysely<Tables>,
  ids: readonly string[],
  runsOfEach: number,
  viewer: Viewer,
): Promise<ReadonlyMap<string, SourceFacts>> => {
  const [runs, brought, topics] = await Promise.all([
    readNewestRuns(db, ids, runsOfEach),
    countBrought(db, ids, viewer),
    readTopics(db, ids, viewer),
  ]);
  return new Map(
    ids.map((id) => {
      const { count = "0", newest = null } = brought.get(id) ?? {};
      const { looked = "0", off = null } = topics.get(id) ?? {};
      return [
        id,
        {
          runs: (runs.get(id) ?? []).map(runOf),
          articles: Number(count),
          ...(newest === null ? {} : { newestPublishedAt: toTime(newest) }),
          topics: { looked: Number(looked), off: off ?? [] },
        },
      ];
    }),
  );
};
