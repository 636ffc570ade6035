/**
 * ISO 8601 and its profiles (RFC 3339, W3CDTF): calendar, ordinal and week dates, whole or cut short, with or without
 * time and zone; also the compact forms and a month written as a word in the middle (`2004-július-13T9:15-05:00`).
 *
 * Strict to the end of the text: what follows the zone makes it no date, except a `Z` after an offset, which is a
 * known slip and says nothing.
 */
import { buildInstant, type DateParts, fullYear, type ParsedDate, type TimeParts } from "./build-instant.ts";
import { foldWord, months } from "./date-words.ts";
import { zoneByName, zoneByOffset, zoneByRegion } from "./time-zones.ts";

type Day = Pick<DateParts, "year" | "month" | "day">;

const dayOfYear = (year: number, ordinal: number): Day | undefined => {
  const date = new Date(Date.UTC(year, 0, ordinal));
  if (ordinal < 1 || date.getUTCFullYear() !== year) return undefined;
  return { year, month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

const dayOfWeek = (year: number, week: number, weekday: number): Day | undefined => {
  if (week < 1 || week > 53 || weekday < 1 || weekday > 7) return undefined;
  const fourth = new Date(Date.UTC(year, 0, 4)).getUTCDay() || 7;
  const date = new Date(Date.UTC(year, 0, 4 - fourth + 1 + (week - 1) * 7 + weekday - 1));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

const calendar = (year: string, month: string, day?: string): Day | undefined => {
  const number = /^\d+$/.test(month) ? Number(month) : months.get(foldWord(month));
  if (number === undefined) return undefined;
  return { year: fullYear(year), month: number, ...(day === undefined ? {} : { day: Number(day) }) };
};

type Form = readonly [RegExp, (groups: readonly string[]) => Day | undefined];

const forms: readonly Form[] = [
  [/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/, ([y = "", m = "", d]) => calendar(y, m, d)],
  [/^(\d{4})-(\p{L}{3,12})\.?-(\d{1,2})$/u, ([y = "", m = "", d]) => calendar(y, m, d)],
  [/^(\d{4})[-/](\d{1,2})$/, ([y = "", m = ""]) => calendar(y, m)],
  [/^(\d{4})$/, ([y = ""]) => ({ year: Number(y) })],
  [/^(\d{4})(\d{2})(\d{2})$/, ([y = "", m = "", d]) => calendar(y, m, d)],
  [/^(\d{4})-?(\d{3})$/, ([y = "", n]) => dayOfYear(Number(y), Number(n))],
  [/^(\d{4})-?[Ww](\d{2})(?:-?(\d))?$/, ([y = "", w, d]) => dayOfWeek(Number(y), Number(w), Number(d ?? 1))],
  [/^(\d{2})-(\d{2})-(\d{2})$/, ([y = "", m = "", d]) => calendar(y, m, d)],
  [/^(\d{2})(\d{2})(\d{2})$/, ([y = "", m = "", d]) => calendar(y, m, d)],
  [/^-(\d{2})-?(\d{2})$/, ([y = "", m = ""]) => calendar(y, m)],
  [/^(\d{2})-(\d{3})$/, ([y = "", n]) => dayOfYear(fullYear(y), Number(n))],
  // YYDDD: only with a leading zero, which a plain number of five digits does not have.
  [/^(0\d)(\d{3})$/, ([y = "", n]) => dayOfYear(fullYear(y), Number(n))],
];

const readDay = (text: string): Day | undefined => {
  for (const [pattern, read] of forms) {
    const match = pattern.exec(text);
    if (match !== null) return read(match.slice(1));
  }
  return undefined;
};

const clock = /^(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,]\d{1,12})?)?)?/;

const readZone = (text: string, wallMs: () => number): number | undefined | "none" => {
  if (text === "") return "none";
  const trimmed = text.length > 1 && /\d[Zz]$/.test(text) ? text.slice(0, -1) : text;
  return zoneByOffset(trimmed) ?? zoneByName(foldWord(trimmed)) ?? zoneByRegion(trimmed, wallMs());
};

const readTime = (text: string, day: Day): Pick<DateParts, "time" | "zoneMinutes"> | undefined => {
  const match = clock.exec(text);
  if (match === null) return undefined;
  const time: TimeParts = { hour: Number(match[1]), minute: Number(match[2] ?? 0), second: Number(match[3] ?? 0) };
  const wall = (): number =>
    Date.UTC(day.year, (day.month ?? 1) - 1, day.day ?? 1, time.hour, time.minute, time.second);
  const zone = readZone(text.slice(match[0].length).trim(), wall);
  if (zone === undefined) return undefined;
  return zone === "none" ? { time } : { time, zoneMinutes: zone };
};

export const parseIsoDate = (text: string): ParsedDate | undefined => {
  const split = /^([-\d/.\p{L}]{4,24}?)(?:[Tt]| {1,3}|_)(?=\d{1,2}(?:\D|\d))(.{1,60})$/u.exec(text);
  if (split === null) {
    const day = readDay(text.replace(/[Zz]$/, ""));
    return day === undefined ? undefined : buildInstant(day);
  }
  const day = readDay(split[1] ?? "");
  const time = day === undefined ? undefined : readTime(split[2] ?? "", day);
  return day === undefined || time === undefined ? undefined : buildInstant({ ...day, ...time });
};
