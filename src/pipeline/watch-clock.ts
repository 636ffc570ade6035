/** Notices that the machine's clock was moved: its time and the time that only runs forward drift apart. */
import { setTimeout as sleep } from "node:timers/promises";

export interface ClockTools {
  readonly now: () => Date;
  /** Milliseconds that never go back. */
  readonly elapsedMs: () => number;
}

export const machineClock: ClockTools = { now: () => new Date(), elapsedMs: () => performance.now() };

/** Less is put right by a time service every day. */
const leastJumpMs = 30_000;

/** @returns how far the clock was moved since it was asked before; 0 when it was not */
export const watchJumps = ({ now, elapsedMs }: ClockTools): (() => number) => {
  let [wall, run] = [now().getTime(), elapsedMs()];
  return () => {
    const [wallNow, runNow] = [now().getTime(), elapsedMs()];
    const jumpMs = wallNow - wall - (runNow - run);
    [wall, run] = [wallNow, runNow];
    return Math.abs(jumpMs) < leastJumpMs ? 0 : Math.round(jumpMs);
  };
};

/** Asks every so often until it is stopped. */
export const everyInterval = (ms: number, act: () => Promise<void>): (() => Promise<void>) => {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await sleep(ms, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
      if (!stopping.signal.aborted) await act().catch(() => undefined);
    }
  })();
  return async () => {
    stopping.abort();
    await running;
  };
};
