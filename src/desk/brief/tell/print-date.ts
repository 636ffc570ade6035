/**
 * Dates in house style: "Tuesday 3 February". A year is printed only where the passage prints it; a weekday in the
 * passage is resolved and both are printed; relative words never survive.
 */
import type { DateMention } from "#terms/mention.ts";

const months = "January February March April May June July August September October November December".split(" ");
const weekdays = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const weekdayWord = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i;

const partsOf = (iso: string): { year: number; month: number; day: number } => ({
  year: Number(iso.slice(0, 4)),
  month: Number(iso.slice(5, 7)),
  day: Number(iso.slice(8, 10)),
});

const weekdayOf = (iso: string): string => {
  const { year, month, day } = partsOf(iso);
  return weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? "";
};

/** "Tuesday 3 February 2026" from an ISO day. */
export const longDay = (iso: string, withYear = false, withWeekday = true): string => {
  const { year, month, day } = partsOf(iso);
  const core = `${day} ${months[month - 1]}`;
  return `${withWeekday ? `${weekdayOf(iso)} ` : ""}${core}${withYear ? ` ${year}` : ""}`;
};

/**
 * The words that replace a date mention, without its preposition.
 *
 * @returns undefined when the mention cannot be printed truthfully (relative words, a weekday that does not fit).
 */
export const printDate = (date: DateMention): string | undefined => {
  if (date.weekdayConflict === true) return undefined;
  const hasYear = /\b(?:19|20)\d\d\b/.test(date.surface);
  if (date.precision === "day") {
    if (date.basis === "relative") return undefined;
    return longDay(date.from, hasYear, weekdayWord.test(date.surface));
  }
  if (date.basis === "relative" || date.basis === "weekday") return undefined;
  return date.surface;
};
