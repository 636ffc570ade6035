/**
 * Turns a draft into a date: first and last day, TIMEX3 value, what it was resolved by.
 *
 * Dates without a year take the year that puts them last before the publication (some weeks' grace for what is about to
 * happen), or first after it when the words point forward. Weekdays and relative words likewise. Without a publication
 * date such drafts stay unresolved and give nothing.
 */
import type { DateMention, DatePrecision } from "#terms/mention.ts";
import {
  addMonths,
  type Day,
  dayNumber,
  daysInMonth,
  fromDayNumber,
  isoDay,
  isRealDay,
  pad,
  weekdayOf,
} from "./calendar.ts";
import type { DateDraft, Fields, Part } from "./draft.ts";

export interface Resolved {
  readonly precision: DatePrecision;
  readonly from: string;
  readonly to: string;
  readonly timex: string;
  readonly basis: DateMention["basis"];
  readonly weekdayConflict?: boolean;
}

const lastDayOf = (year: number, month: number): Day => ({ year, month, day: daysInMonth(year, month) });

const partOfMonth = (year: number, month: number, part: Part | undefined): { from: Day; to: Day } => {
  const last = daysInMonth(year, month);
  if (part === "early") return { from: { year, month, day: 1 }, to: { year, month, day: 10 } };
  if (part === "mid") return { from: { year, month, day: 11 }, to: { year, month, day: 20 } };
  return { from: { year, month, day: part === "late" ? 21 : 1 }, to: { year, month, day: last } };
};

const partOfYear = (year: number, part: Part | undefined): { from: Day; to: Day } => {
  const first = part === "mid" ? 5 : part === "late" ? 9 : 1;
  const last = part === "early" ? 4 : part === "mid" ? 8 : 12;
  return { from: { year, month: first, day: 1 }, to: lastDayOf(year, last) };
};

const span = (precision: DatePrecision, from: Day, to: Day, timex: string, basis: DateMention["basis"]): Resolved => ({
  precision,
  from: isoDay(from),
  to: isoDay(to),
  timex,
  basis,
});

const monthTimex = (year: number, month: number): string => `${pad(year, 4)}-${pad(month)}`;

/** Year for a date without one. */
const chooseYear = (fields: Fields, published: Day, forward: boolean): number | undefined => {
  const { month = 1, day } = fields;
  const now = dayNumber(published);
  const at = (year: number): number | undefined => {
    const real = day ?? (forward ? daysInMonth(year, month) : 1);
    return isRealDay(year, month, real) ? dayNumber({ year, month, day: real }) : undefined;
  };
  const years = forward
    ? [published.year, published.year + 1, published.year - 1]
    : [published.year + 1, published.year, published.year - 1];
  const fits = (number: number): boolean =>
    forward ? number >= now - 1 : number <= now + (day === undefined ? 7 : 30);
  // "until 2 December", written in February, is the December gone: a date ahead is at most half a year away.
  if (
    forward &&
    !years.some((year) => {
      const number = at(year);
      return number !== undefined && number >= now - 1 && number - now <= 200;
    })
  )
    return chooseYear(fields, published, false);
  for (const year of years) {
    const number = at(year);
    if (number !== undefined && fits(number) && Math.abs(number - now) < 370) return year;
  }
  return published.year;
};

const absolute = (draft: DateDraft, year: number, basis: DateMention["basis"]): Resolved => {
  const { month, day, last } = draft;
  if (draft.quarter !== undefined) {
    const first = draft.quarter * 3 - 2;
    return span(
      "quarter",
      { year, month: first, day: 1 },
      lastDayOf(year, first + 2),
      `${year}-Q${draft.quarter}`,
      basis,
    );
  }
  if (draft.half !== undefined) {
    const first = draft.half === 1 ? 1 : 7;
    return span("half", { year, month: first, day: 1 }, lastDayOf(year, first + 5), `${year}-H${draft.half}`, basis);
  }
  if (draft.season !== undefined) {
    const end = addMonths(year, draft.season, 2);
    const code = { 3: "SP", 6: "SU", 9: "FA", 12: "WI" }[draft.season] ?? "SU";
    return span(
      "quarter",
      { year, month: draft.season, day: 1 },
      lastDayOf(end.year, end.month),
      `${year}-${code}`,
      basis,
    );
  }
  if (month === undefined) {
    const { from, to } = partOfYear(year, draft.part);
    if (last?.year !== undefined)
      return span("year", from, { year: last.year, month: 12, day: 31 }, `${year}/${last.year}`, basis);
    return span("year", from, to, pad(year, 4), basis);
  }
  if (day === undefined) {
    const { from, to } = partOfMonth(year, month, draft.part);
    const timex = monthTimex(year, month);
    if (last?.month === undefined) return span("month", from, to, timex, basis);
    // "November–January 2026": the year belongs to the later month.
    const startYear = last.month < month && draft.year !== undefined ? year - 1 : year;
    const endYear = last.month < month ? startYear + 1 : year;
    return span(
      "month",
      { year: startYear, month, day: 1 },
      lastDayOf(endYear, last.month),
      `${monthTimex(startYear, month)}/${monthTimex(endYear, last.month)}`,
      basis,
    );
  }
  const from = { year, month, day };
  const to = last?.day === undefined ? from : { year, month: last.month ?? month, day: last.day };
  const timex = last?.day === undefined ? isoDay(from) : `${isoDay(from)}/${isoDay(to)}`;
  return span("day", from, to, timex, basis);
};

