/** Looks whether the desk can do its work: asks the store, the disk and the clock, at most once a second. */
import { setTimeout as sleep } from "node:timers/promises";
import { type FreeSpace, freeSpace } from "#outside/free-space.ts";
import type { Store } from "#store/index.ts";
import type { EditionPlan } from "#terms/config.ts";
import type { DeskState, Unready } from "#terms/desk-state.ts";
import { judgeReadiness } from "./steps/judge-readiness.ts";

export interface WatchedDesk {
  readonly store: Store;
  readonly editions: readonly EditionPlan[];
  readonly stateDir: string;
  readonly diskFloorBytes: number;
  /** Asks the disk; tests hand in a small one. */
  readonly space?: (folder: string) => Promise<FreeSpace | undefined>;
  readonly now?: () => Date;
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

const look = async (desk: WatchedDesk): Promise<Readiness> => {
  const { store, editions, stateDir, diskFloorBytes } = desk;
  const [state, space] = await Promise.all([
    within(answerLimitMs, store.operations.state()),
    (desk.space ?? freeSpace)(stateDir),
  ]);
  const now = desk.now?.() ?? new Date();
  const reasons = judgeReadiness({ state, space, diskFloorBytes, editions, now });
  return { reasons, ...(state === undefined ? {} : { state }), ...(space === undefined ? {} : { space }) };
};

export const watchDesk = (desk: WatchedDesk): ReadReadiness => {
  let seen: { readonly at: number; readonly readiness: Promise<Readiness> } | undefined;
  return () => {
    if (seen === undefined || performance.now() - seen.at > freshMs)
      seen = { at: performance.now(), readiness: look(desk) };
    return seen.readiness;
  };
};
