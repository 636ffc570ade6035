/**
 * Jobs, in the store's own database: any number of processes take them, each job is done by one of them at a time, and a
 * job whose process was killed is taken up again. A key stands for one job: adding it again moves it, never doubles it.
 */
import { randomInt } from "node:crypto";
import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { makeWorkerUtils, run, type TaskList, type WorkerEvents } from "graphile-worker";
import type pg from "pg";
import { type Connected, connectAlone } from "./connect-alone.ts";
import { openPool } from "./open-pool.ts";
import { connectionOf, type StoreOptions } from "./open-store.ts";
import { maxAttempts, quiet } from "./queue-jobs.ts";

/** `signal` aborts when the process is asked to stop: what is left undone is taken up later. */
export type Task = (payload: unknown, signal: AbortSignal) => Promise<void>;

export interface StandingJob {
  readonly key: string;
  readonly at: Date;
  /** It failed as often as a job is tried, and nobody takes it any more. */
  readonly isGivenUp: boolean;
}

export interface JobQueue {
  /** Done at `at` or soon after. With `keep`, one that waits under this key already keeps its time. */
  readonly add: (task: string, key: string, payload: unknown, at: Date, keep?: boolean) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
  /** Jobs that wait, those being done, and those given up: when each is or was due. */
  readonly times: () => Promise<readonly StandingJob[]>;
  /** What failed and waits to be tried again is due now: whoever starts the desk anew has perhaps mended what was wrong. */
  readonly tryFailed: () => Promise<void>;
  /** Work that no other process does meanwhile: who plans by what stands there must not be overtaken. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

export interface JobWorker {
  /** Takes no further job, lets the running ones end, and puts back what does not. */
  readonly stop: () => Promise<void>;
}

export interface WorkerOptions {
  readonly tasks: Readonly<Record<string, Task>>;
  /** Jobs done at once by this process. */
  readonly atOnce: number;
  /** Told of a job that failed; it is tried again later. */
  readonly onFailure: (task: string, cause: unknown) => void;
}

/** A number of our own among advisory locks. */
const planningLock = 8_037_003;

/** The job that a broken connection carried is taken up again. */
const poolOf = (options: StoreOptions): pg.Pool => openPool({ ...connectionOf(options), max: 6 }, () => undefined);

export const openJobs = async (options: StoreOptions): Promise<JobQueue> => {
  const pgPool = poolOf(options);
  const utils = await makeWorkerUtils({ pgPool, logger: quiet });
  await utils.migrate();
  return {
    add: async (task, key, payload, at, keep = false) => {
      await utils.addJob(task, payload, {
        jobKey: key,
        runAt: at,
        jobKeyMode: keep ? "preserve_run_at" : "replace",
        maxAttempts,
      });
    },
    remove: async (key) => void (await pgPool.query("select graphile_worker.remove_job($1)", [key])),
    times: async () => {
      const { rows } = await pgPool.query<{ key: string; at: string; given_up: boolean }>(
        `select key, run_at as at, locked_at is null and attempts >= max_attempts as given_up
         from graphile_worker.jobs where key is not null order by key`,
      );
      return rows.map(({ key, at, given_up }) => ({ key, at: new Date(at), isGivenUp: given_up }));
    },
    tryFailed: async () => {
      await pgPool.query(
        `select count(*) from graphile_worker.reschedule_jobs(array(
           select id from graphile_worker.jobs
           where locked_at is null and attempts between 1 and max_attempts - 1 and run_at > now()
         ), run_at := now())`,
      );
    },
    alone: async (work) => {
      const client = await pgPool.connect();
      let isFree = false;
      try {
        await client.query("select pg_advisory_lock($1)", [planningLock]);
        const done = await work();
        await client.query("select pg_advisory_unlock($1)", [planningLock]);
        isFree = true;
        return done;
      } finally {
        // The lock goes with its connection.
        client.release(!isFree);
      }
    },
    close: async () => {
      await utils.release();
      await pgPool.end();
    },
  };
};

/** Class of the session locks by which processes are told apart from those that were killed. */
const holderClass = 8_037_002;
const reapEveryMs = 30_000;
const restartMs = 500;

interface Holder extends Connected {
  readonly id: number;
}

/** The lock goes with its connection. */
const openHolder = async (options: StoreOptions): Promise<Holder> => {
  const id = randomInt(2 ** 31 - 1);
  const lock = (client: pg.Client) => client.query("select pg_advisory_lock($1, $2)", [holderClass, id]);
  return { ...(await connectAlone(connectionOf(options), lock)), id };
};

/** Frees what workers of killed processes had begun. The queue itself would wait four hours. */
const reap = async ({ client }: Holder): Promise<void> => {
  const { rows } = await client.query<{ worker_id: string }>(
    `with gone as (
       delete from job_worker where not exists (
         select from pg_locks where locktype = 'advisory' and classid = $1 and objid = holder::oid and granted
       ) returning worker_id
     )
     select worker_id from gone
     union select locked_by from graphile_worker.jobs
       where locked_at < now() - interval '1 minute' and not exists (select from job_worker where worker_id = locked_by)`,
    [holderClass],
  );
  const dead = rows.map((row) => row.worker_id);
  if (dead.length > 0) await client.query("select graphile_worker.force_unlock_workers($1)", [dead]);
};

/** One life of the worker, from a connection to its loss. */
const runOnce = async (
  options: StoreOptions,
  taskList: TaskList,
  atOnce: number,
  stopping: AbortSignal,
): Promise<void> => {
  const holder = await openHolder(options);
  const pgPool = poolOf(options);
  const events: WorkerEvents = new EventEmitter();
  const named: Promise<unknown>[] = [];
  // Jobs are locked in the name of the pool, not of its workers.
  events.on("pool:create", ({ workerPool }) => {
    const row = [workerPool.id, holder.id];
    named.push(
      holder.client.query("insert into job_worker (worker_id, holder) values ($1, $2)", row).catch(() => undefined),
    );
  });
  const reaper = setInterval(() => void reap(holder).catch(() => undefined), reapEveryMs);
  try {
    await reap(holder);
    const runner = await run({
      pgPool,
      taskList,
      events,
      concurrency: atOnce,
      noHandleSignals: true,
      pollInterval: 1_000,
      logger: quiet,
    });
    const asked = new Promise<void>((done) => {
      // It may have been asked while the connection was made.
      if (stopping.aborted) done();
      stopping.addEventListener("abort", () => done(), { once: true });
    });
    const ended = runner.promise.catch(() => undefined);
    await Promise.race([ended, holder.broken, asked]);
    await runner.stop().catch(() => undefined);
  } finally {
    clearInterval(reaper);
    await Promise.all(named);
    await holder.client.end().catch(() => undefined);
    await pgPool.end().catch(() => undefined);
  }
};

/** Works until it is stopped; when the server goes away it waits for it, and goes on. */
export const startWorker = async (
  options: StoreOptions,
  { tasks, atOnce, onFailure }: WorkerOptions,
): Promise<JobWorker> => {
  const taskList: TaskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (payload: unknown, helpers): Promise<void> => {
        const signal = helpers.abortSignal ?? new AbortController().signal;
        try {
          await task(payload, signal);
        } catch (cause) {
          onFailure(name, cause);
          throw cause;
        }
      },
    ]),
  );
  const stopping = new AbortController();
  const live = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await runOnce(options, taskList, atOnce, stopping.signal).catch(() => undefined);
      if (!stopping.signal.aborted) await sleep(restartMs, undefined, { ref: false });
    }
  };
  const living = live();
  return {
    stop: async () => {
      stopping.abort();
      await living;
    },
  };
};
