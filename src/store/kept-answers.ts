/**
 * Answers to writes, kept for a day under the key that the writer named, so that what is sent twice is done once.
 *
 * A key is taken before the work begins. The work says in its own transaction that it was done (`appendAudit` does, for
 * every write), so that after a kill in between it is known whether it may be done again. The answer is kept when it is
 * sent.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Tables } from "./schema.ts";

/** Work longer than this is taken for broken off. */
const leaseSeconds = 60;
const keptHours = 24;

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
const isBrokenOff = sql<boolean>`begun_at < now() - make_interval(secs => ${leaseSeconds})`;

/** @param request hash of what is asked */
export const takeKey = async (db: Kysely<Tables>, id: string, request: string): Promise<Taken> => {
  const taken = await db
    .insertInto("kept_answer")
    .values({ id, request })
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet({ request, begun_at: sql`now()`, done: false, status: null, content_type: null, sealed: null })
        // One that ran out is free again; so is one whose work was broken off before it was done, for the same request.
        .where(
          sql<boolean>`kept_answer.begun_at < now() - make_interval(hours => ${keptHours})
            or (kept_answer.status is null and not kept_answer.done and kept_answer.request = ${request}
              and kept_answer.begun_at < now() - make_interval(secs => ${leaseSeconds}))`,
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

/** Nothing came of it: the key is free again. */
export const giveBackKey = async (db: Kysely<Tables>, id: string): Promise<void> => {
  await db.deleteFrom("kept_answer").where("id", "=", id).where("done", "=", false).execute();
};

export const dropOldAnswers = async (db: Kysely<Tables>): Promise<void> => {
  await db.deleteFrom("kept_answer").where(isOld).execute();
};
