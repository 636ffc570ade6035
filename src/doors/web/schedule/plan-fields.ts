/** A plan as a person says it: a time, days of the week, a zone; what a crontab says beyond that stays a crontab. */
import type { EditionsView } from "../../api/contract.ts";

export type Plan = EditionsView["plans"][number];

export interface PlanFields {
  /** `07:00`. */
  readonly time: string;
  /** 0 is Sunday, as a crontab counts; all seven: every day. */
  readonly days: readonly number[];
}

export const everyDay = [1, 2, 3, 4, 5, 6, 0] as const;

export const dayNames: Readonly<Record<number, string>> = {
  0: "Sun",
  1: "Mon",
  2: "Tue",
  3: "Wed",
  4: "Thu",
  5: "Fri",
  6: "Sat",
};

const twoDigits = (text: string): string => text.padStart(2, "0");

/** `1-5,0` as days; nothing when it says more than that. */
const daysOf = (text: string): number[] | undefined => {
  if (text === "*") return [...everyDay];
  const parts = text.split(",");
  if (!parts.every((part) => /^[0-7](-[0-7])?$/.test(part))) return undefined;
  const days = parts.flatMap((part) => {
    const [from = 0, to = from] = part.split("-").map(Number);
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => (from + at) % 7);
  });
  return everyDay.filter((day) => days.includes(day));
};

/** @returns nothing for a crontab that is not a time of day on days of the week */
export const fieldsOf = (at: string): PlanFields | undefined => {
  const [minute = "", hour = "", day, month, weekdays = ""] = at.split(" ");
  const days = daysOf(weekdays);
  const isPlain = /^\d{1,2}$/.test(minute) && /^\d{1,2}$/.test(hour) && day === "*" && month === "*";
  if (!isPlain || days === undefined || Number(minute) > 59 || Number(hour) > 23) return undefined;
  return { time: `${twoDigits(hour)}:${twoDigits(minute)}`, days };
};

export const crontabOf = ({ time, days }: PlanFields): string => {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const weekdays = days.length === everyDay.length || days.length === 0 ? "*" : [...days].sort().join(",");
  return `${minute} ${hour} * * ${weekdays}`;
};

/** The browser's own zone, where a first plan begins. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** A zone that this browser knows: a name half typed, or newer than the browser, is none. */
const isZone = (timeZone: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

/** `Fri 27 Nov 2026, 07:00 (06:00 UTC)`; in UTC alone where the browser does not know the zone. */
export const sayTime = (iso: string, asked: string): string => {
  const timeZone = isZone(asked) ? asked : "UTC";
  const time = new Date(iso);
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  const utc = `${iso.slice(11, 16)} UTC`;
  const local = `${parts.weekday} ${parts.day} ${parts.month} ${parts.year}, ${parts.hour}:${parts.minute}`;
  return timeZone === "UTC" ? `${local} UTC` : `${local} (${utc})`;
};
