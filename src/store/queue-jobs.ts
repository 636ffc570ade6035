/**
 * Jobs that are written within a transaction of the store: with what they are for, or not at all. What takes them is in
 * `jobs.ts`.
 */
import { Logger, runMigrations } from "graphile-worker";
import { type Kysely, sql } from "kysely";
import type pg from "pg";
import { inBatches, orNull, toTime } from "./body.ts";
import type { Tables } from "./schema.ts";

export interface NewJob {
  readonly task: string;
  readonly key: string;
  readonly payload: Readonly<Record<string, string>>;
  /** When it is due; absent: now. */
  readonly at?: string;
}

/** How often a job is tried before it is given up. */
export const maxAttempts = 25;

/** The library's own words go nowhere: what matters is told by the worker's `onFailure`. */
export const quiet = new Logger(() => () => undefined);

/**
 * The tables of the queue are there, all of them, when what this gives resolves: a desk that collects nothing, or was
 * restored, has none until one is wanted, and another process may be half through making them. Asked for once.
 */
export const readyQueue = (pgPool: pg.Pool): (() => Promise<void>) => {
  let made: Promise<void> | undefined;
  return () => {
    made ??= runMigrations({ pgPool, logger: quiet }).catch((cause: unknown) => {
      made = undefined;
      throw cause;
    });
    return made;
  };
};

const batchRows = 500;

/** One that waits under its key is moved, never doubled. */
export const addJobs = async (within: Kysely<Tables>, jobs: readonly NewJob[]): Promise<void> => {
  for (const batch of inBatches(jobs, batchRows)) {
    const rows = batch.map(({ task, key, payload, at }) => ({ task, key, payload, at: orNull(at && toTime(at)) }));
    await sql`select count(*) from (
      select graphile_worker.add_job(task, payload, run_at := at, job_key := key, max_attempts := ${maxAttempts})
      from json_to_recordset(${JSON.stringify(rows)}::json) as job (task text, key text, payload json, at timestamptz)
    ) added`.execute(within);
  }
};

export const addJob = (within: Kysely<Tables>, job: NewJob): Promise<void> => addJobs(within, [job]);

export const removeJob = async (within: Kysely<Tables>, key: string): Promise<void> => {
  await sql`select graphile_worker.remove_job(${key})`.execute(within);
};
