/**
 * Dates in digits: 2026-02-03, 2026-02-03T14:30Z, 2026/02/03, 03.02.2026, 2/3/2026, 2026年2月3日, 2月3日, 2026-02.
 * "03/04/2026" is read as month first in English unless that day does not exist or lies after the publication.
 */
import { kindOfCode, letter, number } from "#kit/text/char-kinds.ts";
import { type Day, dayNumber, isRealDay } from "./calendar.ts";
import type { Clock, DateDraft } from "./draft.ts";
import { plausibleYear } from "./read-month-date.ts";

const iso = /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|\2\d|[.:]\d)/y;
const isoMonth = /(\d{4})-(\d{2})(?![\d-])/y;
const compact = /(20\d{2})(\d{2})(\d{2})(?!\d)/y;
const local = /(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d|\2|[.:]\d)/y;
const cjk = /(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?|(\d{4})年/y;

const zones: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  BST: 60,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  JST: 540,
  KST: 540,
  IST: 330,
};
const clockAt =
  /(?:T|,? (?:at )?)(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?( ?[ap]\.?m\.?)?(?: ?(Z|[+-]\d{2}:?\d{2})|[ \u00a0]\(?(UTC|GMT|CES?T|EES?T|BST|[ECMP][SD]T|JST|KST|IST)\b\)?)/y;

/** A clock time with its zone directly after the date; without a zone the day is all we know. */
export const readClock = (text: string, at: number): { clock: Clock; end: number } | undefined => {
  clockAt.lastIndex = at;
  const match = clockAt.exec(text);
  if (!match) return undefined;
  const half = match[3]?.replace(/[ .]/g, "").toLowerCase();
  const hour = (Number(match[1]) % (half ? 12 : 25)) + (half === "pm" ? 12 : 0);
  const minute = Number(match[2]);
  if (hour > 23 || minute > 59) return undefined;
  const offset = match[4];
  const zone =
    offset === undefined || offset === "Z"
      ? (zones[match[5] ?? "Z"] ?? 0)
      : (offset.startsWith("-") ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2)));
  return { clock: { hour, minute, zone }, end: at + match[0].length };
};

/** Behind a letter, a number, or one of _ . , / = - */
const joined = (text: string, start: number): boolean => {
  const code = text.charCodeAt(start - 1);
  if (code >= 0x3040 && code <= 0x9fff) return false;
  return (kindOfCode(code) & (letter | number)) !== 0 || code === 95 || code === 61 || (code >= 44 && code <= 47);
};

/** What goes on with a date in digits behind its first number, - . / 年 月; a date of eight digits goes on with none. */
const mayBegin = (text: string, end: number, length: number): boolean => {
  const code = text.charCodeAt(end);
  return length > 4 || (code >= 45 && code <= 47) || code === 0x5e74 || code === 0x6708;
};

const isoDate = (text: string, start: number): DateDraft | undefined => {
  iso.lastIndex = start;
  const match = iso.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[3]), Number(match[4])];
  if (!plausibleYear(year) || !isRealDay(year, month, day)) return undefined;
  // With full stops only as 2026.02.05: "2026.1.3" is a version.
  if (match[2] === "." && match[0].length < 10) return undefined;
  const end = start + match[0].length;
  const clock = readClock(text, end);
  return { start, end: clock?.end ?? end, year, month, day, ...(clock ? { clock: clock.clock } : {}) };
};

const monthDate = (text: string, start: number): DateDraft | undefined => {
  isoMonth.lastIndex = start;
  const match = isoMonth.exec(text);
  const [year, month] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || !plausibleYear(year) || month < 1 || month > 12) return undefined;
  return { start, end: start + match[0].length, year, month };
};

const compactDate = (text: string, start: number): DateDraft | undefined => {
  compact.lastIndex = start;
  const match = compact.exec(text);
  const [year, month, day] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  if (!match || !isRealDay(year, month, day) || !/^$|[\s(|]/.test(text.charAt(start - 1))) return undefined;
  return { start, end: start + match[0].length, year, month, day };
};

interface Reading {
  readonly month: number;
  readonly day: number;
}

/** Which of the two readings of a/b/year: by separator, by what exists, by what is not after the publication, by language. */
const chooseReading = (
  a: number,
  b: number,
  year: number,
  dayFirst: boolean,
  published: Day | undefined,
): Reading | undefined => {
  const readings: Reading[] = (
    dayFirst
      ? [
          { month: b, day: a },
          { month: a, day: b },
        ]
      : [
          { month: a, day: b },
          { month: b, day: a },
        ]
  ).filter((one) => isRealDay(year, one.month, one.day));
  if (readings.length < 2 || !published) return readings[0];
  const limit = dayNumber(published) + 1;
  return readings.find((one) => dayNumber({ year, ...one }) <= limit) ?? readings[0];
};

const localDate = (
  text: string,
  start: number,
  language: string,
  published: Day | undefined,
): DateDraft | undefined => {
  local.lastIndex = start;
  const match = local.exec(text);
  if (!match) return undefined;
  const short = (match[4] ?? "").length === 2;
  if (short && match[2] !== "/") return undefined;
  const year = Number(match[4]) + (short ? 2000 : 0);
  if (!plausibleYear(year)) return undefined;
  const dayFirst = match[2] === "." || !/^(?:en|und)/.test(language);
  const reading = chooseReading(
    Number(match[1]),
    Number(match[3]),
    year,
    dayFirst,
    match[2] === "/" ? published : undefined,
  );
  return reading ? { start, end: start + match[0].length, year, ...reading } : undefined;
};

const cjkDate = (text: string, start: number): DateDraft | undefined => {
  cjk.lastIndex = start;
  const match = cjk.exec(text);
  if (!match) return undefined;
  const year = match[1] ?? match[4];
  const [month, day] = [match[2], match[3]];
  if (month !== undefined && !isRealDay(undefined, Number(month), Number(day ?? 1))) return undefined;
  if (year === undefined && day === undefined) return undefined;
  return {
    start,
    end: start + match[0].length,
    ...(year === undefined ? {} : { year: Number(year) }),
    ...(month === undefined ? {} : { month: Number(month) }),
    ...(day === undefined ? {} : { day: Number(day) }),
  };
};

/** The date whose first digits stand at [start, end), or undefined. */
export const readNumericDate = (
  text: string,
  start: number,
  end: number,
  language: string,
  published: Day | undefined,
): DateDraft | undefined => {
  if (!mayBegin(text, end, end - start) || joined(text, start)) return undefined;
  return (
    cjkDate(text, start) ??
    isoDate(text, start) ??
    monthDate(text, start) ??
    localDate(text, start, language, published) ??
    compactDate(text, start)
  );
};
