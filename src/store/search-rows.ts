/**
 * Rows that fit a question, newest first, or best first: “best” ranks the newest five hundred, then those before, and so
 * on, since ranking reads every row's words, and a question may fit everything.
 *
 * For the same reason the newest records are looked at first, and the others only where too few of those fit.
 */
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Viewer } from "#terms/person.ts";
import type { SearchRequest } from "#terms/search.ts";
import type { Tables } from "./schema.ts";
import { type Cursor, countedTo, type Place } from "./search-cursor.ts";
import { foldOutlet, primaryLanguage } from "./search-index.ts";
import { pairsOfPhrase } from "./search-pairs.ts";
import { type Term, toLooseTsquery, toTsquery } from "./search-terms.ts";
import { isListedFor, isShownTo } from "./show-to.ts";

const window = 500;

type Db = Kysely<Tables>;

export interface Row {
  readonly key: string;
  readonly kind: "article" | "edition";
  readonly at: string;
  readonly partial: boolean;
  readonly rank?: number;
  /** Of everything that fits, with a first page. */
  readonly total?: string;
  /** What was found, as it stands on record. */
  readonly body: Buffer;
  readonly first_seen_at: string | null;
  readonly as_of: string | null;
}

/** What is asked for: how it is found, and what must hold of it besides. */
export interface Question {
  readonly terms: readonly Term[];
  /** On rows that `fittingOf` gives. */
  readonly filter: RawBuilder<boolean>;
  /** What of it is about time alone. */
  readonly times: RawBuilder<boolean>;
  /** So many of the newest records are looked at before the others; absent: all of them at once, which finds the same. */
  readonly near?: number;
}

