/**
 * Times as logs write them, to milliseconds since 1970 UTC (fractions kept) and the zone as written.
 *
 * A time without a zone is taken in the zone of the hints, else as UTC; one without a year gets the hints' year. What is not a
 * time is `undefined`, never a guess. No regular expressions: logs are long and this is asked of every record.
 */
export interface TimeHints {
  readonly year?: number | undefined;
  readonly latestMs?: number | undefined;
  readonly zone?: string | undefined;
}

export interface ParsedTime {
  readonly ms: number;
  readonly zone: string | undefined;
}

const noHints: TimeHints = {};

const digitAt = (text: string, at: number): number => {
  const digit = text.charCodeAt(at) - 48;
  return digit >= 0 && digit <= 9 ? digit : Number.NaN;
};

/** Two digits, or `NaN`. */
export const twoAt = (text: string, at: number): number => digitAt(text, at) * 10 + digitAt(text, at + 1);

const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const daysIn = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const leapDays = (year: number): number => Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);

/** Days since 1970 of a date; `NaN` when there is no such month or day. */
const dayNumber = (year: number, month: number, day: number): number => {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= (daysIn[month - 1] ?? 0))) return Number.NaN;
  const beforeLeapDay = month > 2 ? year : year - 1;
  return (year - 1970) * 365 + leapDays(beforeLeapDay) - leapDays(1969) + (daysBefore[month - 1] ?? 0) + day - 1;
};

/** Midnight of a date in UTC, or `NaN`. */
export const dayMs = (year: number, month: number, day: number): number => dayNumber(year, month, day) * 86_400_000;

export const clockMs = (hour: number, minute: number, second: number): number =>
  hour <= 24 && minute <= 59 && second <= 60 ? (hour * 3600 + minute * 60 + second) * 1000 : Number.NaN;

/** `[.,]digits` at a place: milliseconds, and where they end. Digits past the ninth are passed over. */
export const fractionAt = (text: string, at: number): { readonly ms: number; readonly end: number } => {
  const mark = text.charCodeAt(at);
  if (mark !== 0x2e && mark !== 0x2c) return { ms: 0, end: at };
  let end = at + 1;
  let whole = 0;
  let scale = 1;
  for (let digit = digitAt(text, end); digit >= 0; end += 1, digit = digitAt(text, end)) {
    if (end - at > 9) continue;
    whole = whole * 10 + digit;
    scale *= 10;
  }
  return { ms: (whole * 1000) / scale, end };
};

/** Milliseconds that a zone is ahead of UTC; `undefined` when it is none. */
const zoneMs = (zone: string): number | undefined => {
  if (zone === "Z" || zone === "z" || zone === "UTC" || zone === "GMT") return 0;
  const sign = zone.charCodeAt(0) === 0x2b ? 1 : zone.charCodeAt(0) === 0x2d ? -1 : 0;
  if (sign === 0) return undefined;
  const colon = zone.charCodeAt(3) === 0x3a ? 1 : 0;
  const minutes = zone.length <= 3 ? 0 : twoAt(zone, 3 + colon);
  const hours = twoAt(zone, 1);
  if (!(hours <= 23 && minutes <= 59) || zone.length > 5 + colon) return undefined;
  return sign * (hours * 60 + minutes) * 60_000;
};

/** A time of the clock on the wall, with the zone that stands after it. `undefined` when what stands there is no zone. */
export const inZone = (wallMs: number, rest: string, hints: TimeHints): ParsedTime | undefined => {
  if (Number.isNaN(wallMs)) return undefined;
  if (rest === "Z") return { ms: wallMs, zone: "Z" };
  const zone = rest.trim();
  if (zone === "") {
    const ahead = hints.zone === undefined ? 0 : (zoneMs(hints.zone) ?? 0);
    return { ms: wallMs - ahead, zone: hints.zone };
  }
  const ahead = zoneMs(zone);
  return ahead === undefined ? undefined : { ms: wallMs - ahead, zone };
};

/** `2025-11-27T07:40:10.165324Z` and its looser forms: a space for the T, `/` for `-`, no seconds, no zone. */
export const parseIsoTime = (text: string, hints: TimeHints = noHints): ParsedTime | undefined => {
  if (text.length < 16 || text.length > 40) return undefined;
  const separator = text.charCodeAt(10);
  if (separator !== 0x54 && separator !== 0x20 && separator !== 0x74) return undefined;
  const year = twoAt(text, 0) * 100 + twoAt(text, 2);
  const day = dayMs(year, twoAt(text, 5), twoAt(text, 8));
  const hasSeconds = text.charCodeAt(16) === 0x3a;
  const second = hasSeconds ? twoAt(text, 17) : 0;
  const clock = clockMs(twoAt(text, 11), twoAt(text, 14), second);
  const { ms, end } = fractionAt(text, hasSeconds ? 19 : 16);
  return inZone(day + clock + ms, text.slice(end), hints);
};

/** A count since 1970 in seconds, milliseconds, microseconds or nanoseconds, told apart by size. */
export const parseEpoch = (count: number): ParsedTime | undefined => {
  if (!Number.isFinite(count) || count <= 0) return undefined;
  const ms = count < 1e11 ? count * 1e3 : count < 1e14 ? count : count < 1e17 ? count / 1e3 : count / 1e6;
  return { ms, zone: undefined };
};

const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** 1–12 of an English month's first three letters; `NaN` for anything else. */
export const monthAt = (text: string, at: number): number => {
  const index = monthNames.indexOf(text.slice(at, at + 3).toLowerCase());
  return index < 0 ? Number.NaN : index + 1;
};

/** `10/Oct/2000:13:55:36 -0700`, as web servers write it. */
export const parseAccessTime = (text: string): ParsedTime | undefined => {
  if (text.charCodeAt(2) !== 0x2f || text.charCodeAt(6) !== 0x2f || text.charCodeAt(11) !== 0x3a) return undefined;
  const day = dayMs(twoAt(text, 7) * 100 + twoAt(text, 9), monthAt(text, 3), twoAt(text, 0));
  const clock = clockMs(twoAt(text, 12), twoAt(text, 15), twoAt(text, 18));
  return inZone(day + clock, text.slice(20, 32), noHints);
};

const looksNumeric = (text: string): boolean => {
  let dots = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) === 0x2e) dots += 1;
    else if (Number.isNaN(digitAt(text, at))) return false;
  }
  return text.length >= 9 && text.length <= 30 && dots <= 1;
};

/** A value of a time field: a number or a text, ISO 8601 or an epoch. */
export const parseTimeValue = (value: unknown, hints: TimeHints = noHints): ParsedTime | undefined => {
  if (typeof value === "number") return parseEpoch(value);
  if (typeof value !== "string") return undefined;
  const iso = parseIsoTime(value, hints);
  if (iso !== undefined) return iso;
  if (looksNumeric(value)) return parseEpoch(Number(value));
  if (value.startsWith("/Date(")) return parseEpoch(Number.parseInt(value.slice(6, 26), 10));
  return value.length < 40 ? parseAccessTime(value) : undefined;
};

const yearOf = (ms: number): number => new Date(ms).getUTCFullYear();

/** The latest year in which a date without one does not lie more than a day after the latest record. */
export const yearFor = (month: number, day: number, hints: TimeHints): number | undefined => {
  if (hints.latestMs === undefined) return hints.year;
  const latest = hints.latestMs + 86_400_000;
  const year = hints.year ?? yearOf(latest);
  return hints.year === undefined && dayMs(year, month, day) > latest ? year - 1 : year;
};
