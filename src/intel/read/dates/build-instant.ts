/**
 * Parts of a date → an instant, or nothing when they are no date: month 13, 30 February, 25:00 and 10:61 are refused.
 *
 * 24:00 is midnight at the end of the day (ISO 8601), second 60 a leap second that rolls over.
 * Without a zone the time is taken as UTC and `zoneMinutes` stays absent, so a caller can tell.
 */
export interface DateParts {
  readonly year: number;
  readonly month?: number | undefined;
  readonly day?: number | undefined;
  readonly time?: TimeParts | undefined;
  readonly zoneMinutes?: number | undefined;
}

export interface TimeParts {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export interface ParsedDate {
  /** RFC 3339, UTC, whole seconds. */
  readonly utc: string;
  /** The offset as written, minutes east of UTC. Absent when the date has none. */
  readonly zoneMinutes?: number;
  /** How much of the date was written. */
  readonly precision: "year" | "month" | "day" | "time";
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

export const isDay = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);

const isTime = ({ hour, minute, second }: TimeParts): boolean =>
  minute <= 59 && second <= 60 && (hour <= 23 || (hour === 24 && minute === 0 && second === 0));

const precisionOf = (parts: DateParts): ParsedDate["precision"] => {
  if (parts.time !== undefined) return "time";
  if (parts.day !== undefined) return "day";
  return parts.month === undefined ? "year" : "month";
};

export const buildInstant = (parts: DateParts): ParsedDate | undefined => {
  const { year, month = 1, day = 1, time = { hour: 0, minute: 0, second: 0 }, zoneMinutes } = parts;
  if (year < 1000 || year > 9998 || !isDay(year, month, day) || !isTime(time)) return undefined;
  const ms = Date.UTC(year, month - 1, day, time.hour, time.minute - (zoneMinutes ?? 0), time.second);
  const utc = `${new Date(ms).toISOString().slice(0, 19)}Z`;
  return { utc, ...(zoneMinutes === undefined ? {} : { zoneMinutes }), precision: precisionOf(parts) };
};

/** RFC 2822 4.3 widened to 69 as in POSIX: 00–68 are 2000s, 69–99 are 1900s. */
export const fullYear = (text: string): number => {
  const value = Number(text);
  if (text.length > 2) return value;
  return value <= 68 ? 2000 + value : 1900 + value;
};
