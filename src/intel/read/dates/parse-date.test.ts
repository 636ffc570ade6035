import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDate } from "./parse-date.ts";

describe("a date of a feed is read to the second in UTC", () => {
  const rows: readonly (readonly [string, string, number | undefined])[] = [
    ["Thu, 05 Feb 2026 10:15:00 +0100", "2026-02-05T09:15:00Z", 60],
    ["Thu, 05 Feb 2026 10:15:00 GMT+0100", "2026-02-05T09:15:00Z", 60],
    ["Thu, 05 Feb 2026 10:15:00 EST", "2026-02-05T15:15:00Z", -300],
    ["Thu, 05 Feb 2026 10:15:00 -0500 (EST)", "2026-02-05T15:15:00Z", -300],
    ["Thu,05 Feb 2026 10:15 UT", "2026-02-05T10:15:00Z", 0],
    ["5 Feb 26", "2026-02-05T00:00:00Z", undefined],
    ["Thursday, 05-Feb-26 08:49:37 GMT", "2026-02-05T08:49:37Z", 0],
    ["Thu Feb  5 16:29:06 2026", "2026-02-05T16:29:06Z", undefined],
    ["Thu Feb  5 16:29:06 PST 2026", "2026-02-06T00:29:06Z", -480],
    ["2026-02-05T10:15:30.123+05:30", "2026-02-05T04:45:30Z", 330],
    ["2026-02-05 10:15:30", "2026-02-05T10:15:30Z", undefined],
    ["2026-02-05T10:15Z", "2026-02-05T10:15:00Z", 0],
    ["20260205T101530Z", "2026-02-05T10:15:30Z", 0],
    ["2026-02-05T24:00:00Z", "2026-02-06T00:00:00Z", 0],
    ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", 0],
    ["2026-02-05T10:15:00-05:00Z", "2026-02-05T15:15:00Z", -300],
    ["2026-036", "2026-02-05T00:00:00Z", undefined],
    ["2026-W06-4", "2026-02-05T00:00:00Z", undefined],
    ["2026-02", "2026-02-01T00:00:00Z", undefined],
    ["-2602", "2026-02-01T00:00:00Z", undefined],
    ["1770286530", "2026-02-05T10:15:30Z", 0],
    ["1770286530000", "2026-02-05T10:15:30Z", 0],
    ["Thu, 5 February 2026 at 3:09pm", "2026-02-05T15:09:00Z", undefined],
    ["February 5, 2026, 12:05 AM EST", "2026-02-05T05:05:00Z", -300],
    ["Thu, 5th Feb 2026 10:15:00 Europe/Brussels", "2026-02-05T09:15:00Z", 60],
    ["2026/02/05 10:15:00 America/New_York", "2026-02-05T15:15:00Z", -300],
    ["Do, 05 Feb. 2026 10:15:00 +0100", "2026-02-05T09:15:00Z", 60],
    ["5. März 2026, 14:30 Uhr", "2026-03-05T14:30:00Z", undefined],
    ["jeu., 05 févr. 2026 15h09", "2026-02-05T15:09:00Z", undefined],
    ["mar., 03 mars 2026 10:00 +0100", "2026-03-03T09:00:00Z", 60],
    ["5 de febrero de 2026", "2026-02-05T00:00:00Z", undefined],
    ["чт, 05 фев 2026 10:00:00 +0300", "2026-02-05T07:00:00Z", 180],
    ["Πεμ, 05 Φεβ 2026 12:00:00 EST", "2026-02-05T17:00:00Z", -300],
    ["2026-február-5T9:15-05:00", "2026-02-05T14:15:00Z", -300],
    ["2026년 02월 05일 10:15:00", "2026-02-05T01:15:00Z", 540],
    ["2026-02-05 오후 11:23:17", "2026-02-05T14:23:17Z", 540],
    ["2026年2月5日 下午3時05分", "2026-02-05T15:05:00Z", undefined],
    ["Thu, 02/05/2026 - 19:19", "2026-02-05T19:19:00Z", undefined],
    ["Sat, 02/05/2026", "2026-05-02T00:00:00Z", undefined],
    ["05.02.26", "2026-02-05T00:00:00Z", undefined],
  ];
  it.each(rows)("%s is %s", (input, utc, zone) => {
    expect(parseDate(input)).toMatchObject(zone === undefined ? { utc } : { utc, zoneMinutes: zone });
    if (zone === undefined) expect(parseDate(input)?.zoneMinutes).toBeUndefined();
  });
});

describe("what is no date is refused", () => {
  it.each([
    "",
    "yesterday",
    "2026-13-05",
    "Thu, 42 Feb 2026 10:00:00 GMT",
    "30 Feb 2026",
    "2026-02-29",
    "2026-02-05T25:00:00Z",
    "2026-02-05T10:61:00Z",
    "2026-02-05T10:15:61Z",
    "2026-02-05T24:30:00Z",
    "2026-02-05T10:15:00Zextra",
    "Thu, 05 Foo 2026 10:00:00 GMT",
    "Thu, 05 Feb 2026 10:00:00 +zz:00",
    "Thu, 05 Feb 2026 1:2:3:4 GMT",
    "10:15",
    "12 bears in May 2026",
    "2026-02-05 10:15:00 Nowhere/Atall",
    `${"5 ".repeat(300)}`,
  ])("%j", (input) => {
    expect(parseDate(input)).toBeUndefined();
  });
});

describe("for any text", () => {
  it("never throws and gives RFC 3339 or nothing", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.string({ unit: fc.constantFrom(..."0123456789-:/ TZ+.,AMPFebuarThu") }),
        ),
        (text) => {
          const parsed = parseDate(text);
          if (parsed !== undefined) expect(parsed.utc).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        },
      ),
      { seed: 20260205, numRuns: 2000 },
    );
  });
  it("reads back every instant it is given in RFC 3339 and RFC 2822", () => {
    const instants = fc.date({ min: new Date("1971-01-01"), max: new Date("2068-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (date) => {
        const utc = `${date.toISOString().slice(0, 19)}Z`;
        expect(parseDate(date.toISOString())?.utc).toBe(utc);
        expect(parseDate(date.toUTCString())?.utc).toBe(utc);
      }),
      { seed: 20260205, numRuns: 500 },
    );
  });
});
