/** Spans of time: "35 seconds", "six months", "18-month", "a decade". Taken from the quantities whose unit is one of time. */
import { buildTokenScan } from "#kit/text/token-scan.ts";
import type { DurationMention } from "#terms/mention.ts";
import { type PlacedQuantity, placeQuantities } from "../quantities/index.ts";

const letters: Readonly<Record<string, string>> = {
  second: "S",
  minute: "M",
  hour: "H",
  day: "D",
  week: "W",
  month: "M",
  year: "Y",
};

const timexOf = (value: number, unit: DurationMention["unit"]): string =>
  `P${unit === "second" || unit === "minute" || unit === "hour" ? "T" : ""}${value}${letters[unit] ?? ""}`;

const unitOf = (word: string): DurationMention["unit"] | "decade" | undefined =>
  word === "decade" || Object.hasOwn(letters, word) ? (word as DurationMention["unit"] | "decade") : undefined;

const articleUnit =
  /(?<=(?:for|over|within|in|nearly|almost|about|than|least|after|lasting|every|once|half) )(?:an?|half an?|the past) (second|minute|hour|day|week|month|year|decade)(?![\p{L}\p{N}-])(?! ago)/iuy;
/** A long s is a small one to an expression that knows no case. */
const units = buildTokenScan("second \u017fecond minute hour day week month year decade".split(" "));
/** Lengths of what may stand before a unit: "the past ", "half an ", "half a ", "an ", "a ". */
const articleLengths = [9, 8, 7, 3, 2];

/** An article ends in "a", "an" or "past". */
const mayFollowArticle = (text: string, start: number): boolean =>
  text.charCodeAt(start - 1) === 32 && "ant".includes(text.charAt(start - 2).toLowerCase());

const matchBefore = (text: string, start: number): RegExpExecArray | undefined => {
  if (!mayFollowArticle(text, start)) return undefined;
  for (const length of articleLengths) {
    if (length > start) continue;
    articleUnit.lastIndex = start - length;
    const match = articleUnit.exec(text);
    if (match !== null && match[0].length > length) return match;
  }
  return undefined;
};

/** In order; an article and a unit of time, with a word before them that makes them a span. */
export const articleUnits = (text: string): RegExpExecArray[] => {
  const found: RegExpExecArray[] = [];
  units(text, {
    onWord: (_word, start, end) => {
      const match = matchBefore(text, start);
      if (match !== undefined) found.push(match);
      return end;
    },
  });
  return found;
};

const mention = (
  text: string,
  start: number,
  end: number,
  value: number,
  word: DurationMention["unit"] | "decade",
): DurationMention => {
  const unit = word === "decade" ? "year" : word;
  const amount = word === "decade" ? value * 10 : value;
  return {
    kind: "duration",
    start,
    end,
    surface: text.slice(start, end),
    value: amount,
    unit,
    timex: timexOf(amount, unit),
  };
};

/** Durations in order. `quantities` may be passed when they are known already. */
export const findDurations = (
  text: string,
  quantities: readonly PlacedQuantity[] = placeQuantities(text),
): DurationMention[] => {
  const found: DurationMention[] = [];
  for (const { mention: quantity, numberStart } of quantities) {
    const unit = unitOf(quantity.unit);
    if (unit === undefined || quantity.ordinal) continue;
    found.push(mention(text, numberStart, quantity.end, quantity.value, unit));
  }
  for (const match of articleUnits(text)) {
    const unit = unitOf((match[1] ?? "").toLowerCase());
    const half = /^half/i.test(match[0]);
    if (unit !== undefined && !/^the/i.test(match[0]))
      found.push(mention(text, match.index, match.index + match[0].length, half ? 0.5 : 1, unit));
  }
  return found.sort((a, b) => a.start - b.start);
};
