/** The limits of wrong tries, as plainly as they can be said: the twin of the one that counts in the store. */
import { type Allowance, type AttemptLimiter, firstWaitMs, quietMs } from "../../src/pipeline/people/limit-attempts.ts";

interface Tried {
  readonly count: number;
  readonly openAtMs: number;
  readonly lastMs: number;
}

export const limitInMemory = (nowMs: () => number): AttemptLimiter => {
  const tried = new Map<string, Tried>();
  const look = (key: string): Tried | undefined => {
    const found = tried.get(key);
    return found === undefined || nowMs() - found.lastMs > quietMs ? undefined : found;
  };
  const count = (key: string, { free, longestWaitMs }: Allowance): void => {
    const tries = (look(key)?.count ?? 0) + 1;
    const wait = tries < free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(30, tries - free));
    tried.set(key, { count: tries, openAtMs: nowMs() + wait, lastMs: nowMs() });
  };
  return {
    take: async (watched) => {
      const wait = Math.max(0, ...watched.map(({ key }) => (look(key)?.openAtMs ?? 0) - nowMs()));
      if (wait === 0) for (const { key, allowance } of watched) count(key, allowance);
      return wait;
    },
    settle: async ({ forgiven = [], forgotten = [] }) => {
      for (const key of forgotten) tried.delete(key);
      for (const key of forgiven) {
        const found = look(key);
        if (found === undefined) continue;
        if (found.count <= 1) tried.delete(key);
        else tried.set(key, { ...found, count: found.count - 1, openAtMs: 0 });
      }
    },
    triesOf: async (key) => look(key)?.count ?? 0,
  };
};
