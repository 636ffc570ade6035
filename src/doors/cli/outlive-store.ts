/**
 * What works for months outlives its store: while the server is away nothing else may hold the process (every connection is
 * gone, and what waits for it to be back holds nothing), and the queue's library drops promises that fail with it.
 */
import type { Log } from "#outside/log.ts";
import { findTrouble } from "#store/index.ts";

const hourMs = 3_600_000;

/** @returns how to let the process end again */
export const outliveStore = (log: Log): (() => void) => {
  const onDropped = (cause: unknown): void => {
    if (findTrouble(cause) === undefined) throw cause;
    log.warn("store.work_lost", { because: "What was begun is taken up again when the store is back." }, cause);
  };
  process.on("unhandledRejection", onDropped);
  const held = setInterval(() => undefined, hourMs);
  return () => {
    clearInterval(held);
    process.off("unhandledRejection", onDropped);
  };
};
