/**
 * When something was published and when it was changed, from whichever of the many date elements a feed uses.
 *
 * Earlier names win; within one name the first that can be read, for updates the last. `dc:date` says only "a date of
 * the resource" and fills both gaps. What has only an update is published then (Atom wants `updated` alone). Nothing
 * is ever taken from the clock.
 */
import { type ParsedDate, parseDate } from "../dates/parse-date.ts";
import { childrenWith, textOf, type XmlElement } from "./xml-tree.ts";

const publishedKeys = [
  "pubdate",
  "published",
  "issued",
  "dcterms:issued",
  "atom:published",
  "atom:issued",
  "prism:publicationdate",
  "created",
  "dcterms:created",
  "dc:date",
  "date",
];
const updatedKeys = [
  "updated",
  "modified",
  "lastbuilddate",
  "dcterms:modified",
  "atom:updated",
  "atom:modified",
  "dc:date",
];

export interface Clocks {
  readonly publishedAt?: string;
  readonly publishedZoneMinutes?: number;
  readonly updatedAt?: string;
}

export interface ClockReport {
  unreadable: number;
}

const datesOf = (element: XmlElement, key: string, report: ClockReport): readonly ParsedDate[] =>
  childrenWith(element, key)
    .map(textOf)
    .filter((text) => text.trim() !== "")
    .map((text) => {
      const parsed = parseDate(text);
      if (parsed === undefined) report.unreadable += 1;
      return parsed;
    })
    .filter((parsed) => parsed !== undefined);

const firstDate = (
  element: XmlElement,
  keys: readonly string[],
  at: 0 | -1,
  report: ClockReport,
): ParsedDate | undefined => {
  for (const key of keys) {
    const found = datesOf(element, key, report).at(at);
    if (found !== undefined) return found;
  }
  return undefined;
};

export const readClocks = (element: XmlElement, report: ClockReport): Clocks => {
  const updated = firstDate(element, updatedKeys, -1, report);
  const published = firstDate(element, publishedKeys, 0, report) ?? updated;
  return {
    ...(published === undefined ? {} : { publishedAt: published.utc }),
    ...(published?.zoneMinutes === undefined ? {} : { publishedZoneMinutes: published.zoneMinutes }),
    ...(updated === undefined ? {} : { updatedAt: updated.utc }),
  };
};
