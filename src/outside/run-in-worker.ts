/**
 * Runs a pure function in a thread with a time and a memory limit: for hostile HTML, PDF and rules.
 *
 * The function is named by module and export; arguments and result are structured clones, and byte arrays that own
 * their buffer are moved back instead of copied. A thread that runs over its time or memory is ended and replaced;
 * the caller gets a fault. Threads are reused, so the function must keep nothing between calls. The memory limit is
 * V8's heap: array buffers are outside it, which is why the callers cap bytes beforehand.
 */
import { Worker } from "node:worker_threads";
import { err, ok, type Result } from "#kit/result.ts";

export interface WorkerFault {
  readonly type: "timeout" | "out_of_memory" | "threw" | "closed";
  readonly message: string;
}

export interface WorkerLimits {
  /** Counts from the moment the function starts, not while it waits for a thread. */
  readonly timeoutMs: number;
}

export interface WorkerPool {
  /** `moduleUrl` is a `file:` URL, best made with `new URL("…", import.meta.url).href`. */
  readonly run: <T>(
    moduleUrl: string,
    exportName: string,
    args: readonly unknown[],
    limits: WorkerLimits,
  ) => Promise<Result<T, WorkerFault>>;
  readonly close: () => Promise<void>;
}

export interface WorkerJob {
  readonly moduleUrl: string;
  readonly exportName: string;
  readonly args: readonly unknown[];
}

export type WorkerReply = { readonly value: unknown } | { readonly error: string } | { readonly started: true };

interface PoolOptions {
  readonly threads?: number;
  readonly memoryMb?: number;
}

interface Waiting {
  readonly job: WorkerJob;
  readonly timeoutMs: number;
  readonly settle: (result: Result<unknown, WorkerFault>) => void;
}

/** A thread that has not begun by then never will: the caller gets a fault, and not silence. */
const longestStartMs = 60_000;

/** Of a thread's heap; it would take 48 for what lives as long as one page is read, and keep them. */
const youngMb = 12;

const entryUrl = new URL("./worker-entry.ts", import.meta.url);

/** Threads start when first needed, keep no process alive while idle, and are few: two unless told otherwise. */
export const createWorkerPool = (options: PoolOptions = {}): WorkerPool => {
  const threads = options.threads ?? 2;
  const memoryMb = options.memoryMb ?? 256;
  const idle: Worker[] = [];
  const queue: Waiting[] = [];
  const alive = new Set<Worker>();
  let closed = false;

  const start = (): Worker => {
    const resourceLimits = { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: youngMb };
    const worker = new Worker(entryUrl, { resourceLimits });
    alive.add(worker);
    return worker;
  };

  const next = (): void => {
    while (queue.length > 0 && (idle.length > 0 || alive.size < threads)) {
      const waiting = queue.shift();
      if (waiting === undefined) return;
      const worker = idle.pop() ?? start();
      void runOn(worker, waiting).then((isFit) => {
        if (isFit && !closed) idle.push(worker);
        else alive.delete(worker);
        next();
      });
    }
  };

  return {
    run: async <T>(moduleUrl: string, exportName: string, args: readonly unknown[], limits: WorkerLimits) => {
      if (closed) return err({ type: "closed", message: "The pool of threads is closed." });
      const { promise, resolve } = Promise.withResolvers<Result<unknown, WorkerFault>>();
      queue.push({ job: { moduleUrl, exportName, args }, timeoutMs: limits.timeoutMs, settle: resolve });
      next();
      return (await promise) as Result<T, WorkerFault>;
    },
    close: async () => {
      closed = true;
      for (const waiting of queue.splice(0)) waiting.settle(err({ type: "closed", message: "The run was stopped." }));
      await Promise.all([...alive].map((worker) => worker.terminate()));
    },
  };
};

/** @returns whether the thread may be used again. */
const runOn = async (worker: Worker, waiting: Waiting): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<Result<unknown, WorkerFault>>();
  let timer = setTimeout(() => resolve(err(unstarted)), longestStartMs);
  const onMessage = (reply: WorkerReply): void => {
    if ("started" in reply) {
      clearTimeout(timer);
      timer = setTimeout(() => resolve(err(timeoutFault(waiting.timeoutMs))), waiting.timeoutMs);
    } else resolve("value" in reply ? ok(reply.value) : err({ type: "threw", message: reply.error }));
  };
  const onError = (error: unknown): void => resolve(err(explainWorkerError(error)));
  const onExit = (): void => resolve(err({ type: "closed", message: "The thread ended before it was done." }));
  worker.on("message", onMessage).on("error", onError).on("exit", onExit);
  worker.ref();
  const refused = post(worker, waiting.job);
  const result = refused ?? (await promise);
  clearTimeout(timer);
  worker.off("message", onMessage).off("error", onError).off("exit", onExit);
  const isFit = result.ok || result.error.type === "threw";
  waiting.settle(result);
  if (isFit) worker.unref();
  else await endWorker(worker);
  return isFit;
};

/** Arguments that cannot be cloned (a function, say) are the caller's mistake and told as such. */
const post = (worker: Worker, job: WorkerJob): Result<unknown, WorkerFault> | undefined => {
  try {
    worker.postMessage(job);
    return undefined;
  } catch (error) {
    return err({ type: "threw", message: error instanceof Error ? error.message : "The arguments cannot be cloned." });
  }
};

const endWorker = async (worker: Worker): Promise<void> => {
  worker.on("error", () => undefined); // an error that comes while it is being ended was told already
  await worker.terminate();
};

const unstarted: WorkerFault = {
  type: "timeout",
  message: `Expected a thread to begin within ${longestStartMs / 1000} s but it did not and was stopped.`,
};

const timeoutFault = (timeoutMs: number): WorkerFault => ({
  type: "timeout",
  message: `Expected it to be done within ${timeoutMs} ms but it was still at work and was stopped.`,
});

const explainWorkerError = (error: unknown): WorkerFault => {
  if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY")
    return { type: "out_of_memory", message: "It needed more memory than it may have and was stopped." };
  return { type: "closed", message: error instanceof Error ? error.message.slice(0, 300) : "The thread failed." };
};
