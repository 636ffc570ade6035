/**
 * Rows that fit a question, newest first, or best first: “best” ranks the newest five hundred, then those before, and so
 * on, since ranking reads every row's words, and a question may fit everything.
 */
import { type RawBuilder, sql, type Transaction } from "kysely";
import type { Viewer } from "#terms/person.ts";
import type { SearchRequest } from "#terms/search.ts";
import type { Tables } from "./schema.ts";
import { type Cursor, countedTo, type Place } from "./search-cursor.ts";
import { foldOutlet, primaryLanguage } from "./search-index.ts";
import { pairsOfPhrase } from "./search-pairs.ts";
import { type Term, toLooseTsquery, toTsquery } from "./search-terms.ts";
import { isListedFor, isShownTo } from "./show-to.ts";

const window = 500;

type Db = Transaction<Tables>;

export interface Row {
  readonly key: string;
  readonly kind: "article" | "edition";
  readonly at: string;
  readonly partial: boolean;
  readonly rank?: string;
  /** Of everything that fits, with a first page. */
  readonly total?: string;
}

/** What is asked for: how it is found, and what must hold of it besides. */
export interface Question {
  readonly terms: readonly Term[];
  /** On rows that `fittingOf` gives. */
  readonly filter: RawBuilder<boolean>;
}

export const filterOf = (request: SearchRequest, viewer: Viewer): RawBuilder<boolean> => {
  const { from, to, outlet, language, kind } = request;
  const parts = [
    isShownTo(viewer, "tlp"),
    sql`(edition_id is null or ${isListedFor(viewer, "fitting.edition_id")})`,
    ...(from === undefined ? [] : [sql`at >= ${`${from}T00:00:00Z`}::timestamptz`]),
    ...(to === undefined ? [] : [sql`at < ${`${to}T00:00:00Z`}::timestamptz + interval '24 hours'`]),
    ...(outlet === undefined ? [] : [sql`outlet = ${foldOutlet(outlet)}`]),
    ...(language === undefined ? [] : [sql`language = ${primaryLanguage(language)}`]),
    ...(kind === undefined ? [] : [kind === "article" ? sql`article_key is not null` : sql`edition_id is not null`]),
  ];
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
};

const kind = sql`case when article_key is null then 'edition' else 'article' end as kind`;
const newestFirst = sql`order by at desc, key desc`;

/**
 * What fits, newest first, as far as `limit`. First the index alone says which rows hold the words (`offset 0` keeps it the
 * only one asked: reading the words of a row costs more than finding it); they are ordered, and where the index
 * cannot tell, their words are read until there are enough.
 */
const fittingOf = (
  { terms, filter }: Question,
  { bounds = sql``, limit }: { readonly bounds?: RawBuilder<unknown>; readonly limit?: number },
): RawBuilder<unknown> => {
  const loose = toLooseTsquery(terms);
  const pairs = terms.flatMap(({ words, isExcluded }) => (isExcluded ? [] : pairsOfPhrase(words)));
  const hasPairs = pairs.length === 0 ? sql`` : sql`and pairs @> ${[...new Set(pairs)]}::smallint[]`;
  const upTo = limit === undefined ? sql`` : sql`limit ${limit}`;
  const found = sql`
    select key, ${kind}, at, partial, words from (
      select key, article_key, edition_id, at, outlet, language, tlp, partial, words from search_entry
      where words @@ ${loose.query}::tsquery ${hasPairs} offset 0
    ) as fitting where ${filter} ${bounds} ${newestFirst}`;
  return loose.isExact
    ? sql`${found} ${upTo}`
    : sql`select * from (${found} offset 0) as ordered where words @@ ${toTsquery(terms)}::tsquery ${newestFirst} ${upTo}`;
};

const placeOf = ({ at, key }: Place): RawBuilder<unknown> => sql`(${at}::timestamptz, ${key}::text)`;

interface Found {
  readonly rows: readonly Row[];
  /** Of everything that fits, counted a little further than it is told; of a first page alone. */
  readonly total?: number;
  readonly next?: Omit<Cursor, "of" | "count">;
}

/** Looked for once, then counted, ranked and shown. */
const newestOf = (question: Question, bounds: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`newest as materialized (${fittingOf(question, { bounds, limit: countedTo + 1 })})`;

const totalOf = (rows: readonly Row[]): { readonly total: number } => ({
  total: Number(rows[0]?.total ?? 0),
});

export const findNewest = async (
  db: Db,
  question: Question,
  limit: number,
  cursor: Cursor | undefined,
): Promise<Found> => {
  const { rows } =
    cursor?.last === undefined
      ? await sql<Row>`
          with ${newestOf(question, sql``)}
          select key, kind, at, partial, (select count(*) from newest) as total from newest
          ${newestFirst} limit ${limit + 1}`.execute(db)
      : await sql<Row>`
          select key, kind, at, partial
          from (${fittingOf(question, { bounds: sql`and (at, key) < ${placeOf(cursor.last)}`, limit: limit + 1 })}) as page
          ${newestFirst}`.execute(db);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page,
    ...totalOf(rows),
    ...(rows.length > limit && last !== undefined ? { next: { last: { at: last.at, key: last.key } } } : {}),
  };
};

// A length counts by its logarithm (1): a long page holds every word some time.
const rankBy = (query: string): RawBuilder<unknown> => sql`ts_rank(words, ${query}::tsquery, 1) as rank`;

/** The first page of a window, and the window's floor where it is full. */
const beginWindow = async (db: Db, question: Question, limit: number, ceiling: Place | undefined) => {
  const below = ceiling === undefined ? sql`` : sql`and (at, key) < ${placeOf(ceiling)}`;
  const { rows } = await sql<Row & { floor_at: string; floor_key: string; size: string }>`
    with ${newestOf(question, below)}, ranked as materialized (
      select key, kind, at, partial, ${rankBy(toTsquery(question.terms))}
      from (select * from newest ${newestFirst} limit ${window}) as within_window
    )
    select key, kind, at, partial, rank::text as rank, (select count(*) from newest) as total,
      (select count(*) from ranked) as size, (select min(at) from ranked) as floor_at,
      (select key from ranked order by at, key limit 1) as floor_key
    from ranked order by ranked.rank desc, at desc, key desc limit ${limit + 1}`.execute(db);
  const [first] = rows;
  const isFull = first !== undefined && Number(first.size) === window;
  return { rows, ...(isFull ? { floor: { at: first.floor_at, key: first.floor_key } } : {}) };
};

const continueWindow = async (db: Db, question: Question, limit: number, { last, ceiling, floor }: Cursor) => {
  const below = ceiling === undefined ? sql`` : sql`and (at, key) < ${placeOf(ceiling)}`;
  const above = floor === undefined ? sql`` : sql`and (at, key) >= ${placeOf(floor)}`;
  const { rows } = await sql<Row>`
    with ranked as materialized (
      select key, kind, at, partial, ${rankBy(toTsquery(question.terms))}
      from (${fittingOf(question, { bounds: sql`${below} ${above}` })}) as within_window
    )
    select key, kind, at, partial, rank::text as rank from ranked
    where (rank, at, key) < (${last?.rank ?? "0"}::float4, ${last?.at ?? ""}::timestamptz, ${last?.key ?? ""}::text)
    order by ranked.rank desc, at desc, key desc limit ${limit + 1}`.execute(db);
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
    return { ...found, next: { last: { at: end.at, key: end.key, rank: end.rank }, ...bounds } };
  return { ...found, ...(floor === undefined ? {} : { next: { ceiling: floor } }) };
};
