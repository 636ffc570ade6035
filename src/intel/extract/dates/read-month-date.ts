/**
 * Reads a date around the name of a month: "3 February 2026", "Feb. 3, 2026", "February 3–5", "5. Februar", "January–June 2024",
 * "2024 Aug", "the 3rd of May", "5 de febrero de 2026". The month alone is a date when it is plainly one.
 */
import { isRealDay } from "./calendar.ts";
import type { DateDraft, Fields, Part } from "./draft.ts";
import { ambiguousMonths, months, shortWeekdays, weekdays } from "./words.ts";

const gap = "[ \\u00a0]";
const dayBefore = new RegExp(
  `(?:^|[^\\p{L}\\p{N}.,:/-])(?:(\\d{1,2})(?:st|nd|rd|th|\\.|er|º)?${gap}?(?:[-–—/]|and|to|und|bis|et|y)${gap}?)?(\\d{1,2})(?:st|nd|rd|th|\\.|er|º)?(?:${gap}+(?:of|de|di))?(?:${gap}+|-)$`,
  "iu",
);
const yearBefore = new RegExp(`(?:^|[^\\p{L}\\p{N}.,:/-])(\\d{4})(?:${gap}|-)$`, "u");
const dayAfter = new RegExp(
  `\\.?(?:${gap}|-)(?:the )?(\\d{1,2})(st|nd|rd|th)?(?![\\p{L}\\p{N}]|[.:]\\d|,\\d{3}(?!\\d))(?:${gap}?(?:[-–—]|to|and|through)${gap}?(\\d{1,2})(st|nd|rd|th)?(?![\\p{L}\\p{N}]|[.:]\\d|${gap}?%))?`,
  "uy",
);
const nearYear = new RegExp(
  `\\.?(?:,?${gap}|-|,|,?${gap}(?:of|in|de|del|do|di)${gap})(\\d{4})(?![\\p{L}\\p{N}]|[.:,]\\d)`,
  "uy",
);
const monthRange = new RegExp(`\\.?${gap}?[-–—/]${gap}?([\\p{L}]{3,10})`, "uy");
/** Spelled so in English alone; "April", "August", "September" and "November" are German too. */
const englishOnly = new Set(
  "january february march may june july october december jan feb mar jun jul oct dec".split(" "),
);
const weekdayBefore = /(?:^|[^\p{L}])([\p{L}-]{3,13})\.?,?[ \u00a0](?:the )?$/u;
const weekdayAfter = /,? ?\(?(?:a )?([A-Z][a-z]{5,8})\)?/y;
const partBefore =
  /(?:^|[^\p{L}])(mid-to-late|early to mid|early|mid|late|(?:the )?(?:beginning|start) of|(?:the )?middle of|(?:the )?end of|anfang|mitte|ende|début|fin|principios de|finales de|inizio|fine)[ \u00a0-]$/iu;
const signBefore =
  /(?:^|[^\p{L}])(?:in|since|until|till|through|by|from|to|of|between|during|for|last|this|next|and|or|before|after|around|previous|im|seit|bis|en|depuis|desde|dans|na|à|u|у|в|з)[ \u00a0]$/iu;

export const partOf = (word: string): Part | undefined => {
  const lower = word.toLowerCase();
  if (/mid-to-late/.test(lower)) return "late";
  if (/early|beginning|start|anfang|début|principios|inizio/.test(lower)) return "early";
  if (/mid|mitte/.test(lower)) return "mid";
  return /late|end|fin/.test(lower) ? "late" : undefined;
};

export const plausibleYear = (year: number): boolean => year >= 1900 && year <= 2079;

interface Piece {
  readonly end: number;
  readonly value: number;
}

const yearAt = (text: string, at: number): Piece | undefined => {
  nearYear.lastIndex = at;
  const match = nearYear.exec(text);
  const value = Number(match?.[1] ?? 0);
  return match && plausibleYear(value) ? { end: at + match[0].length, value } : undefined;
};

interface Shape {
  readonly start: number;
  readonly end: number;
  readonly first: Fields;
  readonly last?: Fields;
}

const withYear = (fields: Fields, year: number | undefined): Fields =>
  year === undefined ? fields : { ...fields, year };

/** "3 February 2026", "3–5 February". */
const dayFirst = (text: string, start: number, end: number, month: number): Shape | undefined => {
  const window = text.slice(Math.max(0, start - 24), start);
  const match = dayBefore.exec(window);
  if (!match) return undefined;
  const day = Number(match[2]);
  // "Figure 4. October 13": in English an ordinal takes no full stop.
  if (/\.[ \u00a0]+$/.test(match[0]) && englishOnly.has(text.slice(start, end).toLowerCase())) return undefined;
  const year = yearAt(text, end);
  if (!isRealDay(year?.value, month, day)) return undefined;
  const from = match[1] === undefined ? undefined : Number(match[1]);
  const firstChar = match.index + match[0].search(/\d/);
  const shape = { start: start - window.length + firstChar, end: year?.end ?? end };
  if (from !== undefined && from >= 1 && from < day)
    return {
      ...shape,
      first: withYear({ month, day: from }, year?.value),
      last: withYear({ month, day }, year?.value),
    };
  const own = window.search(
    new RegExp(`${match[2]}(?:st|nd|rd|th|\\.|er|º)?(?:[ \\u00a0]+(?:of|de|di))?(?:[ \\u00a0]+|-)$`, "iu"),
  );
  return { start: start - window.length + own, end: shape.end, first: withYear({ month, day }, year?.value) };
};

