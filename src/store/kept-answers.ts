/**
 * Answers to writes, kept for a day under the key that the writer named, so that what is sent twice is done once.
 *
 * A key is taken before the work begins. The work says in its own transaction that it was done (`appendAudit` does, for
 * every write), so that after a kill in between it is known whether it may be done again. The answer is kept when it is
 * sent.
 *
 * Who is at a work holds a lock while its process lives (`presence.ts`): once that is gone the work is broken off, at once
 * and not after a time that is too long for who waits and too short for slow work.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { type Kysely, sql, type Transaction } from "kysely";
import { presenceLock } from "./presence.ts";
import type { Tables } from "./schema.ts";

/** Work of a process that could hold no lock is taken for broken off after this. */
const leaseSeconds = 60;
/** Nothing takes so long; what does hangs. */
const longestSeconds = 900;
const keptHours = 24;
const nobody = 0;

export interface KeptAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly sealed: Buffer;
}

export type Taken =
  | { readonly type: "yours" }
  | { readonly type: "answered"; readonly answer: KeptAnswer }
  /** The key was used for something else. */
  | { readonly type: "other" }
  /** Somebody is at it. */
  | { readonly type: "busy" }
  /** It was done, and the answer was lost when the process ended. */
  | { readonly type: "lost" };

/** Which key the work at hand belongs to. */
export const workingOn = new AsyncLocalStorage<{ readonly id: string }>();

/** The work at hand is done when this transaction is. */
export const noteDone = async (within: Transaction<Tables>): Promise<void> => {
  const work = workingOn.getStore();
  if (work !== undefined)
    await within.updateTable("kept_answer").set({ done: true }).where("id", "=", work.id).execute();
};

const isOld = sql<boolean>`begun_at < now() - make_interval(hours => ${keptHours})`;
const isBrokenOff = sql<boolean>`case when kept_answer.holder is null
    then kept_answer.begun_at < now() - make_interval(secs => ${leaseSeconds})
    else kept_answer.begun_at < now() - make_interval(secs => ${longestSeconds}) or not exists (
      select from pg_locks where locktype = 'advisory' and granted and objsubid = 2
        and database = (select oid from pg_database where datname = current_database())
        and classid = ${presenceLock}::int::oid and objid = kept_answer.holder::oid) end`;

/**
 * @param request hash of what is asked
 * @param holder number of this process; absent: it could hold none
 */
export const takeKey = async (
  db: Kysely<Tables>,
  id: string,
  request: string,
  holder: number | null = null,
): Promise<Taken> => {
  const taken = await db
    .insertInto("kept_answer")
    .values({ id, request, holder })
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet({
          request,
          holder,
          begun_at: sql`now()`,
          done: false,
          status: null,
          content_type: null,
          sealed: null,
        })
        // One that ran out is free again; so is one whose work was broken off before it was done, for the same request.
        .where(
          sql<boolean>`kept_answer.begun_at < now() - make_interval(hours => ${keptHours})
            or (kept_answer.status is null and not kept_answer.done and kept_answer.request = ${request}
              and ${isBrokenOff})`,
        ),
    )
    .returning("id")
    .executeTakeFirst();
  if (taken !== undefined) return { type: "yours" };
  const row = await db
    .selectFrom("kept_answer")
    .select(["request", "status", "content_type", "sealed", "done", isBrokenOff.as("broken")])
    .where("id", "=", id)
    .executeTakeFirst();
  // Given back meanwhile: whoever asks again may have it.
  if (row === undefined) return { type: "busy" };
  if (row.request !== request) return { type: "other" };
  if (row.status !== null && row.sealed !== null)
    return {
      type: "answered",
      answer: { status: row.status, contentType: row.content_type ?? "", sealed: row.sealed },
    };
  return { type: row.done && row.broken ? "lost" : "busy" };
};

export const keepAnswer = async (
  db: Kysely<Tables>,
  id: string,
  { status, contentType, sealed }: KeptAnswer,
): Promise<void> => {
  await db.updateTable("kept_answer").set({ status, content_type: contentType, sealed }).where("id", "=", id).execute();
};

/** Nothing came of it: the key is free again. What was done all the same is told so: nobody is at it any more. */
export const giveBackKey = async (db: Kysely<Tables>, id: string): Promise<void> => {
  await db.deleteFrom("kept_answer").where("id", "=", id).where("done", "=", false).execute();
  await db.updateTable("kept_answer").set({ holder: nobody }).where("id", "=", id).where("done", "=", true).execute();
};

export const dropOldAnswers = async (db: Kysely<Tables>): Promise<void> => {
  await db.deleteFrom("kept_answer").where(isOld).execute();
};
