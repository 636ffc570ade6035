/**
 * Does a date of the source make a date of the sentence true? A coarser statement of a finer source does, a finer one does
 * not. Weekdays and dates without a year are resolved against the day the passage was published.
 */
import type { DateValue } from "./token.ts";

export type DateRelation = "same" | "finer" | "differs";

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const dayNumber = (day: Day): number => Math.round(Date.UTC(day.year, day.month - 1, day.day) / 86_400_000);

const fromNumber = (count: number): Day => {
  const date = new Date(count * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

const publishedDay = (publishedAt: string | undefined): Day | undefined => {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(publishedAt ?? "");
  return match === null ? undefined : { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
};

const weekdayOf = (day: Day): number => new Date(dayNumber(day) * 86_400_000).getUTCDay();

/** What a date may mean, given when its text was published. A weekday may be the last or the next one. */
const resolveDate = (value: DateValue, publishedAt: string | undefined): readonly DateValue[] => {
  const published = publishedDay(publishedAt);
  if (value.swapped === true && value.month !== undefined && value.day !== undefined) {
    const { swapped: _swapped, ...plain } = value;
    return [plain, { ...plain, month: value.day, day: value.month }];
  }
  if (published === undefined) return [value];
  const today = dayNumber(published);
  if (value.relativeDays !== undefined) return [fromNumber(today + value.relativeDays)];
  if (value.year === undefined && value.month !== undefined) {
    // The nearest year: in January, "December" is last year's.
    const year =
      value.month - published.month > 6
        ? published.year - 1
        : value.month - published.month < -9
          ? published.year + 1
          : published.year;
    return [value, { ...value, year }];
  }
  if (value.year === undefined && value.quarter !== undefined) return [value, { ...value, year: published.year }];
  if (value.month === undefined && value.year === undefined && value.weekday !== undefined) {
    const back = (weekdayOf(published) - value.weekday + 7) % 7;
    return [
      value,
      { ...fromNumber(today - back), weekday: value.weekday },
      { ...fromNumber(today - back + 7), weekday: value.weekday },
    ];
  }
  return [value];
};

const quarterOf = (value: DateValue): number | undefined =>
  value.quarter ?? (value.month === undefined ? undefined : Math.ceil(value.month / 3));

const fits = (claim: number | undefined, source: number | undefined): DateRelation =>
  claim === undefined ? "same" : source === undefined ? "finer" : claim === source ? "same" : "differs";

const weekday = (value: DateValue): number | undefined => {
  if (value.weekday !== undefined) return value.weekday;
  if (value.year === undefined || value.month === undefined || value.day === undefined) return undefined;
  return weekdayOf({ year: value.year, month: value.month, day: value.day });
};

const relate = (claim: DateValue, source: DateValue): DateRelation => {
  if (claim.relativeDays !== undefined || source.relativeDays !== undefined)
    return claim.relativeDays === source.relativeDays ? "same" : "finer";
  const quarter = claim.quarter === undefined ? "same" : fits(claim.quarter, quarterOf(source));
  const part =
    claim.part === undefined || source.day !== undefined
      ? "same"
      : source.part === claim.part
        ? "same"
        : source.part === undefined
          ? "finer"
          : "differs";
  // A weekday beside a full date is only a reading aid; alone it must be the source's.
  const day = claim.weekday === undefined ? "same" : fits(claim.weekday, weekday(source));
  const relations = [
    fits(claim.year, source.year),
    fits(claim.month, source.month),
    fits(claim.day, source.day),
    quarter,
    part,
    day === "finer" && claim.day !== undefined ? "same" : day,
  ];
  if (relations.includes("differs")) return "differs";
  return relations.includes("finer") ? "finer" : "same";
};

/** The best relation over all readings of both dates. */
export const compareDates = (claim: DateValue, source: DateValue, publishedAt: string | undefined): DateRelation => {
  let best: DateRelation = "differs";
  for (const meant of claim.swapped === true
    ? resolveDate(claim, undefined)
    : resolveDate(claim, claim.year === undefined ? publishedAt : undefined)) {
    for (const said of resolveDate(source, publishedAt)) {
      const relation = relate(meant, said);
      if (relation === "same") return "same";
      if (relation === "finer") best = "finer";
    }
  }
  return best;
};
