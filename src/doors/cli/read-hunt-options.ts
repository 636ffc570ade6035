/** Reads the values of the options of `hunt`; a wrong one ends the command with what was expected and what was found. */
import { wrongUse } from "./exit-codes.ts";

/** A day, or a time with a zone (RFC 3339); in milliseconds since 1970. */
export const readBound = (text: string, option: string): number => {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const ms = Date.parse(isDay ? `${text}T00:00:00Z` : text);
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const isReal = !Number.isNaN(day.getTime()) && day.getUTCDate() === Number(text.slice(8, 10));
  if ((isDay || isTime) && isReal && !Number.isNaN(ms)) return ms;
  throw wrongUse(`${option}: Expected a day or a time like 2026-02-05T18:00:00Z but found ${text}`);
};

export const readSeconds = (text: string): number => {
  const seconds = Number(text);
  if (/^\d{1,6}(\.\d{1,3})?$/.test(text)) return seconds;
  throw wrongUse(`--lateness: Expected seconds like 2 but found ${text}`);
};

const ageUnits: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Hours, days or weeks, like `90d`; in milliseconds. */
export const readAge = (text: string): number => {
  const [, number, unit = ""] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  const unitMs = ageUnits[unit];
  if (number !== undefined && unitMs !== undefined) return Number(number) * unitMs;
  throw wrongUse(`--older-than: Expected an age like 90d, 12h or 4w but found ${text}`);
};

/** Threads: 1 to 64. */
export const readJobs = (text: string): number => {
  const jobs = Number(text);
  if (/^\d{1,2}$/.test(text) && jobs >= 1 && jobs <= 64) return jobs;
  throw wrongUse(`--jobs: Expected a number of threads from 1 to 64 but found ${text}`);
};

const between = "\0";

/** `--explain` takes two words, which the parser of options cannot: they are joined by a character no argument can hold. */
export const joinExplain = (args: readonly string[]): string[] => {
  const at = args.indexOf("--explain");
  const [rule, event] = [args[at + 1], args[at + 2]];
  if (at < 0 || rule === undefined || event === undefined) return [...args];
  return [...args.slice(0, at + 1), `${rule}${between}${event}`, ...args.slice(at + 3)];
};

export const readExplain = (joined: string | undefined): { rule: string; event: string } | undefined => {
  if (joined === undefined) return undefined;
  const [rule, event] = joined.split(between);
  if (rule !== undefined && event !== undefined) return { rule, event };
  throw wrongUse(`--explain: Expected a rule and an event but found only ${joined}`);
};
