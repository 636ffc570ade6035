/**
 * Search over articles and editions on record, whole: newest first, or best first.
 *
 * A page names where it ended by the last hit itself, so that what is saved meanwhile neither doubles nor hides one. “Best”
 * ranks the newest five hundred hits, then those before, and so on: ranking reads every hit's words, and a
 * question may fit everything. A search that takes too long is ended and says so.
 */
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import { z } from "zod";
import { sha256Hex } from "#kit/hash.ts";
import { err, ok, type Result } from "#kit/result.ts";
import type { Edition } from "#terms/edition.ts";
import type { Viewer } from "#terms/person.ts";
import type { RecordedArticle, SearchFault, SearchHit, SearchPage, SearchRequest } from "#terms/search.ts";
import { articleOf } from "./articles.ts";
import { toTime } from "./body.ts";
import type { Tables } from "./schema.ts";
import { foldOutlet, mostPositions, primaryLanguage, sentencesOf } from "./search-index.ts";
import { beginningOf, findMarks, findSnippets } from "./search-marks.ts";
import { readTerms, type Term, toTsquery } from "./search-terms.ts";
import { isListedFor, isShownTo } from "./show-to.ts";

const countedTo = 1000;
const window = 500;
const timeoutMs = 3000;
const canceled = "57014";

type Db = Transaction<Tables>;

const time = z.string().regex(/^[0-9+:. -]{19,40}$/);
const key = z.string().regex(/^[0-9a-f]{64}$/);
const place = z.object({ at: time, key });
const cursorSchema = z.object({
  /** Of the question it belongs to. */
  of: z.string(),
  /** The last hit; absent when the next window begins. */
  last: place
    .extend({
      rank: z
        .string()
        .regex(/^[0-9.e+-]{1,30}$/)
        .optional(),
    })
    .optional(),
  /** Counted once, with the first page. */
  count: z
    .int()
    .min(0)
    .max(countedTo + 1),
  /** The window that is ranked: from before `ceiling` down to `floor`. */
  ceiling: place.optional(),
  floor: place.optional(),
});
type Cursor = z.infer<typeof cursorSchema>;
type Place = z.infer<typeof place>;

const questionOf = ({ limit: _, after: __, ...question }: SearchRequest): string =>
  sha256Hex(JSON.stringify(Object.entries(question).sort())).slice(0, 16);

const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor), "utf8").toString("base64url");

const readCursor = (text: string, request: SearchRequest): Cursor | undefined => {
  try {
    const cursor = cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return cursor.of === questionOf(request) ? cursor : undefined;
  } catch {
    return undefined;
  }
};

interface Row {
  readonly key: string;
  readonly kind: "article" | "edition";
  readonly at: string;
  readonly partial: boolean;
  readonly rank?: string;
  /** Of everything that fits, with a first page. */
  readonly total?: string;
}

const filterOf = (request: SearchRequest, terms: readonly Term[], viewer: Viewer): RawBuilder<boolean> => {
  const { from, to, outlet, language, kind } = request;
  const parts = [
    sql`words @@ ${toTsquery(terms)}::tsquery`,
    isShownTo(viewer, "tlp"),
    sql`(edition_id is null or ${isListedFor(viewer, "search_entry.edition_id")})`,
    ...(from === undefined ? [] : [sql`at >= ${`${from}T00:00:00Z`}::timestamptz`]),
    ...(to === undefined ? [] : [sql`at < ${`${to}T00:00:00Z`}::timestamptz + interval '24 hours'`]),
    ...(outlet === undefined ? [] : [sql`outlet = ${foldOutlet(outlet)}`]),
    ...(language === undefined ? [] : [sql`language = ${primaryLanguage(language)}`]),
    ...(kind === undefined ? [] : [kind === "article" ? sql`article_key is not null` : sql`edition_id is not null`]),
  ];
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
};

const placeOf = ({ at, key }: Place): RawBuilder<unknown> => sql`(${at}::timestamptz, ${key}::text)`;
const kind = sql`case when article_key is null then 'edition' else 'article' end as kind`;

interface Found {
  readonly rows: readonly Row[];
  /** Of everything that fits, counted a little further than it is told; of a first page alone. */
  readonly total?: number;
  readonly next?: Omit<Cursor, "of" | "count">;
}

