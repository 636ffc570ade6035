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
const cronOf = ({ at, timeZone }: Timing): Cron => new Cron(at, { timezone: timeZone, paused: true });

/** @throws when `at` is no crontab's time */
export const nextTime = (timing: Timing, after: Date): Date | undefined => cronOf(timing).nextRun(after) ?? undefined;

/** One after the other, for as long as they are asked for. @throws when `at` is no crontab's time */
export function* timesAfter(timing: Timing, after: Date): Generator<Date, undefined> {
  const cron = cronOf(timing);
  for (let time = cron.nextRun(after); time !== null; time = cron.nextRun(time)) yield time;
}

/** @throws when `at` is no crontab's time */
export const lastTime = (timing: Timing, before: Date): Date | undefined => cronOf(timing).previousRuns(1, before)[0];

/** @returns what was expected instead; nothing for a time that comes */
export const whyNoTime = (timing: Timing, now: Date): string | undefined => {
  try {
    return nextTime(timing, now) === undefined ? "a time that comes" : undefined;
  } catch {
    return "five fields of a crontab, like 0 6 * * *";
  }
};
