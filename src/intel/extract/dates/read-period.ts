/** Years, quarters, halves, seasons: "2021", "early 2021", "2019–2021", "Q3 2023", "second half of 2022", "summer of 2021". */
import type { DateDraft } from "./draft.ts";
import { partOf, plausibleYear } from "./read-month-date.ts";
import { quarterWords } from "./words.ts";

/** Words before a four-digit number that make it a product's name or a label. */
const productBefore =
  /(?:server|office|exchange|sharepoint|visual studio|studio|sql|word|excel|outlook|access|project|visio|acrobat|reader|coldfusion|windows|dynamics|navision|delphi|autocad|iso|rfc|bulletin|port|code|version|area 51|agenda|utc|fips|event id|error|top ?ten|owasp top 10:?)[ \u00a0-]$/i;
const yearAlone = /(\d{4})(?:[-–](\d{4}|\d{2}))?(?![\p{L}\p{N}_%@°]|[.,:]\d|[-–/]\d|-[\p{L}])/uy;
const period =
  /(?:(first|second|third|fourth|last|final|1st|2nd|3rd|4th) (quarter|half)|(?:q([1-4])|h([12])|([1-4])q|([12])h)|(spring|summer|autumn|fall|winter))(?:,? (?:of )?|[-/’' ])(?:(?:of )?(?:the )?(?:year |fiscal year )?)?(20\d{2})(?![p{L}p{N}_-]|[.,]\d)/iuy;
const yearQuarter = /(20\d{2})[- /]?(?:q([1-4])|h([12]))(?![p{L}p{N}_])/iy;
const barePeriod = /(?:(first|second|third|fourth|last) (quarter|half) of (?:the|this|last) year)/iy;
const partBefore =
  /(?:^|[^\p{L}])(mid-to-late|early|mid|late|(?:the )?(?:beginning|start) of|(?:the )?middle of|(?:the )?end of|anfang|mitte|ende|début|fin|principios de|finales de)[ \u00a0-](?:in )?$/iu;
const seasons: Readonly<Record<string, number>> = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 };

const order = (word: string | undefined): number | undefined => {
  if (word === undefined) return undefined;
  return quarterWords[word.toLowerCase()] ?? (/^[1-4]/.test(word) ? Number(word.charAt(0)) : undefined);
};

const halfOf = (word: string | undefined): number | undefined => {
  const number = order(word);
  return number === undefined ? undefined : Math.min(2, number);
};

/** A quarter, half or season with its year, beginning at `start`. */
export const readPeriod = (text: string, start: number): DateDraft | undefined => {
  if (/[\p{L}\p{N}_./-]/u.test(text.charAt(start - 1))) return undefined;
  period.lastIndex = start;
  const match = period.exec(text);
  if (match) {
    const base = { start, end: start + match[0].length, year: Number(match[8]) };
    const season = seasons[(match[7] ?? "").toLowerCase()];
    if (season !== undefined) return { ...base, season };
    if (match[2]?.toLowerCase() === "half") return { ...base, half: halfOf(match[1]) ?? 1 };
    if (match[2] !== undefined) return { ...base, quarter: order(match[1]) ?? 1 };
    const quarter = match[3] ?? match[5];
    return quarter === undefined
      ? { ...base, half: Number(match[4] ?? match[6]) }
      : { ...base, quarter: Number(quarter) };
  }
  barePeriod.lastIndex = start;
  const bare = barePeriod.exec(text);
  if (!bare) return undefined;
  const offset = /last year$/i.test(bare[0]) ? -1 : 0;
  const base = { start, end: start + bare[0].length, relative: { unit: "year" as const, offset } };
  return bare[2]?.toLowerCase() === "half"
    ? { ...base, half: halfOf(bare[1]) ?? 1 }
    : { ...base, quarter: order(bare[1]) ?? 1 };
};

const yearRefused = (text: string, start: number): boolean => {
  const char = text.charAt(start - 1);
  if (char === "-" || char === "–") {
    if (!/(?:^|[^\p{L}])(?:mid|early|late|pre|post|end)$/iu.test(text.slice(Math.max(0, start - 7), start - 1)))
      return true;
  } else if (/[\p{L}\p{N}_./\\@#$€£=&:+]/u.test(char)) return true;
  if (char === "." || /[,.]$/.test(char)) return true;
  return productBefore.test(text.slice(Math.max(0, start - 18), start));
};

const countsThings = (text: string, end: number): boolean =>
  /^ (?:or more |(?:different |unique |compromised )?(?:hosts|servers|devices|users|victims|emails|messages|samples|bytes|people|machines|computers|domains|dollars|euros|organi[sz]ations|companies|systems|accounts|times|bits?|characters|iterations)\b)/.test(
    text.slice(end, end + 30),
  );

const quarterOfYear = (text: string, start: number): DateDraft | undefined => {
  yearQuarter.lastIndex = start;
  const match = yearQuarter.exec(text);
  if (!match || /[\p{L}\p{N}_./-]/u.test(text.charAt(start - 1))) return undefined;
  const base = { start, end: start + match[0].length, year: Number(match[1]) };
  return match[2] === undefined ? { ...base, half: Number(match[3]) } : { ...base, quarter: Number(match[2]) };
};

const isYear = (text: string, start: number, end: number, year: number): boolean => {
  if (!plausibleYear(year) || yearRefused(text, start)) return false;
  const before = text.slice(Math.max(0, start - 9), start);
  // Before 1980 a bare number is a year only with a sign of time.
  if (year < 1980 && !/(?:in|since|of|during|until|from|between|and|before|after|[(–-]) ?$/i.test(before)) return false;
  return !countsThings(text, end) || /(?:in|since|of|during) $/i.test(before);
};

/** The year that ends "2019–2021" or "2019-20", when it is later. */
const lastYearOf = (year: number, written: string): number | undefined => {
  const last = written.length === 2 ? Math.floor(year / 100) * 100 + Number(written) : Number(written);
  return last > year && plausibleYear(last) ? last : undefined;
};

/** A year standing alone at `start`, or a span of years. */
export const readYear = (text: string, start: number): DateDraft | undefined => {
  const quarter = quarterOfYear(text, start);
  if (quarter) return quarter;
  yearAlone.lastIndex = start;
  const match = yearAlone.exec(text);
  if (!match) return undefined;
  const year = Number(match[1]);
  const end = start + match[0].length;
  if (!isYear(text, start, end, year)) return undefined;
  const last = match[2] === undefined ? undefined : lastYearOf(year, match[2]);
  if (match[2] !== undefined && last === undefined) return undefined;
  const window = text.slice(Math.max(0, start - 24), start);
  const partMatch = partBefore.exec(window);
  const part = partMatch ? partOf(partMatch[1] ?? "") : undefined;
  const from = partMatch && part ? start - partMatch[0].replace(/^[^\p{L}]*(?:the )?/iu, "").length : start;
  return { start: from, end, year, ...(last === undefined ? {} : { last: { year: last } }), ...(part ? { part } : {}) };
};
