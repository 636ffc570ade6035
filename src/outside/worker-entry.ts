/** The thread's side of `run-in-worker.ts`: loads the named function, calls it, and moves the bytes back. */
import { parentPort } from "node:worker_threads";
import type { WorkerJob, WorkerReply } from "./run-in-worker.ts";

const port = parentPort;

const loadFunction = async (job: WorkerJob): Promise<(...args: readonly unknown[]) => unknown> => {
  const loaded: Record<string, unknown> = await import(job.moduleUrl);
  const found = Object.hasOwn(loaded, job.exportName) ? loaded[job.exportName] : undefined;
  if (typeof found !== "function") throw new Error(`Expected ${job.exportName} to be an exported function.`);
  return found as (...args: readonly unknown[]) => unknown;
};

/** Buffers of the result, or of its direct fields, that nothing else shares. Node's pooled buffers are left out. */
const ownedBuffers = (value: unknown): ArrayBuffer[] => {
  const candidates = typeof value === "object" && value !== null ? [value, ...Object.values(value).slice(0, 100)] : [];
  const buffers = candidates
    .filter((candidate) => candidate instanceof Uint8Array)
    .filter((bytes) => bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer)
    .map((bytes) => bytes.buffer as ArrayBuffer);
  return [...new Set(buffers)].filter((buffer) => buffer.byteLength > 64 * 1024);
};

const describeError = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : "It threw something that is no error.";

const answer = async (job: WorkerJob): Promise<void> => {
  try {
    const run = await loadFunction(job);
    port?.postMessage({ started: true } satisfies WorkerReply);
    const value = await run(...job.args);
    port?.postMessage({ value } satisfies WorkerReply, ownedBuffers(value));
  } catch (error) {
    port?.postMessage({ error: describeError(error) } satisfies WorkerReply);
  }
};

port?.on("message", (job: WorkerJob) => void answer(job));