/** "February 3, 2026", "February 3–5". */
const dayLast = (text: string, start: number, end: number, month: number): Shape | undefined | "refused" => {
  dayAfter.lastIndex = end;
  const match = dayAfter.exec(text);
  if (!match) return /^\.?[ \u00a0]\d{1,2}(?:st|nd|rd|th)/.test(text.slice(end, end + 7)) ? "refused" : undefined;
  const day = Number(match[1]);
  if (!isRealDay(undefined, month, day)) return match[2] === undefined ? undefined : "refused";
  const to = match[3] === undefined ? undefined : Number(match[3]);
  const ranged = to !== undefined && to > day && isRealDay(undefined, month, to);
  const single =
    match[3] === undefined
      ? match[0].length
      : match[0].replace(/[ \u00a0]?(?:[-–—]|to|and|through)[ \u00a0]?\d{1,2}(?:st|nd|rd|th)?$/u, "").length;
  const at = end + (ranged ? match[0].length : single);
  const year = yearAt(text, at);
  if (!isRealDay(year?.value, month, day)) return undefined;
  const shape = { start, end: year?.end ?? at, first: withYear({ month, day }, year?.value) };
  return ranged ? { ...shape, last: withYear({ month, day: to }, year?.value) } : shape;
};

/** "February 2026", "January–June 2024", "2024 Aug", or the bare month. */
const monthOnly = (text: string, start: number, end: number, month: number): Shape => {
  const year = yearAt(text, end);
  if (year) return { start, end: year.end, first: { month, year: year.value } };
  monthRange.lastIndex = end;
  const range = monthRange.exec(text);
  const other = range ? months.get((range[1] ?? "").toLowerCase()) : undefined;
  if (range && other && /^\p{Lu}/u.test(range[1] ?? "")) {
    const last = yearAt(text, end + range[0].length);
    return {
      start,
      end: last?.end ?? end + range[0].length,
      first: withYear({ month }, last?.value),
      last: withYear({ month: other.month }, last?.value),
    };
  }
  const before = yearBefore.exec(text.slice(Math.max(0, start - 7), start));
  if (before && plausibleYear(Number(before[1])))
    return { start: start - 5, end, first: { month, year: Number(before[1]) } };
  return { start, end, first: { month } };
};

const bareIsMonth = (text: string, start: number, end: number, word: string): boolean => {
  const name = months.get(word.toLowerCase());
  if (!name || name.abbreviation || text[end] === "-") return false;
  if (name.english && !/^\p{Lu}/u.test(word)) return false;
  const before = text.slice(Math.max(0, start - 24), start);
  const after = text.slice(end, end + 22);
  if (!ambiguousMonths.has(word.toLowerCase()))
    return name.english || signBefore.test(before) || partBefore.test(before);
  if (/^ (?:have|has|not|be|also|use|allow|contain|include)\b/.test(text.slice(end, end + 9))) return false;
  if (
    /^ (?:and|or|to|through) \p{Lu}/u.test(after) &&
    months.has((/\p{Lu}\p{L}+/u.exec(after)?.[0] ?? "").toLowerCase())
  )
    return true;
  return (signBefore.test(before) && !/\b(?:and|or|to) $/i.test(before)) || partBefore.test(before);
};

const weekdayOfWord = (word: string): number | undefined =>
  weekdays.get(word.toLowerCase()) ?? shortWeekdays.get(word.toLowerCase());

const addWeekday = (text: string, draft: DateDraft): DateDraft => {
  if (draft.day === undefined) return draft;
  const before = weekdayBefore.exec(text.slice(Math.max(0, draft.start - 18), draft.start));
  const weekday = before ? weekdayOfWord(before[1] ?? "") : undefined;
  if (before && weekday !== undefined) {
    const window = Math.min(18, draft.start);
    const at = draft.start - window + before.index + before[0].indexOf(before[1] ?? "");
    return { ...draft, start: at, weekday };
  }
  weekdayAfter.lastIndex = draft.end;
  const after = weekdayAfter.exec(text);
  const late = after ? weekdays.get((after[1] ?? "").toLowerCase()) : undefined;
  return after && late !== undefined && /^ \(|^\(/.test(after[0]) ? { ...draft, weekday: late } : draft;
};

const addPart = (text: string, draft: DateDraft): DateDraft => {
  if (draft.day !== undefined) return draft;
  const window = text.slice(Math.max(0, draft.start - 22), draft.start);
  const match = partBefore.exec(window);
  const part = match ? partOf(match[1] ?? "") : undefined;
  if (!match || part === undefined) return draft;
  const lead = match[0].replace(/^[^\p{L}]*(?:the )?/iu, "");
  return { ...draft, part, start: draft.start - lead.length };
};

/** The date around the month name `word` at [start, end), or undefined when the word is no month here. */
export const readMonthDate = (text: string, start: number, end: number): DateDraft | undefined => {
  const word = text.slice(start, end);
  const name = months.get(word.toLowerCase());
  if (!name) return undefined;
  const first = dayFirst(text, start, end, name.month);
  const lastDay = first ? undefined : dayLast(text, start, end, name.month);
  if (lastDay === "refused") return undefined;
  const shape = first ?? lastDay ?? monthOnly(text, start, end, name.month);
  const bare = shape.first.day === undefined && shape.first.year === undefined;
  if (bare && !shape.last && !bareIsMonth(text, start, end, word)) return undefined;
  if (word === "may" && shape.first.day === undefined) return undefined;
  if (/^(?:mar|dec|sun|sat|jan|oct|set)$/.test(word) && bare) return undefined;
  if (word.toLowerCase() === word && name.english && shape.first.day !== undefined && shape.first.year === undefined)
    return undefined;
  const dot = text[shape.end] === "." && shape.end === end && name.abbreviation ? 1 : 0;
  const draft: DateDraft = {
    start: shape.start,
    end: shape.end + dot,
    ...shape.first,
    ...(shape.last ? { last: shape.last } : {}),
  };
  return addPart(text, addWeekday(text, draft));
};
