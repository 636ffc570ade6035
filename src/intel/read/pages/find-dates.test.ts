import { describe, expect, it } from "vitest";
import { type DateClues, findDates, readWrittenDate } from "./find-dates.ts";

describe("dates as pages write them", () => {
  it.each([
    ["12 Mar 2025 | 21:05 SGT", undefined, ["2025-03-12T13:05:00Z"]],
    ["March 12, 2025, 6:15 AM EST", undefined, ["2025-03-12T11:15:00Z"]],
    ["Published 2025-03-12 09:00 +0200 by the desk", undefined, ["2025-03-12T07:00:00Z"]],
    ["11.03.2025 09:40 CET", "de", ["2025-03-11T08:40:00Z"]],
    ["11.03.2025 um 09:40 Uhr", "de", ["2025-03-11T09:40:00Z"]],
    ["11. März 2025", "de", ["2025-03-11T00:00:00Z"]],
    ["03/04/25", "en-US", ["2025-03-04T00:00:00Z"]],
    ["03/04/25", "en-GB", ["2025-04-03T00:00:00Z"]],
    ["03/04/25", undefined, ["2025-04-03T00:00:00Z", "2025-03-04T00:00:00Z"]],
    ["13/04/2025", undefined, ["2025-04-13T00:00:00Z"]],
    ["04/13/2025", undefined, ["2025-04-13T00:00:00Z"]],
    ["4 min read", undefined, []],
    ["Version 1.2.3", undefined, []],
    ["32/13/2025", undefined, []],
  ])("%s (%s)", (line, language, expected) => {
    expect(readWrittenDate(line, language).map((date) => date.utc)).toEqual(expected);
  });
});

const clues = (more: Partial<DateClues>): DateClues => ({
  meta: new Map(),
  article: undefined,
  times: [],
  headerLines: [],
  retrievedAt: "2025-03-12T18:00:00Z",
  fed: [],
  ...more,
});

describe("which date counts", () => {
  it("the page's own instant before the feed's", () => {
    const found = findDates(
      clues({ article: { datePublished: "2025-03-11T08:00:00+01:00" }, fed: ["2025-03-11T09:00:00Z"] }),
    );
    expect(found).toEqual({ publishedAt: "2025-03-11T07:00:00Z", publishedZoneMinutes: 60 });
  });
  it("the feed's instant before a day or a time without zone", () => {
    expect(findDates(clues({ headerLines: ["11 March 2025"], fed: ["2025-03-11T09:00:00Z"] })).publishedAt).toBe(
      "2025-03-11T09:00:00Z",
    );
    expect(findDates(clues({ headerLines: ["11.03.2025 10:00"], fed: ["2025-03-11T09:00:00Z"] })).publishedAt).toBe(
      "2025-03-11T09:00:00Z",
    );
  });
  it("the zone of a date that means the same minute", () => {
    const meta = new Map([["article:published_time", ["2025-03-12T13:05:00Z"]]]);
    expect(findDates(clues({ meta, headerLines: ["12 Mar 2025 | 21:05 SGT"] })).publishedZoneMinutes).toBe(480);
  });
  it("nothing when there is nothing, and never the time of reading", () => expect(findDates(clues({}))).toEqual({}));
  it("no date of publication from the future, whoever gives it", () => {
    const meta = new Map([["date", ["2025-04-01T00:00:00Z"]]]);
    expect(findDates(clues({ meta, fed: ["2025-05-01T00:00:00Z"] }))).toEqual({ laterDate: "2025-04-01T00:00:00Z" });
  });
  it("a date from the future goes unsaid beside one that may be true", () => {
    const meta = new Map([["date", ["2025-04-01T00:00:00Z"]]]);
    expect(findDates(clues({ meta, fed: ["2025-03-11T00:00:00Z"] }))).toEqual({ publishedAt: "2025-03-11T00:00:00Z" });
  });
  it("a change only after the publication", () => {
    const at = (dateModified: string) =>
      findDates(clues({ article: { datePublished: "2025-03-11T08:00:00Z", dateModified } }));
    expect(at("2025-03-11T09:00:00Z").changedAt).toBe("2025-03-11T09:00:00Z");
    expect(at("2025-03-11T08:00:00Z").changedAt).toBeUndefined();
    expect(at("2025-03-10T08:00:00Z").changedAt).toBeUndefined();
  });
  it("a line that says updated is the change", () => {
    const found = findDates(clues({ headerLines: ["11 March 2025 08:00 GMT", "Updated 11 March 2025 10:30 GMT"] }));
    expect(found).toMatchObject({ publishedAt: "2025-03-11T08:00:00Z", changedAt: "2025-03-11T10:30:00Z" });
  });
});
