/**
 * A date as feeds and pages write it → an instant in UTC, with the offset that was written.
 *
 * Promise: never throws, never guesses "now", linear, at most 120 characters are looked at; what is no date is refused
 * (undefined). No zone means UTC, except dates with Korean words, which their systems write in Korean time.
 * Sources: RFC 822, 2822, 850, 3339, ISO 8601, W3C NOTE-datetime, C's asctime, Unix seconds.
 */
import { buildInstant, fullYear, type ParsedDate } from "./build-instant.ts";
import { parseIsoDate } from "./parse-iso-date.ts";
import { parseWordDate } from "./parse-word-date.ts";

export type { ParsedDate };

const longest = 120;
const koreanMinutes = 540;

/** Seconds or milliseconds since 1970: only of a length that lies between 2001 and 2286. */
const parseUnixTime = (text: string): ParsedDate | undefined => {
  if (!/^[1-9]\d{9}(?:\d{3})?$/.test(text)) return undefined;
  const ms = text.length === 13 ? Number(text) : Number(text) * 1000;
  return { utc: `${new Date(ms).toISOString().slice(0, 19)}Z`, zoneMinutes: 0, precision: "time" };
};

/** `20200131235959`, `202001312359`. */
const parseCompact = (text: string): ParsedDate | undefined => {
  const match = /^((?:19|20)\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?$/.exec(text);
  if (match === null) return undefined;
  const time = { hour: Number(match[4]), minute: Number(match[5]), second: Number(match[6] ?? 0) };
  return buildInstant({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]), time });
};

/** `2004년 05월 28일 01:31:15`, `2020年1月5日 下午3時05分`: East Asian dates, big units first. */
const eastAsian =
  /^(\d{2,4})\s?[년年]\s?(\d{1,2})\s?[월月]\s?(\d{1,2})\s?[일日]?(?:\s?[(（]?(?:\p{L}{1,3}曜日?|\p{L}요일|星期\p{L}|[月火水木金土日월화수목금토일])[)）]?)?\s{0,4}(오전|오후|午前|午後|上午|下午)?\s{0,4}(?:(\d{1,2})\s?[:시時时点點]\s?(?:(\d{1,2})\s?[:분分]?)?\s?(?:(\d{1,2})\s?[초秒]?)?)?\s?((?:GMT|UTC)?[+-]\d{1,2}:?\d{0,2}|GMT|UTC|KST|JST|Z)?$/u;
/** `2004-05-25 오후 11:23:17`: the half of the day before the time. */
const halfBefore =
  /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})\.?\s{0,3}(오전|오후|午前|午後|上午|下午)\s{0,3}(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?()$/u;

const zoneOfWord = (word: string): number => {
  const match = /([+-])(\d{1,2}):?(\d{2})?$/.exec(word);
  if (match !== null) return (Number(match[2]) * 60 + Number(match[3] ?? 0)) * (match[1] === "-" ? -1 : 1);
  return word === "KST" || word === "JST" ? koreanMinutes : 0;
};

const parseEastAsian = (text: string): ParsedDate | undefined => {
  const match = eastAsian.exec(text) ?? halfBefore.exec(text);
  if (match === null) return undefined;
  const [, year = "", month, day, half, hour, minute, second, zone] = match;
  const after = half === undefined ? undefined : "오후 午後 下午".includes(half);
  const plain = Number(hour ?? 0);
  const twelve = plain % 12;
  const shifted = after === undefined || plain > 12 ? plain : twelve + (after ? 12 : 0);
  const korean = /[년월일오]/.test(text) ? { zoneMinutes: koreanMinutes } : {};
  return buildInstant({
    year: fullYear(year),
    month: Number(month),
    day: Number(day),
    ...(hour === undefined
      ? {}
      : { time: { hour: shifted, minute: Number(minute ?? 0), second: Number(second ?? 0) } }),
    ...(zone === undefined || zone === "" ? korean : { zoneMinutes: zoneOfWord(zone) }),
  });
};

export const parseDate = (input: string): ParsedDate | undefined => {
  if (input.length > 4 * longest) return undefined;
  const text = input.replace(/[\s\u00a0\u200e\u200f\ufeff]+/g, " ").trim();
  if (text === "" || text.length > longest || !/\d/.test(text)) return undefined;
  return parseUnixTime(text) ?? parseCompact(text) ?? parseIsoDate(text) ?? parseEastAsian(text) ?? parseWordDate(text);
};
