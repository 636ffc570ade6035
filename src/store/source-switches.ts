/** What people set for a source while the desk runs: paused or not, whoever configured it how. */
import type { Kysely } from "kysely";
import type { AuditEntry } from "#terms/audit.ts";
import { appendAudit } from "./audit.ts";
import { toColumn, toTime } from "./body.ts";
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

/** @param paused absent: nothing is switched, the act is recorded alone */
export const switchSource = async (
  db: Kysely<Tables>,
  sourceId: string,
  paused: boolean | undefined,
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
    await appendAudit(within, act);
  });
};
