/**
 * When the page was published and changed: structured dates first, then `<time>`, then dates written near the title.
 *
 * A time without zone is kept as written (UTC, no zone). A date such as 05/02/26 may be read two ways: it is used only
 * when a part above 12, the language's region or another date of the same article decides; else the page is undated.
 * A date more than a day after retrieval is never the date of publication; where it is the only one, it is told apart.
 */
import { type ParsedDate, parseDate } from "../dates/parse-date.ts";
import { type JsonRecord, type MetaValues, textOf } from "./read-meta.ts";

export interface DateClues {
  readonly meta: MetaValues;
  readonly article: JsonRecord | undefined;
  /** `<time>` elements near the title: machine value, and whether it says it is the change. */
  readonly times: readonly { readonly value: string; readonly changed: boolean }[];
  readonly headerLines: readonly string[];
  /** Language tag of the page as written (`en-US`). */
  readonly language?: string;
  readonly retrievedAt: string;
  /** Dates the feeds gave, RFC 3339. */
  readonly fed: readonly string[];
  readonly fedChanged?: string;
}

export interface FoundDates {
  readonly publishedAt?: string;
  readonly publishedZoneMinutes?: number;
  readonly changedAt?: string;
  /** The date a document without another gives, when it lies more than a day after its reading. */
  readonly laterDate?: string;
}

const publishedNames = [
  "article:published_time",
  "og:article:published_time",
  "og:published_time",
  "datepublished",
  "dcterms.issued",
  "dcterms.date.issued",
  "dc.date.issued",
  "dcterms.date",
  "dc.date",
  "dcterms.created",
  "dc.date.created",
  "parsely-pub-date",
  "sailthru.date",
  "cxenseparse:recs:publishtime",
  "citation_publication_date",
  "article.published",
  "publication_date",
  "publish_date",
  "publish-date",
  "publishdate",
  "pubdate",
  "date_published",
  "datecreated",
  "originalpublicationdate",
  "date",
];
const changedNames = [
  "article:modified_time",
  "og:updated_time",
  "datemodified",
  "dcterms.modified",
  "dc.date.modified",
  "last-modified",
];

const day = 86_400_000;

const notFuture = (date: ParsedDate | undefined, retrievedAt: string): date is ParsedDate => {
  if (date === undefined || date.precision === "year" || date.precision === "month") return false;
  const at = Date.parse(date.utc);
  const limit = Date.parse(retrievedAt);
  return at > Date.UTC(1990, 0, 1) && (Number.isNaN(limit) || at <= limit + day);
};

const zoneWord = "(?:UTC|GMT)\\s?[+-]\\d{1,2}(?::?\\d{2})?|[+-]\\d{2}:?\\d{2}|Z|[A-Z]{2,5}";
const clock = `(\\d{1,2})[:.h](\\d{2})(?::(\\d{2}))?\\s?([ap]\\.?m\\.?)?(?:\\s?(?:Uhr|hrs?|h))?\\s?\\(?(${zoneWord})?(?![A-Za-z])`;
const between = "[\\s,|@•·–—-]{1,4}(?:(?:at|um|à|a las|alle|om|kl\\.?)\\s)?";
const written = new RegExp(
  `(?:(\\d{4})-(\\d{2})-(\\d{2})|(\\d{4})/(\\d{1,2})/(\\d{1,2})|(\\d{1,2})([./])(\\d{1,2})\\8(\\d{4}|\\d{2})(?!\\d)` +
    `|(\\d{1,2})(?:st|nd|rd|th|\\.|º)?\\s(?:de\\s)?(\\p{L}{3,12})\\.?,?\\s(?:de\\s)?(\\d{4})` +
    `|(\\p{L}{3,12})\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?,?\\s(\\d{4}))(?:T|${between})?(?:${clock})?`,
  "iu",
);

const pad = (value: string | number): string => String(value).padStart(2, "0");

/** Month first, day first, or not known, by the region of a language tag. */
const orderOf = (language: string | undefined): "month" | "day" | undefined => {
  if (language === undefined) return undefined;
  if (/^en-(?:us|ph)\b|^en_us/i.test(language)) return "month";
  if (/^en$/i.test(language)) return undefined;
  return /^(?:zh|ja|ko|hu|lt|mn)/i.test(language) ? undefined : "day";
};

/** The two readings of a numeric date, or one when the numbers, the separator or the region decide. */
const readings = (a: string, sign: string, b: string, year: string, language: string | undefined): string[] => {
  const full = year.length === 2 ? `20${year}` : year;
  const dayFirst = `${full}-${pad(b)}-${pad(a)}`;
  const monthFirst = `${full}-${pad(a)}-${pad(b)}`;
  if (sign === "." || Number(a) > 12) return [dayFirst];
  if (Number(b) > 12) return [monthFirst];
  const order = orderOf(language);
  if (order === "day") return [dayFirst];
  return order === "month" ? [monthFirst] : [dayFirst, monthFirst];
};

const timeOf = (match: RegExpExecArray): string => {
  const [hour, minute, second, half, zone] = match.slice(17, 22);
  if (hour === undefined || minute === undefined || Number(hour) > 24 || Number(minute) > 59) return "";
  let hours = Number(hour);
  if (half !== undefined) hours = (hours % 12) + (/^p/i.test(half) ? 12 : 0);
  const named = zone === undefined || zone !== zone.toUpperCase() ? "" : ` ${zone}`;
  return ` ${pad(hours)}:${minute}:${second ?? "00"}${named}`;
};

