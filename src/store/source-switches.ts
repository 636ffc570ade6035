/** What people set for a source while the desk runs: paused or not, whoever configured it how. */
import type { Kysely } from "kysely";
import type { AuditEntry } from "#terms/audit.ts";
import { appendAudit } from "./audit.ts";
import { toColumn, toTime } from "./body.ts";
import { addJob, type NewJob, removeJob } from "./queue-jobs.ts";
import type { Tables } from "./schema.ts";

export interface SourceSwitch {
  readonly paused: boolean;
  readonly at: string;
  readonly by: string;
}

export const readSwitches = async (db: Kysely<Tables>): Promise<ReadonlyMap<string, SourceSwitch>> => {
  const rows = await db.selectFrom("source_switch").selectAll().execute();
  return new Map(
    rows.map(({ source_id, paused, at, by_name }) => [source_id, { paused, at: toTime(at), by: by_name }] as const),
  );
};

export interface SourceChange {
  readonly sourceId: string;
  /** Absent: nothing is switched, the act is recorded alone. */
  readonly paused?: boolean;
  /** Key of the job by which it is fetched. */
  readonly key: string;
  /** That job, when it is to be fetched now; absent: what waits is dropped. */
  readonly job?: Omit<NewJob, "key">;
}

export const switchSource = async (
  db: Kysely<Tables>,
  { sourceId, paused, key, job }: SourceChange,
  act: AuditEntry,
): Promise<void> => {
  await db.transaction().execute(async (within) => {
    if (paused !== undefined) {
      const row = { paused, at: act.at, by_name: toColumn(act.who.name) };
      await within
        .insertInto("source_switch")
        .values({ source_id: sourceId, ...row })
        .onConflict((conflict) => conflict.column("source_id").doUpdateSet(row))
        .execute();
    }
    if (job === undefined) await removeJob(within, key);
    else await addJob(within, { ...job, key });
    await appendAudit(within, act);
  });
};
