/**
 * What a list of sources tells of each: asked of the store in a few statements, however many sources there are. Articles
 * are counted in an index, without reading them; of runs, what was summed up when the newest landed is read.
 */
import { type Kysely, sql } from "kysely";
import type { Viewer } from "#terms/person.ts";
import type { RunsSummary, SourceRun } from "#terms/source.ts";
import { toTime } from "./body.ts";
import type { Tables } from "./schema.ts";
import { isShownTo } from "./show-to.ts";
import { type RunRow, runOf } from "./source-runs.ts";

export interface SourceFacts {
  /** Runs summed up, or themselves, newest first, where they were not summed up when the newest landed. */
  readonly runs: { readonly summary: RunsSummary } | { readonly newest: readonly SourceRun[] };
  readonly articles: number;
  /** RFC 3339: the newest time of publication among its articles. */
  readonly newestPublishedAt?: string;
  /** Of its newest articles: how many were looked at, how many of them read as about something else, and the newest of these. */
  readonly topics: {
    readonly looked: number;
    readonly off: number;
    readonly newest?: { readonly title: string; readonly why: string };
  };
}

const topicsLookedAt = 30;

/** Summaries that are of the newest run on record: another process may be of an older version, and sum up nothing. */
const readSummaries = async (db: Kysely<Tables>, ids: readonly string[]) => {
  const { rows } = await sql<{ id: string; body: Buffer }>`
    select summary.source_id as id, summary.body
    from unnest(${[...ids]}::text[]) as wanted (id)
    join source_summary summary on summary.source_id = wanted.id
    where summary.newest_run = (select max(started_at) from source_run where source_id = wanted.id)`.execute(db);
  return new Map(rows.map(({ id, body }) => [id, JSON.parse(body.toString("utf8")) as RunsSummary]));
};

const readNewestRuns = async (db: Kysely<Tables>, ids: readonly string[], limit: number) => {
  if (ids.length === 0) return new Map<string, never>();
  const { rows } = await sql<RunRow & { source_id: string }>`
    select run.* from unnest(${[...ids]}::text[]) as wanted (id)
    cross join lateral (
      select * from source_run where source_id = wanted.id order by started_at desc limit ${limit}
    ) run`.execute(db);
  return Map.groupBy(rows, ({ source_id }) => source_id);
};

/** An article that was dropped by policy counts no more. */
const isThere = sql<boolean>`article_key is not null`;

/** One row for each of `ids`. */
const countBrought = async (db: Kysely<Tables>, ids: readonly string[], viewer: Viewer) => {
  const shown = isShownTo(viewer, "tlp");
  const { rows } = await sql<{ id: string; count: string; newest: string | null; off: string }>`
    select wanted.id, brought.*, (
      select count(*) filter (where off) from (
        select off from source_article where source_id = wanted.id and ${isThere} and ${shown}
        order by collected_at desc, article_key limit ${topicsLookedAt}
      ) of_late
    ) as off
    from unnest(${[...ids]}::text[]) as wanted (id)
    cross join lateral (
      select count(*) as count, max(published_at) as newest
      from source_article where source_id = wanted.id and ${isThere} and ${shown}
    ) brought`.execute(db);
  return rows;
};

/** The newest article of each that reads as about something else. */
const readOffTopic = async (db: Kysely<Tables>, ids: readonly string[], viewer: Viewer) => {
  if (ids.length === 0) return new Map<string, never>();
  const { rows } = await sql<{ id: string; title: string; why: string }>`
    select wanted.id, article.title, off.off_topic as why
    from unnest(${[...ids]}::text[]) as wanted (id)
    cross join lateral (
      select article_key, off_topic from source_article
      where source_id = wanted.id and off and ${isThere} and ${isShownTo(viewer, "tlp")}
      order by collected_at desc, article_key limit 1
    ) off
    join article on article.key = off.article_key`.execute(db);
  return new Map(rows.map(({ id, title, why }) => [id, { title, why }]));
};

/** By the id of the source; totals and topics are of the articles that the viewer may see. */
export const readFacts = async (
  db: Kysely<Tables>,
  ids: readonly string[],
  runsOfEach: number,
  viewer: Viewer,
): Promise<ReadonlyMap<string, SourceFacts>> => {
  const [summaries, brought] = await Promise.all([readSummaries(db, ids), countBrought(db, ids, viewer)]);
  const [runs, offTopic] = await Promise.all([
    readNewestRuns(
      db,
      ids.filter((id) => !summaries.has(id)),
      runsOfEach,
    ),
    readOffTopic(
      db,
      brought.flatMap(({ id, off }) => (off === "0" ? [] : [id])),
      viewer,
    ),
  ]);
  return new Map(
    brought.map(({ id, count, newest, off }) => {
      const summary = summaries.get(id);
      const example = offTopic.get(id);
      const looked = Math.min(topicsLookedAt, Number(count));
      return [
        id,
        {
          runs: summary === undefined ? { newest: (runs.get(id) ?? []).map(runOf) } : { summary },
          articles: Number(count),
          ...(newest === null ? {} : { newestPublishedAt: toTime(newest) }),
          topics: { looked, off: Number(off), ...(example === undefined ? {} : { newest: example }) },
        },
      ];
    }),
  );
};
