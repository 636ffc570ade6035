/**
 * Politeness: one request at a time per host with a gap between two, several hosts side by side, bounded.
 *
 * A waiting host holds no slot, so a slow one never keeps the others from going on. After three failures in a row
 * (time-out, no connection) a host is left alone for the rest of the run: a dead host with fifty pages costs three
 * time limits, not fifty.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createSlots } from "./slots.ts";

export interface LaneLimits {
  readonly hostsAtOnce: number;
  /** Least time between the end of one request and the start of the next at the same host. */
  readonly gapMs: number;
  readonly failuresUntilClosed: number;
}

interface Lane {
  tail: Promise<void>;
  freeAtMs: number;
  failures: number;
}

export interface HostLanes {
  /** Runs the task when its turn comes. `gapMs` may widen the gap for this host (its crawl delay). */
  readonly run: <T>(host: string, gapMs: number, task: () => Promise<T>) => Promise<T>;
  readonly isClosed: (host: string) => boolean;
  readonly report: (host: string, answered: boolean) => void;
}

export const createHostLanes = (limits: LaneLimits): HostLanes => {
  const lanes = new Map<string, Lane>();
  const slots = createSlots(limits.hostsAtOnce);

  const laneOf = (host: string): Lane => {
    const known = lanes.get(host);
    if (known !== undefined) return known;
    const lane: Lane = { tail: Promise.resolve(), freeAtMs: 0, failures: 0 };
    lanes.set(host, lane);
    return lane;
  };

  const run = async <T>(host: string, gapMs: number, task: () => Promise<T>): Promise<T> => {
    const lane = laneOf(host);
    const before = lane.tail;
    const turn = Promise.withResolvers<void>();
    lane.tail = turn.promise;
    await before;
    try {
      const waitMs = lane.freeAtMs + Math.max(gapMs, limits.gapMs) - performance.now();
      if (lane.freeAtMs > 0 && waitMs > 0) await sleep(waitMs);
      return await slots.within(task);
    } finally {
      lane.freeAtMs = performance.now();
      turn.resolve();
    }
  };

  return {
    run,
    isClosed: (host) => laneOf(host).failures >= limits.failuresUntilClosed,
    report: (host, answered) => {
      const lane = laneOf(host);
      lane.failures = answered ? 0 : lane.failures + 1;
    },
  };
};
