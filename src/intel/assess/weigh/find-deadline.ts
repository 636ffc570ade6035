/**
 * The nearest date by which the sources say someone must act ("have until Friday 6 February", "deadline of 24 March").
 * Dates without a year take the one nearest to the time of publication. Past deadlines do not count.
 */
import type { Line } from "./read-facts.ts";

const months =
  "january february march april may june july august september october november december januar februar märz april mai juni juli august september oktober november dezember".split(
    " ",
  );
const monthWord = "(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zä]{0,7}";
const dayFirst = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|\\.)? (${monthWord})(?: (20\\d\\d))?`, "giu");
const monthFirst = new RegExp(`\\b(${monthWord}) (\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,? (20\\d\\d))?`, "giu");
const isoDate = /\b(20\d\d)-(\d\d)-(\d\d)\b/g;
const mustAct =
  /\b(?:deadline|due (?:date|by|on)|have until|has until|no later than|must (?:\w+ ){0,8}by|by (?:the end of )?(?:mon|tues|wednes|thurs|fri|satur|sun)?(?:day)?,? ?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|until (?:\w+day,? )?\d|frist|bis (?:zum|spätestens))\b/i;
const dayMs = 86_400_000;

const monthIndex = (word: string): number =>
  months.findIndex((name) => name.startsWith(word.toLowerCase().slice(0, 3))) % 12;

const near = (day: number, month: number, year: number | undefined, published: number): number => {
  if (year !== undefined) return Date.UTC(year, month, day);
  const here = new Date(published).getUTCFullYear();
  const options = [here - 1, here, here + 1].map((one) => Date.UTC(one, month, day));
  return options.sort((a, b) => Math.abs(a - published) - Math.abs(b - published))[0] ?? Date.UTC(here, month, day);
};

const datesIn = (text: string, published: number): number[] => {
  const found: number[] = [];
  const add = (day: string | undefined, month: number, year: string | undefined): void => {
    const number = Number(day);
    if (month >= 0 && number >= 1 && number <= 31)
      found.push(near(number, month, year === undefined ? undefined : Number(year), published));
  };
  for (const match of text.matchAll(dayFirst)) add(match[1], monthIndex(match[2] ?? ""), match[3]);
  for (const match of text.matchAll(monthFirst)) add(match[2], monthIndex(match[1] ?? ""), match[3]);
  for (const match of text.matchAll(isoDate)) add(match[3], Number(match[2]) - 1, match[1]);
  return found;
};

export interface Deadline {
  /** ISO day. */
  readonly day: string;
  /** Whole days from `asOf`; 0 is today. */
  readonly daysLeft: number;
}

export const findDeadline = (lines: readonly Line[], asOf: string): Deadline | undefined => {
  const now = Date.parse(asOf);
  const today = Math.floor(now / dayMs) * dayMs;
  const days = lines
    .filter((line) => mustAct.test(line.text))
    .flatMap((line) => {
      const published = Date.parse(line.article.publishedAt ?? asOf);
      return datesIn(line.text, Number.isNaN(published) ? now : published);
    })
    .filter((day) => day >= today)
    .sort((a, b) => a - b);
  const [first] = days;
  if (first === undefined) return undefined;
  return { day: new Date(first).toISOString().slice(0, 10), daysLeft: Math.round((first - today) / dayMs) };
};
