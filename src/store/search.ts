/**
 * Search over articles and editions on record, whole: newest first, or best first.
 *
 * A page names where it ended by the last hit itself, so that what is saved meanwhile neither doubles nor hides one. A
 * search that takes too long is ended and says so.
 */
import { type Kysely, sql } from "kysely";
import { z } from "zod";
import { err, ok, type Result } from "#kit/result.ts";
import { labelOf } from "#terms/article.ts";
import type { Edition } from "#terms/edition.ts";
import type { Viewer } from "#terms/person.ts";
import type {
  RecordedArticle,
  SearchFault,
  SearchHit,
  SearchPage,
  SearchRequest,
  SearchSnippet,
} from "#terms/search.ts";
import { articleOf } from "./articles.ts";
import { toTime } from "./body.ts";
import { searchTimeoutMs } from "./open-search.ts";
import type { Tables } from "./schema.ts";
import { type Cursor, countedTo, questionOf, readCursor, writeCursor } from "./search-cursor.ts";
import { mostPositions, sentencesOf } from "./search-index.ts";
import { beginningOf, findMarks, findSnippets } from "./search-marks.ts";
import { findBest, findNewest, questionFor, type Row } from "./search-rows.ts";
import { readTerms, type Term } from "./search-terms.ts";
import { isListedFor, isShownTo } from "./show-to.ts";

const canceled = "57014";

type Db = Kysely<Tables>;

const hitArticle = (row: Row, terms: readonly Term[]): SearchHit => {
  const { key, partial, body, first_seen_at } = row;
  const article = articleOf({ body, first_seen_at: first_seen_at ?? row.at });
  const inText = findSnippets(article.text, { in: "text" }, terms, mostPositions);
  const inDek = inText.length > 0 ? [] : findSnippets(article.dek ?? "", { in: "dek" }, terms, mostPositions);
  const snippets = [...inText, ...inDek];
  return {
    kind: "article",
    key,
    title: article.title,
    titleMarks: findMarks(article.title, terms, mostPositions),
    snippets: snippets.length > 0 ? snippets : beginningOf(article.text),
    partial,
    url: article.url,
    outlet: article.outlet,
    language: article.language,
    publishedAt: article.publishedAt ?? null,
    firstSeenAt: article.firstSeenAt,
    tlp: labelOf(article),
  };
};

const mostSentences = 3;

/** The first sentences that hold a word of the question. */
const findSentences = (edition: Edition, terms: readonly Term[]): SearchSnippet[] => {
  const snippets: SearchSnippet[] = [];
  for (const { id, text } of sentencesOf(edition)) {
    snippets.push(...findSnippets(text, { in: "sentence", sentenceId: id }, terms, mostPositions));
    if (snippets.length >= mostSentences) break;
  }
  return snippets.slice(0, mostSentences);
};

const hitEdition = (row: Row, terms: readonly Term[]): SearchHit => {
  const edition = JSON.parse(row.body.toString("utf8")) as Edition;
  const { title, date, tlp } = edition.edition;
  return {
    kind: "edition",
    key: row.key,
    title,
    titleMarks: findMarks(title, terms, mostPositions),
    snippets: findSentences(edition, terms),
    partial: row.partial,
    date,
    asOf: toTime(row.as_of ?? row.at),
    tlp,
  };
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

/** Ended when it takes too long, like the search beside it. */
const countRecord = async (db: Db, viewer: Viewer): Promise<Cursor["record"]> => {
  const counts = await db.transaction().execute(async (within) => {
    await sql`select set_config('statement_timeout', ${`${searchTimeoutMs}`}, true)`.execute(within);
    return countAll(within, viewer);
  });
  const indexed = Number(counts?.indexed ?? 0);
  return { indexed, onRecord: counts?.filled === false ? Number(counts.on_record) : indexed };
};

/** So many of the newest records are looked at before the others: more than are counted. */
const nearRecords = 3 * countedTo;

/** Connections of the store, and those of `openSearch`, whose settings are for looking in the index of words alone. */
export interface SearchDbs {
  readonly store: Db;
  readonly words: Db;
}

const searchWithin = async (
  { store, words }: SearchDbs,
  request: SearchRequest,
  viewer: Viewer,
  terms: readonly Term[],
  cursor: Cursor | undefined,
): Promise<SearchPage> => {
  const question = questionFor(request, terms, viewer, nearRecords);
  const { limit, order } = request;
  const find = order === "best" ? findBest : findNewest;
  const [found, record] = await Promise.all([
    find(words, question, limit, cursor),
    cursor?.record ?? countRecord(store, viewer),
  ]);
  const count = cursor?.count ?? found.total ?? 0;
  return {
    hits: found.rows.map((row) => (row.kind === "article" ? hitArticle(row, terms) : hitEdition(row, terms))),
    count: Math.min(countedTo, count),
    countIsCapped: count > countedTo,
    ...record,
    ...(found.next === undefined
      ? {}
      : { next: writeCursor({ of: questionOf(request), count, record, ...found.next }) }),
  };
};

const isCanceled = (cause: unknown): boolean => cause instanceof Error && "code" in cause && cause.code === canceled;

/** A day that PostgreSQL knows too: it has no year 0. */
const isDay = (text: string): boolean => z.iso.date().safeParse(text).success && text >= "0001";

export const searchRecord = async (
  dbs: SearchDbs,
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
    return ok(await searchWithin(dbs, request, viewer, terms.value, cursor));
  } catch (cause) {
    if (!isCanceled(cause)) throw cause;
    const because = `The search took longer than ${searchTimeoutMs / 1000} s and was ended. Name rarer words, or a shorter time.`;
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
  const article = articleOf(row);
  const { url, title, outlet, dek, language, text, publishedAt, firstSeenAt, changedAt, sha256, signs } = article;
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
    tlp: labelOf(article),
    hiddenText: [...signs.hiddenText],
    marks: terms.ok ? findMarks(text, terms.value, mostPositions) : [],
  };
};