const withClock = (draft: DateDraft, resolved: Resolved): Resolved => {
  if (!draft.clock || draft.day === undefined) return resolved;
  const { hour, minute, zone } = draft.clock;
  const time = Date.parse(`${resolved.from}T${pad(hour)}:${pad(minute)}:00Z`) - zone * 60_000;
  const iso = `${new Date(time).toISOString().slice(0, 19)}Z`;
  return {
    ...resolved,
    precision: "minute",
    from: iso,
    to: iso,
    timex: `${resolved.from}T${pad(hour)}:${pad(minute)}`,
  };
};

const isoWeek = (monday: number): string => {
  const thursday = fromDayNumber(monday + 3);
  const first = dayNumber({ year: thursday.year, month: 1, day: 1 });
  return `${thursday.year}-W${pad(Math.floor((monday + 3 - first) / 7) + 1)}`;
};

const relative = (draft: DateDraft, published: Day): Resolved | undefined => {
  const { relative: move } = draft;
  if (!move) return undefined;
  const { unit, offset } = move;
  const now = dayNumber(published);
  if (unit === "day") {
    const day = fromDayNumber(now + offset);
    return span("day", day, day, isoDay(day), "relative");
  }
  if (unit === "week") {
    const monday = now - ((weekdayOf(now) + 6) % 7) + offset * 7;
    return span("week", fromDayNumber(monday), fromDayNumber(monday + 6), isoWeek(monday), "relative");
  }
  if (unit === "month") {
    const { year, month } = addMonths(published.year, published.month, offset);
    return absolute({ start: 0, end: 0, year, month, ...(draft.part ? { part: draft.part } : {}) }, year, "relative");
  }
  if (unit === "quarter") {
    const index = Math.floor((published.month - 1) / 3) + offset;
    const year = published.year + Math.floor(index / 4);
    return absolute({ start: 0, end: 0, quarter: (((index % 4) + 4) % 4) + 1 }, year, "relative");
  }
  const { relative: _, ...rest } = draft;
  return absolute(rest, published.year + offset, "relative");
};

const weekdayOnly = (draft: DateDraft, published: Day): Resolved => {
  const now = dayNumber(published);
  const wanted = draft.weekday ?? 0;
  const back = (weekdayOf(now) - wanted + 7) % 7;
  const number = draft.forward
    ? now + ((7 - back) % 7 || (draft.strict ? 7 : 0))
    : now - (back === 0 && draft.strict ? 7 : back);
  const day = fromDayNumber(number);
  return span("day", day, day, isoDay(day), "weekday");
};

const checkWeekday = (draft: DateDraft, resolved: Resolved): Resolved => {
  if (draft.weekday === undefined || draft.day === undefined) return resolved;
  const [year = 0, month = 1, day = 1] = resolved.from.slice(0, 10).split("-").map(Number);
  return weekdayOf(dayNumber({ year, month, day })) === draft.weekday
    ? resolved
    : { ...resolved, weekdayConflict: true };
};

/** A yearless date beside a weekday takes the year in which they agree, when one of the three near years does. */
const yearByWeekday = (draft: DateDraft, published: Day, fallback: number | undefined): number | undefined => {
  const { weekday, month, day } = draft;
  if (weekday === undefined || month === undefined || day === undefined || fallback === undefined) return fallback;
  const agrees = (year: number): boolean =>
    isRealDay(year, month, day) && weekdayOf(dayNumber({ year, month, day })) === weekday;
  if (agrees(fallback)) return fallback;
  // Close to the publication a weekday that does not fit is a slip of the writer, not another year.
  const away = Math.abs(dayNumber({ year: fallback, month, day }) - dayNumber(published));
  if (isRealDay(fallback, month, day) && away <= 60) return fallback;
  return [published.year, published.year - 1].find(agrees) ?? fallback;
};

/** Resolves a draft; undefined when it cannot be (no publication date, no such day). */
export const resolve = (draft: DateDraft, published: Day | undefined, nearYear?: number): Resolved | undefined => {
  if (draft.relative) return published ? relative(draft, published) : undefined;
  if (draft.weekday !== undefined && draft.month === undefined)
    return published ? weekdayOnly(draft, published) : undefined;
  if (draft.year !== undefined) return checkWeekday(draft, withClock(draft, absolute(draft, draft.year, "absolute")));
  const year =
    nearYear ??
    (published ? yearByWeekday(draft, published, chooseYear(draft, published, draft.forward === true)) : undefined);
  if (
    year === undefined ||
    (draft.month !== undefined && draft.day !== undefined && !isRealDay(year, draft.month, draft.day))
  )
    return undefined;
  return checkWeekday(draft, withClock(draft, absolute(draft, year, "yearless")));
};
