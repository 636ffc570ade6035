/**
 * Dates written in words or in parts of any order: RFC 822/2822, RFC 850, asctime, and what content systems print.
 *
 * The text is cut into parts, each part must be understood (a weekday, a month, a number, a time, a half of the day, a
 * zone, a filler), and what remains must name a year and a month. One unknown part makes the whole no date, so prose
 * with a number in it is refused. A comment in brackets is skipped (RFC 2822). Linear: every part is looked at once.
 *
 * `3/4/2020` is ambiguous: a weekday in the text decides; else `/` is month first (the form of American systems), `.`
 * and `-` day first.
 */
import { buildInstant, fullYear, isDay, type ParsedDate, type TimeParts } from "./build-instant.ts";
import { dayHalves, fillers, foldWord, months, weekdays } from "./date-words.ts";
import { zoneByName, zoneByOffset, zoneByRegion } from "./time-zones.ts";

interface Found {
  weekday?: number;
  month?: number;
  time?: TimeParts;
  afternoon?: boolean;
  zone?: number;
  region?: string;
  readonly numbers: string[];
  triple?: readonly [string, string, string, string];
}

const clock = /^(\d{1,2})[:h.](\d{1,2})(?:[:m.](\d{1,2})(?:[.,]\d{1,12})?)?s?(?:([ap])\.?m\.?)?$/;
const hourOnly = /^(\d{1,2})([ap])\.?m\.?$/;
const ordinal = /^(\d{1,4})(?:st|nd|rd|th|er|e|º|ª|o)?$/;
const slashed = /^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})$/;
const prefixed = /^(?:gmt|utc|ut|z)([+-]\d{1,2}:?\d{0,2})$/;

const setTime = (found: Found, hour: string, minute: string, second: string, half: string | undefined): boolean => {
  if (found.time !== undefined) return false;
  found.time = { hour: Number(hour), minute: Number(minute), second: Number(second) };
  if (half !== undefined) found.afternoon = half === "p";
  return true;
};

const readClock = (word: string, found: Found): boolean => {
  const full = clock.exec(word);
  if (full !== null && (word.includes(":") || word.includes("h"))) {
    return setTime(found, full[1] ?? "", full[2] ?? "", full[3] ?? "0", full[4]);
  }
  const short = hourOnly.exec(word);
  return short !== null && setTime(found, short[1] ?? "", "0", "0", short[2]);
};

const readZone = (raw: string, word: string, found: Found): boolean => {
  const offset = prefixed.exec(word)?.[1] ?? word;
  const zone = zoneByOffset(offset) ?? zoneByName(word);
  if (zone !== undefined) {
    // "GMT +0200", "UTC-5": a later offset is more exact than the name before it, a later name adds nothing.
    if (found.zone === undefined || /^[+-]/.test(offset)) found.zone = zone;
    return true;
  }
  if (!raw.includes("/") || /\d\/\d/.test(raw)) return false;
  found.region = raw;
  return true;
};

const readNumber = (word: string, found: Found): boolean => {
  const triple = slashed.exec(word);
  if (triple !== null && found.triple === undefined) {
    found.triple = [triple[1] ?? "", triple[3] ?? "", triple[4] ?? "", triple[2] ?? ""];
    return true;
  }
  const number = ordinal.exec(word);
  if (number === null || found.numbers.length >= 3) return false;
  found.numbers.push(number[1] ?? "");
  return true;
};

const readWord = (word: string, found: Found): boolean => {
  const month = months.get(word);
  const weekday = weekdays.get(word);
  if (weekday !== undefined && found.weekday === undefined && (month === undefined || found.numbers.length === 0)) {
    // A word that is both ("mar", "sub") is a weekday only when a month follows; the last one wins below.
    found.weekday = weekday;
    if (month !== undefined) found.month ??= -month;
    return true;
  }
  if (month !== undefined && (found.month === undefined || found.month < 0)) {
    found.month = month;
    return true;
  }
  const half = dayHalves.get(word);
  if (half !== undefined) {
    found.afternoon = half;
    return true;
  }
  return false;
};

