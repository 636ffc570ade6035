/**
 * The monthly patch day has many headlines and one date: Microsoft releases on the second Tuesday of a month, and
 * headlines say "Patch Tuesday", "February updates" or "Microsoft fixes 120 flaws". This gives them one name per
 * month, so that one patch day holds together and two stay apart.
 *
 * Limit: another maker's release on the same day ("ICS Patch Tuesday", "SAP Patch Day") is not meant and gets no name.
 */
const dayMs = 86_400_000;

/** Second Tuesday of the month that holds `time`, UTC midnight. */
const secondTuesday = (time: number): number => {
  const date = new Date(time);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const toTuesday = (9 - new Date(first).getUTCDay()) % 7;
  return first + (toTuesday + 7) * dayMs;
};

const namesDay = /\bpatch(?:day| tuesday)\b/iu;
const othersDay =
  /\b(?:ics|sap|adobe|oracle|android|siemens|cisco|intel|amd|qualcomm) patch ?(?:day|tuesday)\b|\bacross\b/iu;
const maker = /\bmicrosoft\b/iu;
const releases =
  /\b(?:patch(?:es|ed)?|fix(?:es|ed)?|address(?:es|ed)?|updates?|issues patches|schlie(?:ß|ss)t|behebt)\b/iu;
const many = /\b(?:[3-9]\d|[1-9]\d\d)\b.{0,40}\b(?:vulnerabilit|flaws|bugs|holes|cves|schwachstellen|l(?:ü|ue)cken)/iu;
const zeroDays = /\b(?:\d{1,2}|two|three|four|five|six|seven|eight|nine)\b.{0,30}\bzero-days?\b/iu;

/** `patch-day-2026-02`, when title (or title with dek) speaks of that month's release within two days of it. */
export const patchDayOf = (title: string, dek: string, publishedAt: string | undefined): string | undefined => {
  const time = publishedAt === undefined ? Number.NaN : Date.parse(publishedAt);
  if (Number.isNaN(time)) return undefined;
  const sinceTuesday = (time - secondTuesday(time)) / dayMs;
  const both = `${title}\n${dek}`.slice(0, 1_000);
  if (othersDay.test(title)) return undefined;
  const named = namesDay.test(title) && sinceTuesday >= -7 && sinceTuesday < 7;
  const counted =
    sinceTuesday >= 0 &&
    sinceTuesday < 3 &&
    maker.test(title) &&
    releases.test(title) &&
    (many.test(both) || zeroDays.test(both));
  return named || counted ? `patch-day-${new Date(time).toISOString().slice(0, 7)}` : undefined;
};
