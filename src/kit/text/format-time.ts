/**
 * Times as the desk writes them: `Thu 5 Feb 2026`, `5 Feb 2026, 11:15 UTC`. Always UTC, always English, no locale.
 * What cannot be read as a time is given back as it came.
 */
const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

interface Parts {
  readonly weekday: string;
  readonly day: number;
  readonly month: string;
  readonly year: number;
  readonly clock: string;
}

const partsOf = (iso: string): Parts | undefined => {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return undefined;
  return {
    weekday: days[time.getUTCDay()] ?? "",
    day: time.getUTCDate(),
    month: months[time.getUTCMonth()] ?? "",
    year: time.getUTCFullYear(),
    clock: time.toISOString().slice(11, 16),
  };
};

/** `Thursday 5 February 2026` */
export const formatLongDay = (iso: string): string => {
  const parts = partsOf(iso);
  return parts ? `${parts.weekday} ${parts.day} ${parts.month} ${parts.year}` : iso;
};

/** `Thu 5 Feb 2026` */
export const formatShortDay = (iso: string): string => {
  const parts = partsOf(iso);
  return parts ? `${parts.weekday.slice(0, 3)} ${parts.day} ${parts.month.slice(0, 3)} ${parts.year}` : iso;
};

/** `5 Feb 2026, 11:15 UTC` */
export const formatTime = (iso: string): string => {
  const parts = partsOf(iso);
  return parts ? `${parts.day} ${parts.month.slice(0, 3)} ${parts.year}, ${parts.clock} UTC` : iso;
};

/** `18:00 UTC` */
export const formatClock = (iso: string): string => {
  const parts = partsOf(iso);
  return parts ? `${parts.clock} UTC` : iso;
};
