/**
 * Finds dates in a text and resolves them against the publication date.
 *
 * Not inside addresses, paths, versions or identifiers; the verb "may" is no month. Surfaces hold the weekday and
 * "early", "mid", "late", not the preposition. One pass over words and numbers, each candidate looks a bounded distance.
 */
import { buildTokenScan } from "#kit/text/token-scan.ts";
import type { AnnotationContext, DateMention } from "#terms/mention.ts";
import type { Cover } from "../covered-places.ts";
import { type Day, publicationDay } from "./calendar.ts";
import type { DateDraft } from "./draft.ts";
import { inAddress } from "./in-address.ts";
import { readMonthDate } from "./read-month-date.ts";
import { readClock, readNumericDate } from "./read-numeric-date.ts";
import { readPeriod, readYear } from "./read-period.ts";
import { readAgo, readDayWord, readRelativeUnit, readWeekday } from "./read-relative.ts";
import { resolve } from "./resolve.ts";
import { months, weekdays } from "./words.ts";

type Reader = "month" | "weekday" | "unit" | "period" | "day" | "ago";

const readers = new Map<string, Reader>();
for (const name of weekdays.keys()) readers.set(name, "weekday");
for (const name of months.keys()) readers.set(name, "month");
const add = (reader: Reader, words: string): void => {
  for (const word of words.split(" ")) readers.set(word, reader);
};
add(
  "unit",
  "past previous this current next coming letzte letzten letzter letztes vergangene vergangenen vergangener dieser diesem diesen diese nächste nächsten",
);
add("period", "q first second third fourth final h spring summer autumn fall winter");
add("day", "yesterday today tomorrow gestern heute ayer hoy ontem hoje gisteren vandaag igår idag вчора сьогодні");
add("ago", "a an one two three four five six seven eight nine ten eleven twelve");
readers.set("last", "unit");

const listed = [...readers];
const scan = buildTokenScan(listed.map(([word]) => word));

const readWord = (text: string, start: number, end: number, reader: Reader): DateDraft | undefined => {
  switch (reader) {
    case "month":
      return readMonthDate(text, start, end);
    case "weekday":
      return readWeekday(text, start, end);
    case "unit":
      return readRelativeUnit(text, start) ?? readPeriod(text, start);
    case "period":
      return readPeriod(text, start);
    case "day":
      return readDayWord(text, start, end);
    case "ago":
      return readAgo(text, start);
  }
};

/** "1st quarter", "2Q", "1H": what a period goes on with behind one digit; letters beyond ASCII fold into these. */
const mayBePeriod = (code: number): boolean => code > 127 || "snrtqh".includes(String.fromCharCode(code | 32));

const readDigits = (
  text: string,
  start: number,
  end: number,
  language: string,
  published: Day | undefined,
): DateDraft | undefined => {
  const length = end - start;
  const numeric =
    length === 4 || length <= 2 || length === 8 ? readNumericDate(text, start, end, language, published) : undefined;
  if (numeric) return numeric;
  if (length === 4) return readYear(text, start);
  if (length === 1 && mayBePeriod(text.charCodeAt(end))) return readPeriod(text, start) ?? readAgo(text, start);
  return length <= 3 ? readAgo(text, start) : undefined;
};

const forwardBefore =
  /(?:\b(?:by|until|till|before|no later than|due|deadline|scheduled|upcoming|will|planned|expected|starting|effective|from|bis|spätestens|avant|antes del?)\b[^.!?;\n]{0,28})$/i;

/** "The updates arrive on Tuesday", "the court meets on 4 May": a present that stands for what is on the calendar. */
const scheduledBefore =
  /(?<!\b(?:the|an?|its|their|this|that|of) )\b(?:arrives?|comes?|lands?|expires?|opens?|begins?|starts?|ends?|closes?|meets?|votes?|returns?|resumes?|falls?|goes live|go live|takes? (?:effect|force)|debates?|decides?|hears?) (?:again |back |out )?(?:on |early on |late on )$/i;

const pointsForward = (text: string, start: number): boolean => {
  const window = text.slice(Math.max(0, start - 44), start);
  if (scheduledBefore.test(window)) return true;
  if (!forwardBefore.test(window)) return false;
  return !/\b(?:was|were|had|since|reported|published|released|said|discovered|observed|by (?:then|the))\b/i.test(
    window.slice(-26),
  );
};

