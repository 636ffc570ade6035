/** What a look at the running store tells: whether it answers, how current it is, what waits, what failed. */
import { type Kysely, sql } from "kysely";
import type { DeskState, JobCount } from "#terms/desk-state.ts";
import { toTime } from "./body.ts";
import { shippedMigrations } from "./migrate.ts";
import type { Tables } from "./schema.ts";

/** The queue makes its tables when the first process works. */
const readJobs = async (db: Kysely<Tables>): Promise<JobCount[]> => {
  const there = await sql<{ is: boolean }>`select to_regclass('graphile_worker.jobs') is not null as is`.execute(db);
  if (there.rows[0]?.is !== true) return [];
  const { rows } = await sql<{ task: string; state: JobCount["state"]; count: string }>`
    select task_identifier as task,
           case when locked_at is not null then 'running'
                when last_error is not null then 'failing'
                when run_at <= now() then 'due'
                else 'waiting' end as state,
           count(*) as count
    from graphile_worker.jobs group by 1, 2 order by 1, 2`.execute(db);
  return rows.map(({ count, ...job }) => ({ ...job, count: Number(count) }));
};

export const readDeskState = async (db: Kysely<Tables>): Promise<DeskState> => {
  const { rows } = await sql<{
    now: string;
    migration: string | null;
    editions: string;
    newest: string | null;
    first: string | null;
  }>`
    select clock_timestamp() as now,
           (select max(name) from migration) as migration,
           (select count(*) from edition) as editions,
           (select max(as_of) from edition) as newest,
           (select min(started_at) from source_run) as first`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error("Expected the store to tell its state but it gave no row.");
  const shipped = (await shippedMigrations()).at(-1) ?? "none";
  return {
    now: new Date(row.now).toISOString(),
    migration: row.migration ?? "none",
    shippedMigration: shipped,
    editions: Number(row.editions),
    ...(row.newest === null ? {} : { newestEditionAsOf: toTime(row.newest) }),
    ...(row.first === null ? {} : { collectingSince: toTime(row.first) }),
    jobs: await readJobs(db),
  };
};
