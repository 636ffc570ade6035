/**
 * Politeness: one request at a time per host with a gap between two, several hosts side by side, bounded.
 *
 * A waiting host holds no slot, so a slow one never keeps the others from going on. After three failures in a row
 * (time-out, no connection) a host is left alone for the rest of the run: a dead host with fifty pages costs three
 * time limits, not fifty. A host that says how long it wants to be left alone is left alone so long (RFC 9110, 10.2.3;
 * RFC 6585, 4): a short while is waited for, a long one closes the host.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { createSlots } from "./slots.ts";

export interface LaneLimits {
  readonly hostsAtOnce: number;
  /** Least time between the end of one request and the start of the next at the same host. */
  readonly gapMs: number;
  readonly failuresUntilClosed: number;
  /** Then a closed host is tried once more, and is closed again by one failure. Default ten minutes. */
  readonly closedForMs?: number;
  /** Milliseconds that never go back; tests hand in their own. */
  readonly elapsedMs?: () => number;
}

interface Lane {
  tail: Promise<void>;
  freeAtMs: number;
  failures: number;
  /** Tasks in their turn or waiting for it. */
  running: number;
  failedAtMs: number;
  /** Until then it asked to be left alone. */
  heldUntilMs: number;
  /** Times in a row that it asked for it. */
  holds: number;
}

/** So long is waited; who asks to be left alone for longer gives nothing meanwhile. */
const longestWaitMs = 10_000;
/** A host that asks for a year is asked again tomorrow. */
const longestHoldMs = 24 * 3_600_000;

const usualClosedForMs = 600_000;
/** Hosts remembered; a desk works for months, and a feed can name hosts without end. */
const mostLanes = 10_000;

export interface HostLanes {
  /** Runs the task when its turn comes. `gapMs` may widen the gap for this host (its crawl delay). */
  readonly run: <T>(host: string, gapMs: number, task: () => Promise<T>) => Promise<T>;
  readonly isClosed: (host: string) => boolean;
  readonly report: (host: string, answered: boolean) => void;
  /** The host asks to be left alone for so long; absent: it answers without asking for it. */
  readonly hold: (host: string, ms: number | undefined) => void;
  /** Milliseconds for which it still wants to be left alone. */
  readonly heldMs: (host: string) => number;
}

export const createHostLanes = (limits: LaneLimits): HostLanes => {
  const lanes = new Map<string, Lane>();
  const slots = createSlots(limits.hostsAtOnce);
  const elapsedMs = limits.elapsedMs ?? (() => performance.now());
  const closedForMs = limits.closedForMs ?? usualClosedForMs;

  /** Those that nobody waits for and nothing is held against. */
  const forgetIdle = (): void => {
    for (const [host, lane] of lanes)
      if (
        lane.running === 0 &&
        lane.heldUntilMs < elapsedMs() &&
        (lane.failures === 0 || elapsedMs() - lane.failedAtMs > closedForMs)
      )
        lanes.delete(host);
  };

  const laneOf = (host: string): Lane => {
    const known = lanes.get(host);
    if (known !== undefined) return known;
    const lane: Lane = {
      tail: Promise.resolve(),
      freeAtMs: 0,
      failures: 0,
      failedAtMs: 0,
      heldUntilMs: 0,
      holds: 0,
      running: 0,
    };
    if (lanes.size >= mostLanes) forgetIdle();
    lanes.set(host, lane);
    return lane;
  };

  const run = async <T>(host: string, gapMs: number, task: () => Promise<T>): Promise<T> => {
    const lane = laneOf(host);
    lane.running += 1;
    const before = lane.tail;
    const turn = Promise.withResolvers<void>();
    lane.tail = turn.promise;
    await before;
    try {
      const waitMs = lane.freeAtMs + Math.max(gapMs, limits.gapMs) - performance.now();
      if (lane.freeAtMs > 0 && waitMs > 0) await sleep(waitMs);
      const heldMs = lane.heldUntilMs - elapsedMs();
      if (heldMs > 0 && heldMs <= longestWaitMs) await sleep(Math.ceil(heldMs) + 1); // a timer may fire a moment early
      return await slots.within(task);
    } finally {
      lane.freeAtMs = performance.now();
      lane.running -= 1;
      turn.resolve();
    }
  };

  return {
    run,
    isClosed: (host) => {
      const { failures, failedAtMs } = laneOf(host);
      return failures >= limits.failuresUntilClosed && elapsedMs() - failedAtMs < closedForMs;
    },
    report: (host, answered) => {
      const lane = laneOf(host);
      lane.failures = answered ? 0 : lane.failures + 1;
      if (!answered) lane.failedAtMs = elapsedMs();
    },
    hold: (host, ms) => {
      const lane = laneOf(host);
      lane.holds = ms === undefined ? 0 : lane.holds + 1;
      if (ms === undefined) return;
      // One that asks again and again would be waited for as often as it has pages.
      const leastMs = lane.holds < limits.failuresUntilClosed ? 0 : closedForMs;
      lane.heldUntilMs = Math.max(lane.heldUntilMs, elapsedMs() + Math.min(Math.max(ms, leastMs), longestHoldMs));
    },
    heldMs: (host) => Math.max(0, laneOf(host).heldUntilMs - elapsedMs()),
  };
};
