/** Weekdays and relative dates: "on Tuesday", "yesterday", "last week", "earlier this month", "two weeks ago", "next Monday". */
import { isDigit } from "#kit/text/ascii.ts";
import { behindArticle, readNumeral } from "../quantities/read-numeral.ts";
import type { DateDraft } from "./draft.ts";
import { weekdays } from "./words.ts";

const unitAt =
  /(?:the )?(last|past|previous|this|current|next|coming|following|letzte[nrs]?|vergangene[nrs]?|diese[nrs]?|nächste[nrs]?)[ \u00a0](week|month|quarter|year|weekend|woche|monat|quartal|jahr(?:es)?|summer|spring|autumn|fall|winter)(?:['’]s)?(?![\p{L}\p{N}])/iuy;
const earlierBefore =
  /(?:^|[^\p{L}])(earlier|later|late|early|mid|beginning|start|end|anfang|ende)(?: of)?[ \u00a0-]$/iu;
const agoAt = /[ \u00a0](day|week|month|year)s?[ \u00a0](?:ago|earlier(?= today)|prior to publication)/y;
const dayWords: Readonly<Record<string, number>> = {
  yesterday: -1,
  tomorrow: 1,
  today: 0,
  gestern: -1,
  heute: 0,
  morgen: 1,
  hier: -1,
  "aujourd'hui": 0,
  ayer: -1,
  hoy: 0,
  ieri: -1,
  oggi: 0,
  ontem: -1,
  hoje: 0,
  gisteren: -1,
  vandaag: 0,
  igår: -1,
  idag: 0,
  вчора: -1,
  сьогодні: 0,
};
const yesterdayOnly = new Set(["yesterday", "tomorrow", "gestern", "ayer", "ontem", "gisteren", "вчора"]);

const units: Readonly<Record<string, "week" | "month" | "quarter" | "year">> = {
  week: "week",
  woche: "week",
  weekend: "week",
  month: "month",
  monat: "month",
  quarter: "quarter",
  quartal: "quarter",
  year: "year",
  jahr: "year",
  jahres: "year",
};
const seasons: Readonly<Record<string, number>> = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 };

const offsetOf = (word: string): number => {
  const lower = word.toLowerCase();
  if (/^(?:last|past|previous|letzte|vergangene)/.test(lower)) return -1;
  return /^(?:next|coming|following|nächste)/.test(lower) ? 1 : 0;
};

/** "last week", "earlier this month", "this year". */
export const readRelativeUnit = (text: string, start: number): DateDraft | undefined => {
  unitAt.lastIndex = start;
  const match = unitAt.exec(text);
  if (!match) return undefined;
  const word = (match[2] ?? "").toLowerCase();
  const offset = offsetOf(match[1] ?? "");
  const end = start + match[0].replace(/['’]s$/, "").length;
  const season = seasons[word];
  if (season !== undefined)
    return { start, end, season, relative: { unit: "year", offset }, ...(offset > 0 ? { forward: true } : {}) };
  const unit = units[word];
  if (unit === undefined) return undefined;
  // "a change from the following month on", "the previous year's figures": relative to the story, not to the day of writing.
  if (/^(?:the )?following$/i.test(match[1] ?? "")) return undefined;
  const window = text.slice(Math.max(0, start - 14), start);
  const lead = earlierBefore.exec(window);
  const from = lead ? start - window.length + lead.index + lead[0].search(/\p{L}/u) : start;
  const partWord = (lead?.[1] ?? "").toLowerCase();
  const part = /^(?:early|beginning|start|anfang)$/.test(partWord)
    ? "early"
    : /^(?:late|end|ende)$/.test(partWord)
      ? "late"
      : partWord === "mid"
        ? "mid"
        : undefined;
  return {
    start: from,
    end,
    relative: { unit, offset },
    ...(part ? { part } : {}),
    ...(offset > 0 || partWord === "later" ? { forward: true } : {}),
  };
};

const announces =
  /(?:\b(?:earlier|said|warned|released|announced|published|disclosed|confirmed|issued|revealed|reported|added|patched|fixed|advisory|alert|launched|unveiled|told|statement|dismantled|seized|arrested|charged|sanctioned)\b[^.\n]{0,60})$/i;

/** "yesterday", "today" when something is announced then and it does not merely mean nowadays. */
export const readDayWord = (text: string, start: number, end: number): DateDraft | undefined => {
  const word = text.slice(start, end).toLowerCase();
  if (!Object.hasOwn(dayWords, word)) return undefined;
  if (/^['’]s/.test(text.slice(end, end + 2)) && word === "today") return undefined;
  const offset = dayWords[word] ?? 0;
  if (!yesterdayOnly.has(word)) {
    if (word === "hier" || word === "morgen" || word === "ieri" || word === "oggi") return undefined;
    const opens =
      /(?:^|[.!?\n]\s{0,2})$/.test(text.slice(Math.max(0, start - 3), start)) &&
      /^,? (?:we(?:['’]re)? |the )?[\p{L}\p{N}’' ]{0,40}\b(?:announc|releas|publish|add|issu|disclos|patch|warn|seiz|charg)/iu.test(
        text.slice(end, end + 70),
      );
    const then =
      /^ (?:announced|warned|said|released|published|added|issued|disclosed|confirmed|unsealed|seized|charged)\b/.test(
        text.slice(end, end + 12),
      );
    if (word === "today" && !opens && !then && !announces.test(text.slice(Math.max(0, start - 90), start)))
      return undefined;
  }
  return { start, end, relative: { unit: "day", offset }, ...(offset > 0 ? { forward: true } : {}) };
};

/** day, week, month, year */
const opensUnit = (code: number): boolean => code === 100 || code === 119 || code === 109 || code === 121;

/** After an article or a number in digits: can "days ago", "weeks ago" and so on come next at all? */
const mayBeAgo = (text: string, start: number): boolean => {
  if ((text.charCodeAt(start) | 32) === 97) return opensUnit(text.charCodeAt(behindArticle(text, start)));
  let end = start;
  while (end - start < 4 && isDigit(text.charCodeAt(end))) end += 1;
  if (end === start) return true;
  const next = text[end];
  return next === " " || next === "\u00a0"
    ? /[dwmyh]/i.test(text.charAt(end + 1))
    : next === "." || next === "," || next === "-";
};

/** "two weeks ago", "a month ago": the number begins at `start`. */
export const readAgo = (text: string, start: number): DateDraft | undefined => {
  if (!mayBeAgo(text, start)) return undefined;
  const article = /(?:an?|one) /iy;
  article.lastIndex = start;
  const one = article.exec(text);
  const numeral = one ? { value: 1, end: start + one[0].length - 1 } : readNumeral(text, start);
  if (!numeral || !Number.isInteger(numeral.value) || numeral.value > 400) return undefined;
  agoAt.lastIndex = numeral.end;
  const match = agoAt.exec(text);
  if (!match) return undefined;
  const unit = match[1] as "day" | "week" | "month" | "year";
  return { start, end: numeral.end + match[0].length, relative: { unit, offset: -numeral.value } };
};

const festive = /(?:patch|black|cyber|super|good|ash|easter|palm|ruby|giving|exploit|update|bloody)[ \u00a0]$/i;
const direction =
  /(?:^|[^\p{L}])(last|past|this past|next|this coming|coming|this|letzten|vergangenen|nächsten|kommenden)[ \u00a0]$/iu;

/** A weekday by name: resolved against the publication day. Names such as "Patch Tuesday" are no weekday. */
export const readWeekday = (text: string, start: number, end: number): DateDraft | undefined => {
  const word = text.slice(start, end);
  const weekday = weekdays.get(word.toLowerCase());
  if (weekday === undefined) return undefined;
  const english = /day$/.test(word.toLowerCase());
  if (english && !/^\p{Lu}/u.test(word)) return undefined;
  const window = text.slice(Math.max(0, start - 14), start);
  if (festive.test(window)) return undefined;
  const lead = direction.exec(window);
  const from = lead ? start - window.length + lead.index + lead[0].search(/\p{L}/u) : start;
  const next = /next|coming|nächsten|kommenden/i.test(lead?.[1] ?? "");
  const strict = /last|letzten|vergangenen/i.test(lead?.[1] ?? "");
  return { start: from, end, weekday, ...(next ? { forward: true } : {}), ...(strict ? { strict } : {}) };
};
