/** Looks whether the desk can do its work: asks the store, the disk and the clock, at most once a second. */
import { setTimeout as sleep } from "node:timers/promises";
import { type FreeSpace, freeSpace } from "#outside/free-space.ts";
import type { Store } from "#store/index.ts";
import type { EditionPlan } from "#terms/config.ts";
import type { DeskState, Unready } from "#terms/desk-state.ts";
import { judgeReadiness } from "./steps/judge-readiness.ts";
import { type ClockTools, machineClock, watchJumps } from "./watch-clock.ts";

export interface WatchedDesk {
  readonly store: Store;
  readonly editions: () => Promise<readonly EditionPlan[]>;
  readonly stateDir: string;
  readonly diskFloorBytes: number;
  /** Asks the disk; tests hand in a small one. */
  readonly space?: (folder: string) => Promise<FreeSpace | undefined>;
  /** The machine's clock; tests move their own. */
  readonly clock?: ClockTools;
}

export interface Readiness {
  /** None: ready. */
  readonly reasons: readonly Unready[];
  readonly state?: DeskState;
  readonly space?: FreeSpace;
}

export type ReadReadiness = () => Promise<Readiness>;

const answerLimitMs = 3_000;
const freshMs = 1_000;

const within = <T>(ms: number, work: Promise<T>): Promise<T | undefined> =>
  Promise.race([work.catch(() => undefined), sleep(ms, undefined, { ref: false })]);

/** How long it is told that the clock was moved: what was done meanwhile may bear a wrong time. */
const jumpToldMs = 10 * 60_000;

/** @returns how far the clock was moved of late; 0 when it was not */
const rememberJumps = (clock: ClockTools): (() => number) => {
  const jumped = watchJumps(clock);
  let last = { ms: 0, at: 0 };
  return () => {
    const ms = jumped();
    if (ms !== 0) last = { ms, at: clock.elapsedMs() };
    return clock.elapsedMs() - last.at < jumpToldMs ? last.ms : 0;
  };
};

const look = async (desk: WatchedDesk, clock: ClockTools, jumpMs: number): Promise<Readiness> => {
  const { store, stateDir, diskFloorBytes } = desk;
  const [state, space, editions = []] = await Promise.all([
    within(answerLimitMs, store.operations.state()),
    (desk.space ?? freeSpace)(stateDir),
    within(answerLimitMs, desk.editions()),
  ]);
  const reasons = judgeReadiness({ state, space, diskFloorBytes, editions, now: clock.now(), jumpMs });
  return { reasons, ...(state === undefined ? {} : { state }), ...(space === undefined ? {} : { space }) };
};

export const watchDesk = (desk: WatchedDesk): ReadReadiness => {
  const clock = desk.clock ?? machineClock;
  const jumpOfLate = rememberJumps(clock);
  let seen: { readonly at: number; readonly readiness: Promise<Readiness> } | undefined;
  return () => {
    if (seen === undefined || clock.elapsedMs() - seen.at > freshMs)
      seen = { at: clock.elapsedMs(), readiness: look(desk, clock, jumpOfLate()) };
    return seen.readiness;
  };
};
