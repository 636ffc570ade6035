/**
 * Parts of a date as the value writes them, without moving it to another zone (Sigma modifiers appendix, "Time").
 *
 * Reads ISO 8601 and its looser forms, and epochs in seconds to nanoseconds as UTC. The week is that of ISO 8601.
 */
import type { Leaf } from "#terms/event.ts";
import type { TimePart } from "#terms/rule.ts";

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number | undefined;
  readonly minute: number | undefined;
}

const written = /^\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2}))?/;

const fromEpoch = (epoch: number): Parts | undefined => {
  const size = Math.abs(epoch);
  const ms = size < 1e11 ? epoch * 1e3 : size < 1e14 ? epoch : size < 1e17 ? epoch / 1e3 : epoch / 1e6;
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return undefined;
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
};

const partsOf = (leaf: Leaf): Parts | undefined => {
  if (typeof leaf === "number") return fromEpoch(leaf);
  if (typeof leaf !== "string") return undefined;
  if (/^\s*\d{9,19}(?:\.\d{1,9})?\s*$/.test(leaf)) return fromEpoch(Number(leaf));
  const found = written.exec(leaf);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute] = found;
  const clock = hour === undefined ? undefined : Number(hour);
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: clock,
    minute: minute === undefined ? undefined : Number(minute),
  };
};

/** ISO 8601: week 1 holds the year's first Thursday. */
const weekOf = ({ year, month, day }: Parts): number => {
  const date = new Date(Date.UTC(year, month - 1, day));
  const weekday = (date.getUTCDay() + 6) % 7;
  date.setUTCDate(date.getUTCDate() - weekday + 3);
  const firstDay = Date.UTC(date.getUTCFullYear(), 0, 1);
  return 1 + Math.floor((date.getTime() - firstDay) / (7 * 86_400_000));
};

/** `undefined` when the value is no date or does not say that part. */
export const readTimePart = (leaf: Leaf, part: TimePart): number | undefined => {
  const parts = partsOf(leaf);
  if (parts === undefined) return undefined;
  return part === "week" ? weekOf(parts) : parts[part];
};
