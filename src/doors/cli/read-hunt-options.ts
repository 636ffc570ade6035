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

/** Threads: 1 to 64. */
export const readJobs = (text: string): number => {
  const jobs = Number(text);
  if (/^\d{1,2}$/.test(text) && jobs >= 1 && jobs <= 64) return jobs;
  throw wrongUse(`--jobs: Expected a number of threads from 1 to 64 but found ${text}`);
};
