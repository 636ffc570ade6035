/** Plain calendar arithmetic on days, in no zone. Days are numbers since 1970-01-01. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const msPerDay = 86_400_000;

export const dayNumber = ({ year, month, day }: Day): number => Math.floor(Date.UTC(year, month - 1, day) / msPerDay);

export const fromDayNumber = (number: number): Day => {
  const date = new Date(number * msPerDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Is there such a day? Without a year, 29 February counts as one. */
export const isRealDay = (year: number | undefined, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year ?? 2024, month);

/** 0 = Sunday … 6 = Saturday. */
export const weekdayOf = (number: number): number => (((number + 4) % 7) + 7) % 7;

export const pad = (value: number, width = 2): string => String(value).padStart(width, "0");

export const isoDay = ({ year, month, day }: Day): string => `${pad(year, 4)}-${pad(month)}-${pad(day)}`;

/** Month `offset` months away. */
export const addMonths = (year: number, month: number, offset: number): { year: number; month: number } => {
  const index = year * 12 + (month - 1) + offset;
  return { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
};

/** The day of publication where the outlet is: its own zone when known, else the offset written in the time itself, else UTC. */
export const publicationDay = (publishedAt: string | undefined, zoneMinutes: number | undefined): Day | undefined => {
  if (publishedAt === undefined) return undefined;
  const time = Date.parse(publishedAt);
  if (!Number.isFinite(time)) return undefined;
  const written = /([+-])(\d{2}):?(\d{2})$/.exec(publishedAt);
  const own = written ? (written[1] === "-" ? -1 : 1) * (Number(written[2]) * 60 + Number(written[3])) : 0;
  // A bare date is the day itself, whatever the zone.
  const zone = /^\d{4}-\d{2}-\d{2}$/.test(publishedAt) ? 0 : (zoneMinutes ?? own);
  return fromDayNumber(Math.floor((time + zone * 60_000) / msPerDay));
};