/** Everything that fits, newest first, as far as it is counted: looked for once, then counted, ranked and shown. */
const newestOf = (filter: RawBuilder<boolean>, below: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  newest as materialized (
    select key, ${kind}, at, partial, words from search_entry where ${filter} ${below}
    order by at desc, key desc limit ${countedTo + 1}
  )`;

const totalOf = (rows: readonly Row[]): { readonly total: number } => ({
  total: Number(rows[0]?.total ?? 0),
});

const findNewest = async (
  db: Db,
  filter: RawBuilder<boolean>,
  limit: number,
  cursor: Cursor | undefined,
): Promise<Found> => {
  const { rows } =
    cursor?.last === undefined
      ? await sql<Row>`
          with ${newestOf(filter, sql``)}
          select key, kind, at, partial, (select count(*) from newest) as total from newest
          order by at desc, key desc limit ${limit + 1}`.execute(db)
      : await sql<Row>`
          select key, ${kind}, at, partial from search_entry where ${filter} and (at, key) < ${placeOf(cursor.last)}
          order by at desc, key desc limit ${limit + 1}`.execute(db);
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
const beginWindow = async (
  db: Db,
  filter: RawBuilder<boolean>,
  query: string,
  limit: number,
  ceiling: Place | undefined,
) => {
  const below = ceiling === undefined ? sql`` : sql`and (at, key) < ${placeOf(ceiling)}`;
  const { rows } = await sql<Row & { floor_at: string; floor_key: string; size: string }>`
    with ${newestOf(filter, below)}, ranked as materialized (
      select key, kind, at, partial, ${rankBy(query)}
      from (select * from newest order by at desc, key desc limit ${window}) as within_window
    )
    select key, kind, at, partial, rank::text as rank, (select count(*) from newest) as total,
      (select count(*) from ranked) as size, (select min(at) from ranked) as floor_at,
      (select key from ranked order by at, key limit 1) as floor_key
    from ranked order by ranked.rank desc, at desc, key desc limit ${limit + 1}`.execute(db);
  const [first] = rows;
  const isFull = first !== undefined && Number(first.size) === window;
  return { rows, ...(isFull ? { floor: { at: first.floor_at, key: first.floor_key } } : {}) };
};

const continueWindow = async (
  db: Db,
  filter: RawBuilder<boolean>,
  query: string,
  limit: number,
  { last, ceiling, floor }: Cursor,
) => {
  const below = ceiling === undefined ? sql`` : sql`and (at, key) < ${placeOf(ceiling)}`;
  const above = floor === undefined ? sql`` : sql`and (at, key) >= ${placeOf(floor)}`;
  const { rows } = await sql<Row>`
    with ranked as materialized (
      select key, ${kind}, at, partial, ${rankBy(query)} from search_entry where ${filter} ${below} ${above}
    )
    select key, kind, at, partial, rank::text as rank from ranked
    where (rank, at, key) < (${last?.rank ?? "0"}::float4, ${last?.at ?? ""}::timestamptz, ${last?.key ?? ""}::text)
    order by ranked.rank desc, at desc, key desc limit ${limit + 1}`.execute(db);
  return { rows, ...(floor === undefined ? {} : { floor }) };
};

const findBest = async (
  db: Db,
  filter: RawBuilder<boolean>,
  query: string,
  limit: number,
  cursor: Cursor | undefined,
): Promise<Found> => {
  const ceiling = cursor?.ceiling;
  const { rows, floor } =
    cursor?.last === undefined
      ? await beginWindow(db, filter, query, limit, ceiling)
      : await continueWindow(db, filter, query, limit, cursor);
  const page = rows.slice(0, limit);
  const end = page.at(-1);
  const bounds = { ...(ceiling === undefined ? {} : { ceiling }), ...(floor === undefined ? {} : { floor }) };
  const found = { rows: page, ...totalOf(rows) };
  if (rows.length > limit && end !== undefined)
    return { ...found, next: { last: { at: end.at, key: end.key, rank: end.rank }, ...bounds } };
  return { ...found, ...(floor === undefined ? {} : { next: { ceiling: floor } }) };
};

const hitArticles = async (
  db: Db,
  rows: readonly Row[],
  terms: readonly Term[],
): Promise<ReadonlyMap<string, SearchHit>> => {
  const keys = rows.filter(({ kind }) => kind === "article").map(({ key }) => key);
  if (keys.length === 0) return new Map();
  const found = await db
    .selectFrom("article")
    .select(["key", "body", "first_seen_at"])
    .where("key", "in", keys)
    .execute();
  const partial = new Map(rows.map((row) => [row.key, row.partial]));
  return new Map(
    found.map((row) => {
      const article = articleOf(row);
      const inText = findSnippets(article.text, { in: "text" }, terms, mostPositions);
      const inDek = inText.length > 0 ? [] : findSnippets(article.dek ?? "", { in: "dek" }, terms, mostPositions);
      const snippets = [...inText, ...inDek];
      return [
        row.key,
        {
          kind: "article",
          key: row.key,
          title: article.title,
          titleMarks: findMarks(article.title, terms, mostPositions),
          snippets: snippets.length > 0 ? snippets : beginningOf(article.text),
          partial: partial.get(row.key) === true,
          url: article.url,
          outlet: article.outlet,
          language: article.language,
          publishedAt: article.publishedAt ?? null,
          firstSeenAt: article.firstSeenAt,
        },
      ];
    }),
  );
};

const mostSentences = 3;

const hitEditions = async (
  db: Db,
  rows: readonly Row[],
  terms: readonly Term[],
): Promise<ReadonlyMap<string, SearchHit>> => {
  const ids = rows.filter(({ kind }) => kind === "edition").map(({ key }) => key);
  if (ids.length === 0) return new Map();
  const found = await db.selectFrom("edition").select(["id", "body", "as_of"]).where("id", "in", ids).execute();
  const partial = new Map(rows.map((row) => [row.key, row.partial]));
  return new Map(
    found.map(({ id, body, as_of }) => {
      const edition = JSON.parse(body.toString("utf8")) as Edition;
      const { title, date, tlp } = edition.edition;
      const snippets = sentencesOf(edition).flatMap((sentence) =>
        findSnippets(sentence.text, { in: "sentence", sentenceId: sentence.id }, terms, mostPositions),
      );
      return [
        id,
        {
          kind: "edition",
          key: id,
          title,
          titleMarks: findMarks(title, terms, mostPositions),
          snippets: snippets.slice(0, mostSentences),
          partial: partial.get(id) === true,
          date,
          asOf: toTime(as_of),
          tlp,
        },
      ];
    }),
  );
};

interface Counts {
  readonly filled: boolean;
  readonly indexed: string;
  readonly on_record: string;
}

const countAll = async (db: Db, viewer: Viewer): Promise<Counts | undefined> => {
  const shown = isShownTo(viewer, "tlp");
  const { rows } = await sql<Counts>`
    select filled,
      (select count(*) from search_entry where ${shown}
        and (edition_id is null or ${isListedFor(viewer, "search_entry.edition_id")})) as indexed,
      case when filled then 0
        else (select count(*) from article where ${shown}) + (select count(*) from edition where ${shown} and ${isListedFor(viewer, "edition.id")})
      end as on_record
    from search_state`.execute(db);
  return rows[0];
};

const searchWithin = async (
  db: Db,
  request: SearchRequest,
  viewer: Viewer,
  terms: readonly Term[],
  cursor: Cursor | undefined,
) => {
  // Compiling a plan takes longer than running it.
  await sql`select set_config('statement_timeout', ${`${timeoutMs}`}, true), set_config('jit', 'off', true)`.execute(
    db,
  );
  const filter = filterOf(request, terms, viewer);
  const { limit, order } = request;
  const found =
    order === "best"
      ? await findBest(db, filter, toTsquery(terms), limit, cursor)
      : await findNewest(db, filter, limit, cursor);
  const counts = await countAll(db, viewer);
  const hits = new Map([...(await hitArticles(db, found.rows, terms)), ...(await hitEditions(db, found.rows, terms))]);
  const count = cursor?.count ?? found.total ?? 0;
  const indexed = Number(counts?.indexed ?? 0);
  return {
    hits: found.rows.flatMap((row) => hits.get(row.key) ?? []),
    count: Math.min(countedTo, count),
    countIsCapped: count > countedTo,
    onRecord: counts?.filled === false ? Number(counts.on_record) : indexed,
    indexed,
    ...(found.next === undefined ? {} : { next: writeCursor({ of: questionOf(request), count, ...found.next }) }),
  };
};

const isCanceled = (cause: unknown): boolean => cause instanceof Error && "code" in cause && cause.code === canceled;

/** A day that PostgreSQL knows too: it has no year 0. */
const isDay = (text: string): boolean => z.iso.date().safeParse(text).success && text >= "0001";

export const searchRecord = async (
  db: Kysely<Tables>,
  request: SearchRequest,
  viewer: Viewer,
): Promise<Result<SearchPage, SearchFault>> => {
  const terms = readTerms(request.words);
  if (!terms.ok) return terms;
  const wrongDay = [request.from, request.to].find((date) => date !== undefined && !isDay(date));
  if (wrongDay !== undefined)
    return err({ type: "asked", because: `Expected a day like 2026-02-05 but found ${wrongDay.slice(0, 40)}.` });
  const cursor = request.after === undefined ? undefined : readCursor(request.after, request);
  if (request.after !== undefined && cursor === undefined)
    return err({ type: "asked", because: "after: expected the `next` of a page of this very search." });
  try {
    return ok(await db.transaction().execute((within) => searchWithin(within, request, viewer, terms.value, cursor)));
  } catch (cause) {
    if (!isCanceled(cause)) throw cause;
    const because = `The search took longer than ${timeoutMs / 1000} s and was ended. Name rarer words, or a shorter time.`;
    return err({ type: "slow", because });
  }
};

/** @param words what to mark; words that are no question mark nothing */
export const readRecorded = async (
  db: Kysely<Tables>,
  key: string,
  words: string,
  viewer: Viewer,
): Promise<RecordedArticle | undefined> => {
  const row = await db
    .selectFrom("article")
    .select(["key", "body", "first_seen_at"])
    .where("key", "=", key)
    .where(isShownTo(viewer, "tlp"))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { url, title, outlet, dek, language, text, publishedAt, firstSeenAt, changedAt, sha256, signs } =
    articleOf(row);
  const terms = readTerms(words);
  return {
    key,
    url,
    title,
    outlet,
    ...(dek === undefined ? {} : { dek }),
    language,
    text,
    publishedAt: publishedAt ?? null,
    firstSeenAt,
    ...(changedAt === undefined ? {} : { changedAt }),
    sha256,
    hiddenText: [...signs.hiddenText],
    marks: terms.ok ? findMarks(text, terms.value, mostPositions) : [],
  };
};
