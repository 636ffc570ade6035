/** Dates as they are written, as precise as they are written. Nothing is guessed; resolving happens when comparing. */
import { ordinals } from "#kit/text/number-words.ts";
import type { RawToken } from "./scan-chunks.ts";
import type { DateValue } from "./token.ts";
import { months, weekdays } from "./words/function-words.ts";

interface Found {
  readonly value: DateValue;
  readonly next: number;
}

const lower = (raw: readonly RawToken[], at: number): string => raw[at]?.folded.toLowerCase().replace(/\.$/, "") ?? "";

const monthAt = (raw: readonly RawToken[], at: number): number | undefined => {
  const token = raw[at];
  if (token?.kind !== "word") return undefined;
  const word = lower(raw, at);
  // "may", "march", "mar", "sep" are months only with a capital; "May" beside no figure is left to the caller.
  return /^\p{Lu}/u.test(token.text) || !/^(?:may|march|mar|mai)$/.test(word) ? months[word] : undefined;
};

const dayAt = (raw: readonly RawToken[], at: number): number | undefined => {
  const match = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(lower(raw, at));
  const day = match === null ? ordinals[lower(raw, at)] : Number(match[1]);
  return day !== undefined && day >= 1 && day <= 31 ? day : undefined;
};

const yearAt = (raw: readonly RawToken[], at: number): number | undefined => {
  const match = /^(?:19|20)\d{2}$/.exec(raw[at]?.folded ?? "");
  return match === null ? undefined : Number(match[0]);
};

const skipMark = (raw: readonly RawToken[], at: number, marks: string): number =>
  raw[at]?.kind === "mark" && marks.includes(raw[at]?.text ?? "") ? at + 1 : at;

const withYear = (raw: readonly RawToken[], at: number, value: DateValue): Found => {
  let next = skipMark(raw, at, ",.");
  if (lower(raw, next) === "of" || lower(raw, next) === "in") next += 1;
  const year = yearAt(raw, next);
  return year === undefined ? { value, next: at } : { value: { ...value, year }, next: next + 1 };
};

const numeric = (folded: string): DateValue | undefined => {
  const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?(?:T.*)?$/.exec(folded);
  if (iso !== null) {
    const [year, month, day] = [Number(iso[1]), Number(iso[2]), iso[3]];
    if (month < 1 || month > 12) return undefined;
    return { year, month, ...(day === undefined ? {} : { day: Number(day) }) };
  }
  if (/^\d{1,2}\.\d{1,2}\.(?!(?:19|20)\d{2}$)/.test(folded)) return undefined;
  const parts = /^(\d{1,4})[./-](\d{1,2})[./-](\d{2,4})$/.exec(folded);
  if (parts === null) return undefined;
  const [first, second, third] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (first > 1000) return second <= 12 && third <= 31 ? { year: first, month: second, day: third } : undefined;
  const year = third < 100 ? 2000 + third : third;
  if (first > 12 && first <= 31 && second <= 12) return { year, month: second, day: first };
  if (second > 12 && second <= 31 && first <= 12) return { year, month: first, day: second };
  return first <= 12 && second <= 12 ? { year, month: first, day: second, swapped: true } : undefined;
};

const readMonth = (raw: readonly RawToken[], at: number): Found | undefined => {
  const month = monthAt(raw, at);
  if (month === undefined) return undefined;
  const afterMonth = skipMark(raw, at + 1, ".");
  const day = dayAt(raw, afterMonth);
  const dayNext = lower(raw, afterMonth + 1);
  if (day !== undefined && dayNext !== "%") return withYear(raw, afterMonth + 1, { month, day });
  const found = withYear(raw, at + 1, { month });
  // A bare "May" may open a question or a wish; without figure or preposition it is no date.
  if (found.value.year === undefined && lower(raw, at) === "may") {
    const before = lower(raw, at - 1);
    if (!/^(?:in|of|since|until|by|during|early|late|mid|and|to|from|last|this|next)$/.test(before)) return undefined;
  }
  return found;
};

const readDayFirst = (raw: readonly RawToken[], at: number): Found | undefined => {
  const day = dayAt(raw, at);
  if (day === undefined) return undefined;
  let next = skipMark(raw, at + 1, ".-");
  if (lower(raw, next) === "of") next += 1;
  const month = monthAt(raw, next);
  return month === undefined ? undefined : withYear(raw, next + 1, { month, day });
};

const quarters: Readonly<Record<string, number>> = { q1: 1, q2: 2, q3: 3, q4: 4 };

const readQuarter = (raw: readonly RawToken[], at: number): Found | undefined => {
  const named = quarters[lower(raw, at)];
  if (named !== undefined) return withYear(raw, at + 1, { quarter: named });
  const ordinal = ordinals[lower(raw, at)];
  if (ordinal === undefined || ordinal > 4 || lower(raw, at + 1) !== "quarter") return undefined;
  return withYear(raw, at + 2, { quarter: ordinal });
};

const relative: Readonly<Record<string, number>> = { today: 0, yesterday: -1, tomorrow: 1 };

const readWeekday = (raw: readonly RawToken[], at: number): Found | undefined => {
  const weekday = /^\p{Lu}/u.test(raw[at]?.text ?? "") ? weekdays[lower(raw, at)] : undefined;
  if (weekday === undefined) return undefined;
  const after = skipMark(raw, at + 1, ",");
  const date = readMonth(raw, after) ?? readDayFirst(raw, after);
  return date?.value.day === undefined
    ? { value: { weekday }, next: at + 1 }
    : { value: { ...date.value, weekday }, next: date.next };
};

const readPart = (raw: readonly RawToken[], at: number): string | undefined => {
  const before = raw[at - 1]?.text === "-" ? lower(raw, at - 2) : lower(raw, at - 1);
  return /^(?:early|mid|late)$/.test(before) ? before : undefined;
};

const anyDate = (raw: readonly RawToken[], at: number): Found | undefined => {
  const token = raw[at];
  if (token === undefined) return undefined;
  if (token.kind === "mark" || token.kind === "address") return undefined;
  if (token.kind !== "word") {
    const value = numeric(token.folded);
    if (value !== undefined) return { value, next: at + 1 };
  }
  const found = readDayFirst(raw, at) ?? readMonth(raw, at) ?? readWeekday(raw, at) ?? readQuarter(raw, at);
  if (found !== undefined) return found;
  const days = relative[lower(raw, at)];
  if (days !== undefined) return { value: { relativeDays: days }, next: at + 1 };
  const year = yearAt(raw, at);
  return year === undefined || token.kind !== "figure" ? undefined : { value: { year }, next: at + 1 };
};

/** A date that begins at raw token `at`; undefined when none does. */
export const readDate = (raw: readonly RawToken[], at: number): Found | undefined => {
  const found = anyDate(raw, at);
  if (found === undefined) return undefined;
  const part = readPart(raw, at);
  return part === undefined ? found : { ...found, value: { ...found.value, part } };
};

const pad = (value: number): string => String(value).padStart(2, "0");

/** A key under which equally written dates are equal: 2026-02-05, --02-05, wd4, 2021-Q1. */
export const dateKey = (value: DateValue): string => {
  if (value.relativeDays !== undefined) return `date:rel${value.relativeDays}`;
  if (value.quarter !== undefined) return `date:${value.year ?? ""}-Q${value.quarter}`;
  if (value.month === undefined && value.year === undefined) return `date:wd${value.weekday ?? ""}`;
  const month = value.month === undefined ? "" : `-${pad(value.month)}`;
  const day = value.day === undefined ? "" : `-${pad(value.day)}`;
  return `date:${value.year ?? "-"}${month}${day}`;
};
