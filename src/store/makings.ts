/**
 * Editions that people ask for. One is made at a time: who asks while one is under way is told of that one. Asked for,
 * job and audit entry are kept together or not at all.
 */
import { type Kysely, sql } from "kysely";
import type { AuditEntry } from "#terms/audit.ts";
import type { Making, MakingFailure, MakingState } from "#terms/making.ts";
import { appendAudit } from "./audit.ts";
import { orNull, toColumn, toTime } from "./body.ts";
import { addJob, type NewJob } from "./queue-jobs.ts";
import type { Tables } from "./schema.ts";

/** Any number that nothing else of ours locks by. */
const makingLock = 8_037_008;
/** One of which nothing was heard for so long is taken for broken off. */
const silentMinutes = 10;
const keptDays = 30;

const active = ["waiting", "running"] as const;

const makingOf = (row: Tables["making"]): Making => ({
  id: row.id,
  askedAt: toTime(row.asked_at),
  state: row.state as MakingState,
  changedAt: toTime(row.changed_at),
  ...(row.as_of === null ? {} : { asOf: toTime(row.as_of) }),
  ...(row.step === null ? {} : { step: row.step }),
  ...(row.done === null ? {} : { done: row.done }),
  ...(row.total === null ? {} : { total: row.total }),
  ...(row.edition_id === null ? {} : { editionId: row.edition_id }),
  ...(row.flash === null ? {} : { flash: row.flash }),
  ...(row.audience === null ? {} : { audience: row.audience }),
  ...(row.because === null ? {} : { because: row.because as MakingFailure }),
});

export interface MakingStep {
  readonly state: MakingState;
  readonly asOf?: string;
  readonly step?: string;
  readonly done?: number | undefined;
  readonly total?: number | undefined;
  readonly editionId?: string;
  readonly because?: MakingFailure;
}

export interface FlashOf {
  /** Of an article of the story. */
  readonly url: string;
  /** Name of the audience; absent: the main one. */
  readonly audience?: string | undefined;
}

export interface Makings {
  /** Nothing when nobody asked for one in a month. */
  readonly newest: () => Promise<Making | undefined>;
  readonly read: (id: string) => Promise<Making | undefined>;
  /** @returns the one that is under way from now on: a new one, or the one that was already */
  readonly ask: (id: string, job: NewJob, entry: AuditEntry, flash?: FlashOf) => Promise<Making>;
  /** @returns false when it is not under way any more */
  readonly step: (id: string, step: MakingStep) => Promise<boolean>;
}

const ask = (
  db: Kysely<Tables>,
  id: string,
  { job, entry, flash }: { readonly job: NewJob; readonly entry: AuditEntry; readonly flash: FlashOf | undefined },
): Promise<Making> =>
  db.transaction().execute(async (within) => {
    await sql`select pg_advisory_xact_lock(${makingLock}::bigint)`.execute(within);
    await within
      .updateTable("making")
      .set({ state: "failed", because: "broken_off" })
      .where("state", "in", [...active])
      .where(sql<boolean>`changed_at < now() - make_interval(mins => ${silentMinutes})`)
      .execute();
    const standing = await within
      .selectFrom("making")
      .selectAll()
      .where("state", "in", [...active])
      .executeTakeFirst();
    if (standing !== undefined) return makingOf(standing);
    await within
      .deleteFrom("making")
      .where(sql<boolean>`asked_at < now() - make_interval(days => ${keptDays})`)
      .execute();
    const row = await within
      .insertInto("making")
      .values({
        id: toColumn(id),
        asked_at: toTime(entry.at),
        state: "waiting",
        changed_at: sql<string>`now()`,
        flash: orNull(flash?.url),
        audience: orNull(flash?.audience),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await addJob(within, job);
    await appendAudit(within, entry);
    return makingOf(row);
  });

/** @param queueReady resolves when the tables of the job queue are there */
export const openMakings = (db: Kysely<Tables>, queueReady: () => Promise<void>): Makings => ({
  newest: async () => {
    const row = await db
      .selectFrom("making")
      .selectAll()
      .orderBy("asked_at", "desc")
      // Asked for in the same second: one begins when the other has ended.
      .orderBy("changed_at", "desc")
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? undefined : makingOf(row);
  },
  read: async (id) => {
    const row = await db.selectFrom("making").selectAll().where("id", "=", toColumn(id)).executeTakeFirst();
    return row === undefined ? undefined : makingOf(row);
  },
  ask: async (id, job, entry, flash) => {
    await queueReady();
    return ask(db, id, { job, entry, flash });
  },
  step: async (id, { state, asOf, step, done, total, editionId, because }) => {
    const { numUpdatedRows } = await db
      .updateTable("making")
      .set({
        state,
        step: orNull(step),
        done: done ?? null,
        total: total ?? null,
        ...(asOf === undefined ? {} : { as_of: toTime(asOf) }),
        ...(editionId === undefined ? {} : { edition_id: toColumn(editionId) }),
        ...(because === undefined ? {} : { because }),
        changed_at: sql<string>`now()`,
      })
      .where("id", "=", toColumn(id))
      .where("state", "in", [...active])
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
});
