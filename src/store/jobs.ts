/**
 * Jobs, in the store's own database: any number of processes take them, each job is done by one of them at a time, and a
 * job whose process was killed is taken up again. A key stands for one job: adding it again moves it, never doubles it.
 */
import { type Logger, makeWorkerUtils, run, type TaskList, Logger as WorkerLogger } from "graphile-worker";
import pg from "pg";
import { connectionOf, type StoreOptions } from "./open-store.ts";

/** `signal` aborts when the process is asked to stop: what is left undone is taken up later. */
export type Task = (payload: unknown, signal: AbortSignal) => Promise<void>;

export interface JobQueue {
  /** Done at `at` or soon after. With `keep`, one that waits under this key already keeps its time. */
  readonly add: (task: string, key: string, payload: unknown, at: Date, keep?: boolean) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
  /** Keys of the jobs that wait, and of those being done. */
  readonly keys: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export interface JobWorker {
  /** Takes no further job, lets the running ones end, and puts back what does not. */
  readonly stop: () => Promise<void>;
  readonly ended: Promise<void>;
}

export interface WorkerOptions {
  readonly tasks: Readonly<Record<string, Task>>;
  /** Jobs done at once by this process. */
  readonly atOnce: number;
  /** Told of a job that failed; it is tried again later. */
  readonly onFailure: (task: string, cause: unknown) => void;
}

/** The library's own words go nowhere: what matters is told by `onFailure`. */
const quiet: Logger = new WorkerLogger(() => () => undefined);

const poolOf = (options: StoreOptions): pg.Pool => {
  const pool = new pg.Pool({ ...connectionOf(options), max: 6 });
  // A connection that breaks is replaced; the job it carried is taken up again.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
};

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
        maxAttempts: 25,
      });
    },
    remove: async (key) => void (await pgPool.query("select graphile_worker.remove_job($1)", [key])),
    keys: async () => {
      const { rows } = await pgPool.query<{ key: string }>(
        "select key from graphile_worker.jobs where key is not null order by key",
      );
      return rows.map(({ key }) => key);
    },
    close: async () => {
      await utils.release();
      await pgPool.end();
    },
  };
};

export const startWorker = async (
  options: StoreOptions,
  { tasks, atOnce, onFailure }: WorkerOptions,
): Promise<JobWorker> => {
  const pgPool = poolOf(options);
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
  const runner = await run({
    pgPool,
    taskList,
    concurrency: atOnce,
    noHandleSignals: true,
    pollInterval: 1_000,
    logger: quiet,
  });
  return {
    stop: async () => {
      await runner.stop();
      await pgPool.end();
    },
    ended: runner.promise,
  };
};