const timesOf = ({ from, to }: SearchRequest): RawBuilder<boolean> => {
  const parts = [
    ...(from === undefined ? [] : [sql`at >= ${`${from}T00:00:00Z`}::timestamptz`]),
    ...(to === undefined ? [] : [sql`at < ${`${to}T00:00:00Z`}::timestamptz + interval '24 hours'`]),
  ];
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(parts, sql` and `)}`;
};

/** @param near so many of the newest records are looked at before the others */
export const questionFor = (
  request: SearchRequest,
  terms: readonly Term[],
  viewer: Viewer,
  near: number | undefined,
): Question => {
  const { outlet, language, kind } = request;
  const times = timesOf(request);
  const parts = [
    isShownTo(viewer, "tlp"),
    sql`(edition_id is null or ${isListedFor(viewer, "fitting.edition_id")})`,
    times,
    ...(outlet === undefined ? [] : [sql`outlet = ${foldOutlet(outlet)}`]),
    ...(language === undefined ? [] : [sql`language = ${primaryLanguage(language)}`]),
    ...(kind === undefined ? [] : [kind === "article" ? sql`article_key is not null` : sql`edition_id is not null`]),
  ];
  const filter = sql<boolean>`${sql.join(parts, sql` and `)}`;
  return { terms, filter, times, ...(near === undefined ? {} : { near }) };
};

const kind = sql`case when article_key is null then 'edition' else 'article' end as kind`;
const newestFirst = sql`order by at desc, key desc`;
const placeOf = ({ at, key }: Place): RawBuilder<unknown> => sql`(${at}::timestamptz, ${key}::text)`;
const below = (place: Place | undefined): RawBuilder<unknown> =>
  place === undefined ? sql`` : sql`and (at, key) < ${placeOf(place)}`;

interface Where {
  /** Known from the index of words alone. */
  readonly indexed?: RawBuilder<unknown>;
  readonly bounds?: RawBuilder<unknown>;
  readonly limit?: number;
}

/**
 * What fits, newest first, as far as `limit`. First the index alone says which rows hold the words (`offset 0` keeps it the
 * only one asked: reading the words of a row costs more than finding it); they are ordered, and where the index
 * cannot tell, their words are read until there are enough.
 */
const fittingOf = (
  { terms, filter }: Question,
  { indexed = sql``, bounds = sql``, limit }: Where,
): RawBuilder<unknown> => {
  const loose = toLooseTsquery(terms);
  const pairs = terms.flatMap(({ words, isExcluded }) => (isExcluded ? [] : pairsOfPhrase(words)));
  const hasPairs = pairs.length === 0 ? sql`` : sql`and pairs @> ${[...new Set(pairs)]}::smallint[]`;
  const upTo = limit === undefined ? sql`` : sql`limit ${limit}`;
  const found = sql`
    select key, ${kind}, at, partial, words from (
      select key, article_key, edition_id, at, outlet, language, tlp, partial, words from search_entry
      where words @@ ${loose.query}::tsquery ${hasPairs} ${indexed} offset 0
    ) as fitting where ${filter} ${bounds} ${newestFirst}`;
  return loose.isExact
    ? sql`${found} ${upTo}`
    : sql`select * from (${found} offset 0) as ordered where words @@ ${toTsquery(terms)}::tsquery ${newestFirst} ${upTo}`;
};

/** As `search_entry.day` has it. */
const dayOfAt = sql`((at at time zone 'UTC')::date - date '1970-01-01')`;

interface Newest {
  /** Older than this place. */
  readonly from: Place | undefined;
  readonly limit: number;
}

/**
 * `newest`, as far as `limit`, looked for once, then counted, ranked and shown. Whole days at a time: those of the newest
 * records, and then, where too few fit, all that is older.
 */
const newestOf = (question: Question, { from, limit }: Newest): RawBuilder<unknown> => {
  const { near, times } = question;
  const bounds = below(from);
  if (near === undefined) return sql`newest as materialized (${fittingOf(question, { bounds, limit })})`;
  const older = sql`${bounds}
    and at < (select first_at from late) and (select is_full from late) and (select count(*) from near) < ${limit}`;
  return sql`late as materialized (
      select array_agg(distinct day) as days, count(*) = ${near} as is_full,
        (date '1970-01-01' + min(day)) at time zone 'UTC' as first_at
      from (select ${dayOfAt} as day from search_entry where ${times} ${bounds} ${newestFirst} limit ${near}) as newest_records
    ), near as materialized (
      ${fittingOf(question, { indexed: sql`and day && (select days from late)`, bounds, limit })}
    ), newest as materialized (
      select * from near union all select * from (${fittingOf(question, { bounds: older, limit })}) as far
    )`;
};

/** With what stands on record under the keys of a page. */
const withBodies = sql`
  select page.*, coalesce(article.body, edition.body) as body, article.first_seen_at, edition.as_of from page
  left join article on page.kind = 'article' and article.key = page.key
  left join edition on page.kind = 'edition' and edition.id = page.key`;

interface Found {
  readonly rows: readonly Row[];
  /** Of everything that fits, counted a little further than it is told; of a first page alone. */
  readonly total?: number;
  readonly next?: Omit<Cursor, "of" | "count" | "record">;
}

const totalOf = (rows: readonly Row[]): { readonly total: number } => ({
  total: Math.min(countedTo + 1, Number(rows[0]?.total ?? 0)),
});

export const findNewest = async (
  db: Db,
  question: Question,
  limit: number,
  cursor: Cursor | undefined,
): Promise<Found> => {
  const isFirst = cursor?.last === undefined;
  const { rows } = await sql<Row>`
    with ${newestOf(question, { from: cursor?.last, limit: isFirst ? countedTo + 1 : limit + 1 })}, page as (
      select key, kind, at, partial, (select count(*) from newest) as total from newest
      ${newestFirst} limit ${limit + 1}
    ) ${withBodies} ${newestFirst}`.execute(db);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page,
    ...(isFirst ? totalOf(rows) : {}),
    ...(rows.length > limit && last !== undefined ? { next: { last: { at: last.at, key: last.key } } } : {}),
  };
};

// A length counts by its logarithm (1): a long page holds every word some time.
const rankBy = (query: string): RawBuilder<unknown> => sql`ts_rank(words, ${query}::tsquery, 1) as rank`;
const bestFirst = sql`order by page.rank desc, at desc, key desc`;

/** The first page of a window, and the window's floor where it is full. */
const beginWindow = async (db: Db, question: Question, limit: number, ceiling: Place | undefined) => {
  const { rows } = await sql<Row & { floor_at: string; floor_key: string; size: string }>`
    with ${newestOf(question, { from: ceiling, limit: countedTo + 1 })}, ranked as materialized (
      select key, kind, at, partial, ${rankBy(toTsquery(question.terms))}
      from (select * from newest ${newestFirst} limit ${window}) as within_window
    ), page as (
      select key, kind, at, partial, rank, (select count(*) from newest) as total,
        (select count(*) from ranked) as size, (select min(at) from ranked) as floor_at,
        (select key from ranked order by at, key limit 1) as floor_key
      from ranked order by ranked.rank desc, at desc, key desc limit ${limit + 1}
    ) ${withBodies} ${bestFirst}`.execute(db);
  const [first] = rows;
  const isFull = first !== undefined && Number(first.size) === window;
  return { rows, ...(isFull ? { floor: { at: first.floor_at, key: first.floor_key } } : {}) };
};

const continueWindow = async (db: Db, question: Question, limit: number, { last, ceiling, floor }: Cursor) => {
  const above = floor === undefined ? sql`` : sql`and (at, key) >= ${placeOf(floor)}`;
  const { rows } = await sql<Row>`
    with ranked as materialized (
      select key, kind, at, partial, ${rankBy(toTsquery(question.terms))}
      from (${fittingOf(question, { bounds: sql`${below(ceiling)} ${above}` })}) as within_window
    ), page as (
      select key, kind, at, partial, rank from ranked
      where (rank, at, key) < (${last?.rank ?? "0"}::float4, ${last?.at ?? ""}::timestamptz, ${last?.key ?? ""}::text)
      order by ranked.rank desc, at desc, key desc limit ${limit + 1}
    ) ${withBodies} ${bestFirst}`.execute(db);
  return { rows, ...(floor === undefined ? {} : { floor }) };
};

export const findBest = async (
  db: Db,
  question: Question,
  limit: number,
  cursor: Cursor | undefined,
): Promise<Found> => {
  const ceiling = cursor?.ceiling;
  const { rows, floor } =
    cursor?.last === undefined
      ? await beginWindow(db, question, limit, ceiling)
      : await continueWindow(db, question, limit, cursor);
  const page = rows.slice(0, limit);
  const end = page.at(-1);
  const bounds = { ...(ceiling === undefined ? {} : { ceiling }), ...(floor === undefined ? {} : { floor }) };
  const found = { rows: page, ...totalOf(rows) };
  if (rows.length > limit && end !== undefined)
    return { ...found, next: { last: { at: end.at, key: end.key, rank: String(end.rank) }, ...bounds } };
  return { ...found, ...(floor === undefined ? {} : { next: { ceiling: floor } }) };
};
