/**
 * Long jobs in threads that keep what they have set up: each thread loads a module, calls its function once with the setup
 * and then runs jobs with what that gave, one at a time. A job tells its news one by one; a thread whose news nobody takes
 * waits, so that memory stays bounded however far apart jobs are.
 *
 * The module is named by URL and its export by name; setup, jobs and news are structured clones. This file is both sides.
 */

import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { causeText } from "#kit/cause-text.ts";

/** What runs one job, telling its news one by one. */
export type RunJob<Job, News> = (job: Job) => AsyncIterable<News>;

export interface ThreadsOptions<Job = unknown, News = unknown> {
  readonly moduleUrl: string;
  readonly exportName: string;
  readonly setup: unknown;
  /** Besides this one. */
  readonly threads: number;
  /** Runs jobs in this thread too, which else would wait: it has the module and what was set up already. */
  readonly runHere?: RunJob<Job, News>;
  readonly memoryMb?: number;
  /** Aborted: what has been told is still given, as far as it is in order, and no more is waited for. */
  readonly signal?: AbortSignal | undefined;
}

export interface Threads<Job, News> {
  /** The news of all jobs, job by job in the order given, whatever thread was first. Jobs start in that order too. */
  readonly runInOrder: (jobs: readonly Job[]) => AsyncGenerator<{ readonly job: number; readonly news: News }>;
  readonly close: () => Promise<void>;
}

type ToThread = { readonly job: unknown } | { readonly taken: number };
type FromThread<News> = { readonly news: News } | { readonly done: true } | { readonly error: string };

interface ThreadData {
  readonly watchfloorThread: true;
  readonly moduleUrl: string;
  readonly exportName: string;
  readonly setup: unknown;
}

export const processors = (): number => availableParallelism();

/** News a thread may be ahead of the one who takes them. */
const mostAhead = 32;

class JobNews<News> {
  readonly #waiting: FromThread<News>[] = [];
  #wake: (() => void) | undefined;
  onTaken: () => void = () => undefined;

  put(news: FromThread<News>): void {
    this.#waiting.push(news);
    this.#wake?.();
  }

  wake(): void {
    this.#wake?.();
  }

  /** @returns whether the job came to its end */
  async *take(signal: AbortSignal | undefined): AsyncGenerator<News, boolean> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next === undefined) {
        if (signal?.aborted === true) return false;
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
      } else if ("news" in next) {
        this.onTaken();
        yield next.news;
      } else if ("error" in next) throw new Error(next.error);
      else return true;
    }
  }
}

class Pool<Job, News> implements Threads<Job, News> {
  readonly #options: ThreadsOptions<Job, News>;
  readonly #alive = new Set<Worker>();
  #isClosed = false;

  constructor(options: ThreadsOptions<Job, News>) {
    this.#options = options;
  }

  #start(): Worker {
    const { moduleUrl, exportName, setup, memoryMb = 4096 } = this.#options;
    const data: ThreadData = { watchfloorThread: true, moduleUrl, exportName, setup };
    const worker = new Worker(new URL(import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    this.#alive.add(worker);
    return worker;
  }

  /** Runs jobs on one thread until none is left. */
  #work(jobs: readonly Job[], lanes: readonly JobNews<News>[], nextJob: () => number | undefined): void {
    const worker = this.#start();
    let lane: JobNews<News> | undefined;
    const fail = (message: string): void => {
      lane?.put({ error: message });
      for (let left = nextJob(); left !== undefined; left = nextJob()) lanes[left]?.put({ error: message });
    };
    const begin = (): void => {
      const job = nextJob();
      lane = job === undefined ? undefined : lanes[job];
      if (job === undefined || lane === undefined) {
        this.#alive.delete(worker);
        void worker.terminate();
        return;
      }
      lane.onTaken = () => worker.postMessage({ taken: 1 } satisfies ToThread);
      worker.postMessage({ job: jobs[job] } satisfies ToThread);
    };
    worker.on("message", (message: FromThread<News>) => {
      lane?.put(message);
      if ("done" in message) begin();
    });
    worker.on("error", (cause) => fail(causeText(cause)));
    begin();
  }

  /** The same in this thread. Closed, it begins no more. */
  async #workHere(
    run: RunJob<Job, News>,
    jobs: readonly Job[],
    lanes: readonly JobNews<News>[],
    nextJob: () => number | undefined,
  ): Promise<void> {
    for (let next = nextJob(); next !== undefined && !this.#isClosed; next = nextJob()) {
      const [job, lane] = [jobs[next], lanes[next]];
      if (job === undefined || lane === undefined) return;
      let ahead = 0;
      let wake: (() => void) | undefined;
      lane.onTaken = () => {
        ahead -= 1;
        wake?.();
      };
      try {
        for await (const news of run(job)) {
          lane.put({ news });
          ahead += 1;
          while (ahead >= mostAhead) {
            const { promise, resolve } = Promise.withResolvers<void>();
            wake = resolve;
            await promise;
          }
        }
        lane.put({ done: true });
      } catch (cause) {
        lane.put({ error: causeText(cause) });
      }
    }
  }

  async *runInOrder(jobs: readonly Job[]): AsyncGenerator<{ readonly job: number; readonly news: News }> {
    const lanes = jobs.map(() => new JobNews<News>());
    let next = 0;
    const nextJob = (): number | undefined => {
      if (next >= jobs.length) return undefined;
      next += 1;
      return next - 1;
    };
    const most = jobs.length - (this.#options.runHere === undefined ? 0 : 1);
    for (let thread = 0; thread < Math.min(this.#options.threads, most); thread += 1) this.#work(jobs, lanes, nextJob);
    const { signal, runHere } = this.#options;
    if (runHere !== undefined) void this.#workHere(runHere, jobs, lanes, nextJob);
    signal?.addEventListener("abort", () => {
      for (const lane of lanes) lane.wake();
    });
    for (const [job, lane] of lanes.entries()) {
      const told = lane.take(signal);
      for (let next = await told.next(); ; next = await told.next()) {
        if (next.done !== true) yield { job, news: next.value };
        else if (next.value) break;
        else return;
      }
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#alive].map((worker) => worker.terminate()));
  }
}

export const openThreads = <Job, News>(options: ThreadsOptions<Job, News>): Threads<Job, News> => new Pool(options);

/** The thread's own side. */
const serve = async ({ moduleUrl, exportName, setup }: ThreadData): Promise<void> => {
  const port = parentPort;
  if (port === null) return;
  let ahead = 0;
  let wake: (() => void) | undefined;
  const jobs: unknown[] = [];
  let onJob: (() => void) | undefined;
  port.on("message", (message: ToThread) => {
    if ("taken" in message) {
      ahead -= message.taken;
      wake?.();
    } else {
      jobs.push(message.job);
      onJob?.();
    }
  });
  const loaded: Record<string, unknown> = await import(moduleUrl);
  const create = Object.hasOwn(loaded, exportName) ? loaded[exportName] : undefined;
  if (typeof create !== "function") throw new Error(`Expected ${exportName} to be an exported function.`);
  const run = create(setup) as RunJob<unknown, unknown>;
  for (;;) {
    if (jobs.length === 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      onJob = resolve;
      await promise;
    }
    const job = jobs.shift();
    for await (const news of run(job)) {
      port.postMessage({ news });
      ahead += 1;
      while (ahead >= mostAhead) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
    }
    port.postMessage({ done: true } satisfies FromThread<unknown>);
  }
};

const isThreadData = (data: unknown): data is ThreadData =>
  typeof data === "object" && data !== null && "watchfloorThread" in data;

if (!isMainThread && isThreadData(workerData)) await serve(workerData);