/** Every reading of the first date in a line: one when it is clear, two when it is not, none when there is none. */
export const readWrittenDate = (line: string, language: string | undefined): ParsedDate[] => {
  const match = written.exec(line.slice(0, 300));
  if (match === null) return [];
  const [, y1, m1, d1, y2, m2, d2, a, sign, b, y3, d4, month4, y4, month5, d5, y5] = match;
  const time = timeOf(match);
  const parse = (date: string): ParsedDate[] => {
    const parsed = parseDate(`${date}${time}`) ?? parseDate(date);
    return parsed === undefined ? [] : [parsed];
  };
  if (y1 !== undefined) return parse(`${y1}-${m1}-${d1}`);
  if (y2 !== undefined) return parse(`${y2}-${pad(m2 ?? "")}-${pad(d2 ?? "")}`);
  if (a !== undefined && sign !== undefined && b !== undefined && y3 !== undefined) {
    return readings(a, sign, b, y3, language).flatMap(parse);
  }
  if (month4 !== undefined) return parse(`${d4} ${month4} ${y4}`);
  return parse(`${d5} ${month5} ${y5}`);
};

const saysChanged = /^(?:last )?(?:updated|modified|aktualisiert|geändert|mis à jour|actualizado|aggiornato|stand)\b/i;

const statedDates = (clues: DateClues, field: string, names: readonly string[]): ParsedDate[] => {
  const stated = textOf(clues.article, field);
  const values = [
    ...(stated === undefined ? [] : [stated]),
    ...names.flatMap((name) => clues.meta.get(name)?.slice(0, 2) ?? []),
  ];
  return values.map(parseDate).filter((date) => notFuture(date, clues.retrievedAt));
};

const near = (date: ParsedDate, other: string, days: number): boolean =>
  Math.abs(Date.parse(date.utc) - Date.parse(other)) <= days * day;

/** Dates written near the title; an unclear one only when exactly one reading lies near a date of the feed. */
const lineDates = (clues: DateClues, changed: boolean): ParsedDate[] =>
  clues.headerLines
    .filter((line) => saysChanged.test(line) === changed)
    .flatMap((line) => {
      const readings = readWrittenDate(line, clues.language);
      const found = readings.filter((date) => notFuture(date, clues.retrievedAt));
      if (readings.length < 2) return found;
      const fitting = found.filter((date) => clues.fed.some((fed) => near(date, fed, 1.5)));
      return fitting.length === 1 ? fitting : [];
    });

/** The zone the outlet wrote may stand on another of its dates for the same minute. */
const zoneOf = (chosen: ParsedDate, all: readonly ParsedDate[]): { publishedZoneMinutes?: number } => {
  const local = [chosen, ...all].find(
    (date) => date.zoneMinutes !== undefined && date.zoneMinutes !== 0 && near(date, chosen.utc, 1 / 1440),
  );
  const zone = local?.zoneMinutes ?? chosen.zoneMinutes;
  return zone === undefined ? {} : { publishedZoneMinutes: zone };
};

const publishedOf = (clues: DateClues): { publishedAt?: string; publishedZoneMinutes?: number } => {
  const times = clues.times.filter((time) => !time.changed).map((time) => parseDate(time.value));
  const onPage = [
    ...statedDates(clues, "datePublished", publishedNames),
    ...times.filter((date) => notFuture(date, clues.retrievedAt)),
    ...lineDates(clues, false),
    ...statedDates(clues, "dateCreated", []),
  ];
  const exact = onPage.find((date) => date.precision === "time" && date.zoneMinutes !== undefined);
  const fed = clues.fed.map(parseDate).filter((date) => notFuture(date, clues.retrievedAt));
  const [byFeed] = fed;
  // The page's own instant, else the feed's, else what the page has: a time without zone, or a day.
  const chosen = exact ?? byFeed ?? onPage.find((date) => date.precision === "time") ?? onPage[0];
  if (chosen === undefined) return {};
  // Feeds come normalised to UTC: their zone is not the one the outlet wrote.
  const local: ParsedDate = chosen === byFeed ? { utc: chosen.utc, precision: chosen.precision } : chosen;
  return { publishedAt: chosen.utc, ...zoneOf(local, onPage) };
};

/** The only date a document gives may lie after its reading: a wrong clock, or an edition made of a later day's pages. */
const laterOf = (clues: DateClues): string | undefined =>
  [
    textOf(clues.article, "datePublished"),
    ...publishedNames.flatMap((name) => clues.meta.get(name)?.slice(0, 2) ?? []),
    ...clues.times.filter((time) => !time.changed).map((time) => time.value),
    ...clues.fed,
  ]
    .map((value) => (value === undefined ? undefined : parseDate(value)))
    .find((date) => date !== undefined && Date.parse(date.utc) > Date.parse(clues.retrievedAt) + day)?.utc;

export const findDates = (clues: DateClues): FoundDates => {
  const published = publishedOf(clues);
  const changes = [
    ...statedDates(clues, "dateModified", changedNames),
    ...clues.times.filter((time) => time.changed).map((time) => parseDate(time.value)),
    ...lineDates(clues, true),
    ...(clues.fedChanged === undefined ? [] : [parseDate(clues.fedChanged)]),
  ];
  const since =
    published.publishedAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(published.publishedAt) + 60_000;
  const changed = changes.find((date) => notFuture(date, clues.retrievedAt) && Date.parse(date.utc) >= since);
  const later = published.publishedAt === undefined ? laterOf(clues) : undefined;
  return {
    ...published,
    ...(changed === undefined ? {} : { changedAt: changed.utc }),
    ...(later === undefined ? {} : { laterDate: later }),
  };
};
