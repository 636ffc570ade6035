/** Deadlines of actions: the source's own date when at most 14 days away, else working days after the edition. */
import { longDay } from "../tell/print-date.ts";

const dayMs = 86_400_000;
const isoOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** N working days after a day (Monday to Friday; public holidays are the reader's to know). */
const workingDaysAfter = (iso: string, days: number): string => {
  let time = Date.parse(`${iso.slice(0, 10)}T00:00:00Z`);
  let left = days;
  while (left > 0) {
    time += dayMs;
    const weekday = new Date(time).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return isoOf(time);
};

/** "Friday 6 February, 12:00 UTC" from a rule's `due|wd1 12:00`. */
export const printDeadline = (by: string, asOf: string, due: string | undefined): string => {
  const [rule = "wd2", hour] = by.split(" ");
  const days = Number(/wd([1-9])/.exec(rule)?.[1] ?? 2);
  const dueInReach =
    due !== undefined &&
    Date.parse(due) >= Date.parse(asOf.slice(0, 10)) &&
    Date.parse(due) - Date.parse(asOf.slice(0, 10)) <= 14 * dayMs;
  const day = rule.startsWith("due") && dueInReach ? due : workingDaysAfter(asOf, days);
  return `${longDay(day)}${hour === undefined ? "" : `, ${hour} UTC`}`;
};
