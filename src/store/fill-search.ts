/**
 * Fills the index of words with what was on record before it: after an upgrade, after a restore. In small batches
 * beside the work of the desk, one process at a time; killed in between, it goes on at the next opening.
 */
import { type Kysely, sql } from "kysely";
import type { Edition } from "#terms/edition.ts";
import { articleOf } from "./articles.ts";
import type { Tables } from "./schema.ts";
import { indexArticles, indexEdition } from "./search-index.ts";

const batchArticles = 50;
const batchEditions = 5;
const waitMs = 500;
/** A number of our own among advisory locks. */
const lockKey = 8_037_002;

export interface Filling {
  /** Resolves when the index holds everything; also when it was stopped before, or failed. */
  readonly ended: Promise<void>;
  /** Lets the batch at hand end. */
  readonly stop: () => Promise<void>;
}

type Db = Kysely<Tables>;
type Batch = "more" | "done" | "elsewhere";

/** @returns the last key read; nothing at the end. Keys beyond it may be new, and those were put in as they were saved. */
const fillArticles = async (db: Db, after: string): Promise<string | undefined> => {
  const rows = await db
    .selectFrom("article")
    .select(["key", "body", "first_seen_at"])
    .where("key", ">", after)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("search_entry").select("key").whereRef("article_key", "=", "article.key"))),
    )
    .orderBy("key")
    .limit(batchArticles)
    .execute();
  await indexArticles(
    db,
    rows.map((row) => ({ key: row.key, article: articleOf(row) })),
  );
  return rows.at(-1)?.key;
};

const fillEditions = async (db: Db, after: string): Promise<string | undefined> => {
  const rows = await db
    .selectFrom("edition")
    .select(["id", "body"])
    .where("id", ">", after)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("search_entry").select("key").whereRef("edition_id", "=", "edition.id"))),
    )
    .orderBy("id")
    .limit(batchEditions)
    .execute();
  for (const { id, body } of rows) await indexEdition(db, id, JSON.parse(body.toString("utf8")) as Edition);
  return rows.at(-1)?.id;
};

/** How far this process has come. */
interface Reached {
  edition: string;
  article: string;
}

const fillBatch = (db: Db, reached: Reached): Promise<Batch> =>
  db.transaction().execute(async (within): Promise<Batch> => {
    const state = await within.selectFrom("search_state").select("filled").executeTakeFirst();
    if (state?.filled !== false) return "done";
    const lock = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(${lockKey}) as held`.execute(within);
    if (lock.rows[0]?.held !== true) return "elsewhere";
    // Editions first: they are few, and the desk's own.
    const edition = await fillEditions(within, reached.edition);
    const article = await fillArticles(within, reached.article);
    reached.edition = edition ?? reached.edition;
    reached.article = article ?? reached.article;
    if (edition !== undefined || article !== undefined) return "more";
    await within.updateTable("search_state").set({ filled: true }).execute();
    return "done";
  });

export const startFilling = (db: Db): Filling => {
  let isStopped = false;
  let wake: (() => void) | undefined;
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async (): Promise<void> => {
    let hasFilled = false;
    const reached: Reached = { edition: "", article: "" };
    while (!isStopped) {
      const batch = await fillBatch(db, reached);
      if (batch === "more") hasFilled = true;
      if (batch === "elsewhere") await pause();
      if (batch !== "done") continue;
      if (hasFilled) await sql`analyze search_entry`.execute(db);
      return;
    }
  };
  // What a failure leaves out is seen in every answer: so many indexed, so many on record. The next opening goes on.
  const ended = run().catch(() => undefined);
  return {
    ended,
    stop: async () => {
      isStopped = true;
      wake?.();
      await ended;
    },
  };
};
