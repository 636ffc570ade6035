/** Spans of time: "35 seconds", "six months", "18-month", "a decade". Taken from the quantities whose unit is one of time. */
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
  /(?<=(?:for|over|within|in|nearly|almost|about|than|least|after|lasting|every|once|half) )(?:an?|half an?|the past) (second|minute|hour|day|week|month|year|decade)(?![\p{L}\p{N}-])(?! ago)/giu;

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
  articleUnit.lastIndex = 0;
  for (let match = articleUnit.exec(text); match; match = articleUnit.exec(text)) {
    const unit = unitOf((match[1] ?? "").toLowerCase());
    const half = /^half/i.test(match[0]);
    if (unit !== undefined && !/^the/i.test(match[0]))
      found.push(mention(text, match.index, match.index + match[0].length, half ? 0.5 : 1, unit));
  }
  return found.sort((a, b) => a.start - b.start);
};
