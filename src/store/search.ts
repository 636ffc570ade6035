/**
 * Search over articles and editions on record, whole: newest first, or best first.
 *
 * A page names where it ended by the last hit itself, so that what is saved meanwhile neither doubles nor hides one. A
 * search that takes too long is ended and says so.
 */
import { type Kysely, sql, type Transaction } from "kysely";
import { z } from "zod";
import { err, ok, type Result } from "#kit/result.ts";
import type { Edition } from "#terms/edition.ts";
import type { Viewer } from "#terms/person.ts";
import type { RecordedArticle, SearchFault, SearchHit, SearchPage, SearchRequest } from "#terms/search.ts";
import { articleOf } from "./articles.ts";
import { toTime } from "./body.ts";
import type { Tables } from "./schema.ts";
import { type Cursor, countedTo, questionOf, readCursor, writeCursor } from "./search-cursor.ts";
import { mostPositions, sentencesOf } from "./search-index.ts";
import { beginningOf, findMarks, findSnippets } from "./search-marks.ts";
import { filterOf, findBest, findNewest, type Row } from "./search-rows.ts";
import { readTerms, type Term } from "./search-terms.ts";
import { isListedFor, isShownTo } from "./show-to.ts";

const timeoutMs = 3000;
const canceled = "57014";

type Db = Transaction<Tables>;

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
      (select count(*) from search_entry where edition_id is null and ${shown})
        + (select count(*) from search_entry where edition_id is not null and ${shown}
          and ${isListedFor(viewer, "search_entry.edition_id")}) as indexed,
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
  const counts = await countAll(db, viewer);
  // Rows are looked for in the index of words and nowhere else: reading their words costs a hundred times what the planner
  // thinks. What fits is ordered in memory.
  await sql`select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true),
    set_config('work_mem', '16MB', true)`.execute(db);
  const question = { terms, filter: filterOf(request, viewer) };
  const { limit, order } = request;
  const found =
    order === "best" ? await findBest(db, question, limit, cursor) : await findNewest(db, question, limit, cursor);
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