interface Placed {
  readonly draft: DateDraft;
}

const candidateDrafts = (
  text: string,
  language: string,
  published: Day | undefined,
  held: Cover | undefined,
): Placed[] => {
  const found: Placed[] = [];
  const keep = (draft: DateDraft | undefined, end: number): number => {
    if (!draft || inAddress(text, draft.start, draft.end)) return end;
    // A later reading that reaches back over an earlier one knows more ("Tuesday, 3 February", "2024 Aug").
    while (found.length > 0 && (found.at(-1)?.draft.end ?? 0) > draft.start) found.pop();
    found.push({ draft });
    return draft.end;
  };
  scan(text, {
    onDigits: (start, end) =>
      end - start > 8 || held?.touches(start, end) ? end : keep(readDigits(text, start, end, language, published), end),
    onWord: (word, start, end) => {
      const reader = listed[word]?.[1];
      return reader === undefined || held?.touches(start, end) ? end : keep(readWord(text, start, end, reader), end);
    },
  });
  return found;
};

const listJoin =
  /^(?:,? ?(?:and|or|to|und|bis|et|through|until|as well as) ?(?:in |on |late |early |mid-)?|, ?| ?[-–—] ?)$/;

/** "August and October 2018": the year at the end of a list belongs to each of its dates. */
const shareYears = (text: string, placed: readonly Placed[]): DateDraft[] => {
  const drafts = placed.map((one) => one.draft);
  for (let index = drafts.length - 2; index >= 0; index -= 1) {
    const draft = drafts[index];
    const next = drafts[index + 1];
    if (!draft || !next || draft.year !== undefined || draft.month === undefined || draft.relative) continue;
    if (next.year === undefined || next.month === undefined) continue;
    if (!listJoin.test(text.slice(draft.end, next.start))) continue;
    const year = draft.month > next.month ? next.year - 1 : next.year;
    drafts[index] = { ...draft, year, ...(draft.last ? { last: { ...draft.last, year } } : {}) };
  }
  return drafts;
};

/** The year of a full date written shortly before in the same paragraph, which a yearless date continues. */
const nearYear = (
  text: string,
  draft: DateDraft,
  anchor: DateDraft | undefined,
  published: Day | undefined,
): number | undefined => {
  if (
    !anchor ||
    anchor.year === undefined ||
    anchor.month === undefined ||
    draft.month === undefined ||
    draft.year !== undefined ||
    draft.forward
  )
    return undefined;
  if (draft.start - anchor.end > 240 || text.slice(anchor.end, draft.start).includes("\n\n")) return undefined;
  if (published && anchor.year >= published.year) return undefined;
  return draft.month < anchor.month ? anchor.year + 1 : anchor.year;
};

const addClock = (text: string, draft: DateDraft): DateDraft => {
  if (draft.clock || draft.day === undefined || draft.last) return draft;
  const clock = readClock(text, draft.end);
  return clock ? { ...draft, clock: clock.clock, end: clock.end } : draft;
};

/** Dates in order, none that begins where `held` says that something surer stands; those that cannot be resolved are left out. `text.slice(start, end) === surface`. */
export const findDates = (text: string, context: AnnotationContext, held?: Cover): DateMention[] => {
  const published = publicationDay(context.publishedAt, context.publishedZoneMinutes);
  const drafts = shareYears(text, candidateDrafts(text, context.language ?? "en", published, held));
  const mentions: DateMention[] = [];
  let anchor: DateDraft | undefined;
  for (const raw of drafts) {
    const timed = addClock(text, raw);
    const forward =
      timed.forward === true || (timed.year === undefined && !timed.relative && pointsForward(text, timed.start));
    const draft = forward ? { ...timed, forward } : timed;
    const resolved = resolve(draft, published, nearYear(text, draft, anchor, published));
    if (draft.year !== undefined && draft.last === undefined) anchor = draft;
    if (!resolved) continue;
    mentions.push({
      kind: "date",
      start: draft.start,
      end: draft.end,
      surface: text.slice(draft.start, draft.end),
      ...resolved,
    });
  }
  return mentions;
};
