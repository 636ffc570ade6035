/**
 * When a person's last shift ended, from what they did alone: nothing is recorded of when they merely looked.
 *
 * A handover note ends a shift. So does a rest: four hours without an act, longer than a break and shorter than a night.
 */
export interface ShiftAct {
  /** RFC 3339, UTC. */
  readonly at: string;
  /** A handover note. */
  readonly ends: boolean;
}

const restMs = 4 * 3_600_000;

export interface Shift {
  /** The end of the one before; absent when there was none. */
  readonly since?: string;
  /** The first act of the present one; absent before it. */
  readonly startedAt?: string;
}

/** @param acts of one person, in any order */
export const lastShift = (acts: readonly ShiftAct[], now: string): Shift => {
  const newestFirst = acts
    .filter(({ at }) => at <= now)
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : Number(b.ends) - Number(a.ends)));
  let next = now;
  let startedAt: string | undefined;
  for (const { at, ends } of newestFirst) {
    if (ends || Date.parse(next) - Date.parse(at) >= restMs)
      return { since: at, ...(startedAt === undefined ? {} : { startedAt }) };
    next = at;
    startedAt = at;
  }
  return startedAt === undefined ? {} : { startedAt };
};
