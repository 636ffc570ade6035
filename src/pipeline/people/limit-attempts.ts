/**
 * How often somebody may be wrong. Each key (a login, an address, a known browser) has some tries for nothing; after
 * them each further try makes it wait twice as long as the one before, up to a limit.
 *
 * A try is counted before it is judged, so that a thousand at once are no more than a thousand one by one. What is
 * waiting is not judged at all, and does not wait longer for having asked. Held in memory, for so many keys: the one
 * that was quiet longest is forgotten first.
 */

export interface Allowance {
  readonly free: number;
  readonly longestWaitMs: number;
}

interface Tried {
  readonly count: number;
  readonly openAtMs: number;
  readonly lastMs: number;
}

export interface AttemptLimiter {
  /** @returns how long to wait from now, in ms; 0: now */
  readonly waitOf: (key: string) => number;
  readonly count: (key: string, allowance: Allowance) => void;
  /** One try less: it was right. */
  readonly forgive: (key: string) => void;
  /** Starts anew: whoever it is about has shown that it is them. */
  readonly forget: (key: string) => void;
  readonly triesOf: (key: string) => number;
}

const firstWaitMs = 1_000;
/** Wrong tries of a day ago say nothing about now. */
const quietMs = 24 * 60 * 60 * 1000;

export const createLimiter = (nowMs: () => number, mostKeys = 50_000): AttemptLimiter => {
  const tried = new Map<string, Tried>();
  const look = (key: string): Tried | undefined => {
    const found = tried.get(key);
    return found === undefined || nowMs() - found.lastMs > quietMs ? undefined : found;
  };
  const keep = (key: string, value: Tried): void => {
    tried.delete(key);
    tried.set(key, value);
    const [oldest] = tried.keys();
    if (tried.size > mostKeys && oldest !== undefined) tried.delete(oldest);
  };
  return {
    waitOf: (key) => Math.max(0, (look(key)?.openAtMs ?? 0) - nowMs()),
    count: (key, { free, longestWaitMs }) => {
      const count = (look(key)?.count ?? 0) + 1;
      const wait = count < free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(30, count - free));
      keep(key, { count, openAtMs: nowMs() + wait, lastMs: nowMs() });
    },
    forgive: (key) => {
      const found = look(key);
      if (found === undefined) return;
      if (found.count <= 1) tried.delete(key);
      else tried.set(key, { ...found, count: found.count - 1, openAtMs: 0 });
    },
    forget: (key) => void tried.delete(key),
    triesOf: (key) => look(key)?.count ?? 0,
  };
};
