/**
 * Which approved editions were put into the outbox. The approval adds the job that does it; a queue is no part of a
 * backup, so what is still to be put in is found here. Put in once: a list that grows later changes nothing.
 */
import { type Kysely, sql } from "kysely";
import { orNull, toTime } from "./body.ts";
import { type NewDelivery, planDeliveries } from "./outbox.ts";
import { addJob } from "./queue-jobs.ts";
import type { Tables } from "./schema.ts";

export interface Unplanned {
  readonly editionId: string;
  readonly approvedAt: string;
}

export interface EditionPlanning {
  readonly editionId: string;
  readonly rows: readonly NewDelivery[];
  /** Why a person is to decide; absent: what may be sent waits for its time. */
  readonly held?: string | undefined;
  readonly at: string;
}

/** The job that puts an edition into the outbox; one that waits already stays. */
export const addApprovedJob = (within: Kysely<Tables>, editionId: string): Promise<void> =>
  addJob(within, { task: "edition_approved", key: `edition_approved:${editionId}`, payload: { editionId } });

/** Oldest first. `isFirst`: nothing was ever put into the outbox of this desk. */
export const findUnplanned = async (
  db: Kysely<Tables>,
): Promise<{ readonly unplanned: readonly Unplanned[]; readonly isFirst: boolean }> => {
  const rows = await db
    .selectFrom("approved_edition")
    .select(["edition_id", "approved_at"])
    .where(({ not, exists, selectFrom, ref }) =>
      not(
        exists(
          selectFrom("outbox_plan")
            .select("planned_at")
            .where("outbox_plan.edition_id", "=", ref("approved_edition.edition_id"))
            .where("planned_at", "is not", null),
        ),
      ),
    )
    .orderBy("approved_at")
    .orderBy("edition_id")
    .execute();
  const planned = await db
    .selectFrom("outbox_plan")
    .select("edition_id")
    .where("planned_at", "is not", null)
    .limit(1)
    .executeTakeFirst();
  return {
    unplanned: rows.map((row) => ({ editionId: row.edition_id, approvedAt: toTime(row.approved_at) })),
    isFirst: planned === undefined,
  };
};

/** Rows of an edition and that it was put in, in one transaction. @returns how many are new; none when it was put in before */
export const planEdition = (db: Kysely<Tables>, { editionId, rows, held, at }: EditionPlanning): Promise<number> =>
  db.transaction().execute(async (within) => {
    const taken = await sql<{ note: string | null }>`
      insert into outbox_plan as plan (edition_id, planned_at, note)
      values (${editionId}, ${toTime(at)}::timestamptz, ${orNull(held)})
      on conflict (edition_id) do update
        set planned_at = excluded.planned_at, note = coalesce(plan.note, excluded.note)
        where plan.planned_at is null
      returning note`.execute(within);
    const [row] = taken.rows;
    if (row === undefined) return 0;
    const note = row.note ?? undefined;
    return planDeliveries(within, note === undefined ? rows : rows.map((each) => ({ held: note, ...each })), at);
  });

/** Too old to be sent by itself, and for a person to be asked about. */
export const leaveUnsent = async (
  db: Kysely<Tables>,
  editionIds: readonly string[],
  note: string,
  at: string,
): Promise<void> => {
  await sql`
    insert into outbox_plan (edition_id, planned_at, note)
    select id, ${toTime(at)}::timestamptz, ${note} from unnest(${editionIds}::text[]) as id
    on conflict (edition_id) do update set planned_at = excluded.planned_at, note = excluded.note
      where outbox_plan.planned_at is null`.execute(db);
};

/** After a restore: what was not put in yet when the backup was written may have been since. */
export const holdUnplanned = async (within: Kysely<Tables>, note: string): Promise<void> => {
  await sql`
    insert into outbox_plan (edition_id, note) select edition_id, ${note} from approved_edition
    on conflict (edition_id) do nothing`.execute(within);
};
