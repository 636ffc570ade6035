/** The time, as an argument: what is handed a clock gives the same answer tomorrow. */

/** `now()` is RFC 3339 in UTC with whole seconds, such as `2026-02-05T18:00:00Z`. */
export interface Clock {
  readonly now: () => string;
}

const wholeSeconds = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;

/** To the millisecond: for what is told apart by when it began. */
export const momentNow = (): string => new Date().toISOString();

export const systemClock: Clock = { now: () => wholeSeconds(new Date()) };

/**
 * A clock that stands still, for `--as-of TIME` and for tests.
 *
 * @returns nothing when `time` is not an RFC 3339 date-time with a zone.
 */
export const fixedClock = (time: string): Clock | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i.test(time)) return undefined;
  const parsed = new Date(time);
  if (Number.isNaN(parsed.getTime())) return undefined;
  const stamp = wholeSeconds(parsed);
  return { now: () => stamp };
};