const readPart = (raw: string, found: Found): boolean => {
  const word = foldWord(raw);
  const bare = word.replace(/\.$/, "");
  if (bare === "" || /^[-|·–—,;:]+$/.test(bare)) return true;
  if (readNumber(bare, found) || readClock(bare, found) || readWord(bare, found)) return true;
  // AT is a zone after the time (RFC 822) and a filler before it.
  if (fillers.has(bare) && (bare !== "at" || found.time === undefined)) return true;
  return readZone(raw, word, found);
};

/** "01-Jan-2004", "06-Nov-94": hyphens join words here, not an offset. */
const splitHyphens = (part: string): readonly string[] =>
  /^\d{1,4}-\p{L}{3,12}\.?-\d{1,4}$/u.test(part) ? part.split("-") : [part];

const splitParts = (text: string): readonly string[] =>
  text
    .replace(/\([^()]{0,40}\)\s*$/, " ")
    .split(/[\s,]+/)
    .flatMap(splitHyphens);

const hour24 = (time: TimeParts, afternoon: boolean | undefined): TimeParts | undefined => {
  if (afternoon === undefined) return time;
  if (time.hour > 12 || time.hour === 0) return time.hour <= 23 ? time : undefined;
  return { ...time, hour: (time.hour % 12) + (afternoon ? 12 : 0) };
};

const pickDay = (found: Found, year: number, first: number, second: number, separator: string): [number, number] => {
  const dayFirst: [number, number] = [second, first];
  const monthFirst: [number, number] = [first, second];
  if (!isDay(year, ...monthFirst)) return dayFirst;
  if (!isDay(year, ...dayFirst)) return monthFirst;
  const weekdayOf = ([month, day]: [number, number]): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  if (found.weekday !== undefined) {
    if (weekdayOf(dayFirst) === found.weekday) return dayFirst;
    if (weekdayOf(monthFirst) === found.weekday) return monthFirst;
  }
  return separator === "/" ? monthFirst : dayFirst;
};

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day?: number;
}

const dayOfTriple = (found: Found): Day | undefined => {
  if (found.triple === undefined || found.numbers.length > 0 || (found.month ?? 0) > 0) return undefined;
  const [a, b, c, separator] = found.triple;
  if (a.length > 2) return { year: fullYear(a), month: Number(b), day: Number(c) };
  const year = fullYear(c);
  const [month, day] = pickDay(found, year, Number(a), Number(b), separator);
  return { year, month, day };
};

const dayOfNumbers = (found: Found): Day | undefined => {
  const month = Math.abs(found.month ?? 0);
  const [first, second] = found.numbers;
  if (month === 0 || first === undefined || found.numbers.length > 2) return undefined;
  if (second === undefined) return first.length === 4 ? { year: Number(first), month } : undefined;
  const yearFirst = first.length > 2 || (Number(first) > 31 && second.length <= 2);
  const [year, day] = yearFirst ? [first, second] : [second, first];
  return day.length > 2 ? undefined : { year: fullYear(year), month, day: Number(day) };
};

const zoneOf = (found: Found, { year, month, day = 1 }: Day, time: TimeParts | undefined): number | undefined => {
  if (found.region === undefined) return found.zone;
  const wall = Date.UTC(year, month - 1, day, time?.hour ?? 0, time?.minute ?? 0, time?.second ?? 0);
  return zoneByRegion(found.region, wall) ?? Number.NaN;
};

export const parseWordDate = (text: string): ParsedDate | undefined => {
  const found: Found = { numbers: [] };
  for (const part of splitParts(text)) if (!readPart(part, found)) return undefined;
  const day = found.triple === undefined ? dayOfNumbers(found) : dayOfTriple(found);
  if (day === undefined) return undefined;
  const time = found.time === undefined ? undefined : hour24(found.time, found.afternoon);
  if (found.time !== undefined && time === undefined) return undefined;
  const zoneMinutes = zoneOf(found, day, time);
  return Number.isNaN(zoneMinutes) ? undefined : buildInstant({ ...day, time, zoneMinutes });
};
