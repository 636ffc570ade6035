/**
 * How often somebody may be wrong. Each key (a login, an address, a known browser) has some tries for nothing; after
 * them each further try makes it wait twice as long as the one before, up to a limit.
 *
 * A try is counted before it is judged, so that a thousand at once are no more than a thousand one by one, also when they
 * come by several processes: the counts stand in the store. What is waiting is not judged at all, and does not wait longer
 * for having asked. So many keys are held: those that were quiet longest are forgotten first.
 */
import { sha256Hex } from "#kit/hash.ts";
import type { PeopleStore } from "#store/index.ts";

export interface Allowance {
  readonly free: number;
  readonly longestWaitMs: number;
}

export interface Watched {
  readonly key: string;
  readonly allowance: Allowance;
}

export interface AttemptLimiter {
  /** Counts a try for each, unless one has to wait. @returns how long to wait from now, in ms; 0: it may be judged */
  readonly take: (watched: readonly Watched[]) => Promise<number>;
  /** It was right: `forgiven` has one try less, `forgotten` starts anew, for who it is about has shown that it is them. */
  readonly settle: (right: {
    readonly forgiven?: readonly string[];
    readonly forgotten?: readonly string[];
  }) => Promise<void>;
  readonly triesOf: (key: string) => Promise<number>;
}

export const firstWaitMs = 1_000;
/** Wrong tries of a day ago say nothing about now. */
export const quietMs = 24 * 60 * 60 * 1000;
const mostKeys = 50_000;
/** How many tries come between two looks at what may be forgotten. */
const dropEvery = 256;

/** Addresses and logins are not written down. */
const hashOf = (key: string): string => sha256Hex(`attempt ${key}`);

export const createLimiter = (
  store: Pick<PeopleStore, "takeAttempt" | "settleAttempts" | "readTries" | "dropAttempts">,
  nowMs: () => number,
  most = mostKeys,
): AttemptLimiter => {
  let taken = 0;
  return {
    take: async (watched) => {
      if (taken % dropEvery === 0) await store.dropAttempts(most, { nowMs: nowMs(), quietMs });
      taken += 1;
      const keys = watched.map(({ key, allowance }) => ({ key: hashOf(key), ...allowance }));
      return store.takeAttempt(keys, { nowMs: nowMs(), quietMs, firstWaitMs });
    },
    settle: ({ forgiven = [], forgotten = [] }) =>
      store.settleAttempts(
        { forgiven: forgiven.map(hashOf), forgotten: forgotten.map(hashOf) },
        { nowMs: nowMs(), quietMs },
      ),
    triesOf: (key) => store.readTries(hashOf(key), { nowMs: nowMs(), quietMs }),
  };
};
