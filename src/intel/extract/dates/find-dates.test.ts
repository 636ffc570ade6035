import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findDates, findDurations } from "./index.ts";

/** Published on Thursday 5 February 2026, 10:00 in a zone one hour east of UTC. */
const published = { publishedAt: "2026-02-05T09:00:00Z", publishedZoneMinutes: 60 };

const rows: readonly (readonly [text: string, dates: readonly string[], language?: string])[] = [
  ["CISA added it on Tuesday and agencies must patch by February 24, 2026.", ["2026-02-03", "2026-02-24"]],
  ["Agencies must patch by Friday. On Monday the vendor said so.", ["2026-02-06", "2026-02-02"]],
  ["The updates arrive on Tuesday; the court meets on Friday.", ["2026-02-10", "2026-02-06"]],
  ["The report lands at the end on Tuesday; it was sent on Monday.", ["2026-02-03", "2026-02-02"]],
  ["On Thursday; last Thursday; next Monday", ["2026-02-05", "2026-01-29", "2026-02-09"]],
  ["Earlier this month; yesterday; last week; two weeks ago", ["2026-02", "2026-02-04", "2026-W05", "2026-W04"]],
  ["in November and December 2025", ["2025-11", "2025-12"]],
  ["January–June 2024", ["2024-01/2024-06"]],
  ["February 3-5, 3–5 February 2026", ["2026-02-03/2026-02-05", "2026-02-03/2026-02-05"]],
  ["since early 2021, in late 2024 and by the end of January", ["2021", "2024", "2026-01"]],
  [
    "in Q3 2023, H2 2022, the second half of 2022 and the third quarter of 2025",
    ["2023-Q3", "2022-H2", "2022-H2", "2025-Q3"],
  ],
  ["between 2019–2021", ["2019/2021"]],
  ["on 31 October, December 12 and 10 June", ["2025-10-31", "2025-12-12", "2025-06-10"]],
  ["due on 24 February; the sentencing will be on 10 June", ["2026-02-24", "2026-06-10"]],
  ["On 2 August 2017 it began. On 9 August it spread.", ["2017-08-02", "2017-08-09"]],
  ["It may be used in May. They may attack. In March they marched.", ["2025-05", "2025-03"]],
  ["5 Jun 2020, Sept. 30, 2019, 2024 Aug, 24-Apr-2020", ["2020-06-05", "2019-09-30", "2024-08", "2020-04-24"]],
  ["13/04/2024, 04.02.2026, 2026-02-03, 2026-01", ["2024-04-13", "2026-02-04", "2026-02-03", "2026-01"]],
  ["at 2026-02-03T14:30:00Z and on 4 February 2026, 10:30 UTC", ["2026-02-03T14:30", "2026-02-04T10:30"]],
  [
    "Am 5. Februar 2026, am Dienstag, Ende Januar, letzte Woche",
    ["2026-02-05", "2026-02-03", "2026-01", "2026-W05"],
    "de",
  ],
  ["le 3 février 2026 et en mars 2025", ["2026-02-03", "2025-03"], "fr"],
  ["el 5 de febrero de 2026", ["2026-02-05"], "es"],
  ["il 4 gennaio 2026", ["2026-01-04"], "it"],
  ["3 de março de 2025", ["2025-03-03"], "pt"],
  ["4 februari 2026", ["2026-02-04"], "nl"],
  ["5 desember 2025 og 6. oktober 2025", ["2025-12-05", "2025-10-06"], "no"],
  ["3 лютого 2026 року", ["2026-02-03"], "uk"],
  ["2026年2月5日、2月3日に、2025年12月", ["2026-02-05", "2026-02-03", "2025-12"], "ja"],
  // No dates.
  ["July 42nd, 2024/13/1, 31 February 2025", ["2025-02"]],
  ["version 2026.1.3, 10.7.31.9, CVE-2025-2026, Windows Server 2019, Exchange 2016", []],
  ["https://example.com/2024/03/05/post?d=2024-03-05 and C:\\logs\\2024-03-05\\a", []],
  ["Patch Tuesday and Black Friday", []],
  ["today's threats; a March hare; he will march", []],
  ["2000 servers and 2024 users", []],
];

describe("dates", () => {
  it.each(rows.map(([text, expected, language = "en"]) => ({ text, expected, language })))(
    "in $text are $expected",
    ({ text, expected, language }) => {
      expect(findDates(text, { ...published, language }).map((one) => one.timex)).toEqual(expected);
    },
  );

  it("flag a weekday that does not agree with its date", () => {
    const [wrong] = findDates("on Wednesday, 3 February 2026", published);
    expect(wrong).toMatchObject({ weekdayConflict: true, from: "2026-02-03", surface: "Wednesday, 3 February 2026" });
    const [right] = findDates("on Tuesday, February 3", published);
    expect(right?.weekdayConflict).toBeUndefined();
  });

  it("count the day where the outlet is", () => {
    const late = { publishedAt: "2026-02-05T23:30:00Z", publishedZoneMinutes: 120 };
    expect(findDates("yesterday", late)[0]?.from).toBe("2026-02-05");
    expect(findDates("yesterday", { publishedAt: "2026-02-05T23:30:00Z" })[0]?.from).toBe("2026-02-04");
  });

  it("are left out when nothing resolves them", () => {
    expect(findDates("On Tuesday, in March, last week and in March 2024", {}).map((one) => one.timex)).toEqual([
      "2024-03",
    ]);
  });

  it("have first and last days", () => {
    const spans = findDates("in February 2024, early 2021, late April 2016, Q2 2020", published);
    expect(spans.map((one) => `${one.from} ${one.to} ${one.precision}`)).toEqual([
      "2024-02-01 2024-02-29 month",
      "2021-01-01 2021-04-30 year",
      "2016-04-21 2016-04-30 month",
      "2020-04-01 2020-06-30 quarter",
    ]);
  });

  it("stand where they say, whatever the text", () => {
    const words = [
      "May",
      "3",
      "2026",
      "Tuesday",
      ",",
      "last",
      "week",
      "Q3",
      "2026-02-03",
      "/",
      "–",
      "to",
      "\n\n",
      "年",
      "5月",
      "ago",
      "two",
      "\udc00",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (parts) => {
        const text = parts.join(" ");
        let last = -1;
        for (const one of findDates(text, published)) {
          expect(text.slice(one.start, one.end)).toBe(one.surface);
          expect(one.start).toBeGreaterThanOrEqual(last);
          expect(one.from <= one.to).toBe(true);
          last = one.end;
        }
      }),
      { seed: 11, numRuns: 400 },
    );
  });

  it("cost no more than the text is long", () => {
    for (const text of [
      "2026-".repeat(150_000),
      "May ".repeat(200_000),
      "3 May 2026 ".repeat(60_000),
      "last ".repeat(150_000),
      "1/".repeat(300_000),
    ])
      expect(findDates(text, published).length).toBeLessThan(text.length);
  });
});

describe("durations", () => {
  it("have a value, a unit and a TIMEX value", () => {
    const text = "lasted 35 seconds over six months, for a decade, an 18-month campaign, within a week";
    expect(findDurations(text).map((one) => `${one.surface}=${one.timex}`)).toEqual([
      "35 seconds=PT35S",
      "six months=P6M",
      "a decade=P10Y",
      "18-month=P18M",
      "a week=P1W",
    ]);
  });
});
