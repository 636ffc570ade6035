/**
 * Times as a crontab says them, in a time zone of their own. A time of day that is left out when clocks go forward comes as
 * they do; one that comes twice when they go back counts once.
 */
import { Cron } from "croner";

export interface Timing {
  /** Five fields: minute, hour, day, month, weekday. */
  readonly at: string;
  readonly timeZone: string;
}

/** @throws when `at` is no crontab's time */
export const nextTime = ({ at, timeZone }: Timing, after: Date): Date | undefined =>
  new Cron(at, { timezone: timeZone, paused: true }).nextRun(after) ?? undefined;

/** @returns what was expected instead; nothing for a time that comes */
export const whyNoTime = (timing: Timing, now: Date): string | undefined => {
  try {
    return nextTime(timing, now) === undefined ? "a time that comes" : undefined;
  } catch {
    return "five fields of a crontab, like 0 6 * * *";
  }
};
