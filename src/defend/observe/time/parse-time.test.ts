import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAccessTime, parseEpoch, parseIsoTime, parseTimeValue, yearFor } from "./parse-time.ts";

test.each<[string, unknown, object, number | undefined, string | undefined]>([
  ["ISO 8601 in UTC", "2026-01-02T03:04:05.678Z", {}, Date.UTC(2026, 0, 2, 3, 4, 5, 678), "Z"],
  ["with a space", "2026-01-02 03:04:05", {}, Date.UTC(2026, 0, 2, 3, 4, 5), undefined],
  ["seven digits of fraction", "2026-01-02T03:04:05.1234567Z", {}, Date.UTC(2026, 0, 2, 3, 4, 5) + 123.4567, "Z"],
  ["a comma before the fraction", "2026-01-02 03:04:05,5", {}, Date.UTC(2026, 0, 2, 3, 4, 5, 500), undefined],
  ["a zone ahead of UTC", "2026-01-02T03:04:05+09:00", {}, Date.UTC(2026, 0, 1, 18, 4, 5), "+09:00"],
  ["a zone without colon", "2026-01-02T03:04:05-0330", {}, Date.UTC(2026, 0, 2, 6, 34, 5), "-0330"],
  ["no zone, one in the hints", "2026-01-02 03:04:05", { zone: "+01:00" }, Date.UTC(2026, 0, 2, 2, 4, 5), "+01:00"],
  ["UTC in words", "2026-01-02 03:04:05 UTC", {}, Date.UTC(2026, 0, 2, 3, 4, 5), "UTC"],
  ["seconds", 1_700_000_000, {}, 1_700_000_000_000, undefined],
  ["seconds as text with a fraction", "1700000000.25", {}, 1_700_000_000_250, undefined],
  ["milliseconds", 1_700_000_000_123, {}, 1_700_000_000_123, undefined],
  ["microseconds as text", "1700000000123456", {}, 1_700_000_000_123.456, undefined],
  ["a web server's time", "10/Oct/2025:13:55:36 -0700", {}, Date.UTC(2025, 9, 10, 20, 55, 36), "-0700"],
  [".NET's JSON date", "/Date(1700000000123)/", {}, 1_700_000_000_123, undefined],
  ["a leap day", "2024-02-29T00:00:00Z", {}, Date.UTC(2024, 1, 29), "Z"],
  ["a month that is none", "2026-13-02T03:04:05Z", {}, undefined, undefined],
  ["a zone that is none", "2026-01-02T03:04:05 somewhere", {}, undefined, undefined],
  ["a word", "yesterday", {}, undefined, undefined],
  ["nothing", null, {}, undefined, undefined],
])("%s", (_, value, hints, ms, zone) => {
  expect(parseTimeValue(value, hints)).toEqual(ms === undefined ? undefined : { ms, zone });
});

test("a date without a year lies in the latest year that is not after the log was collected", () => {
  const latestMs = Date.UTC(2026, 0, 3);
  expect(yearFor(12, 31, { latestMs })).toBe(2025);
  expect(yearFor(1, 2, { latestMs })).toBe(2026);
  expect(yearFor(12, 31, { latestMs, year: 2020 })).toBe(2020);
  expect(yearFor(12, 31, {})).toBeUndefined();
});

test("agrees with the platform on every ISO time from 1900 to 2200", () => {
  const span = { min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) };
  fc.assert(
    fc.property(fc.integer(span), (ms) => {
      expect(parseIsoTime(new Date(ms).toISOString())).toEqual({ ms, zone: "Z" });
    }),
    { seed: 1, numRuns: 3000 },
  );
});

test("never throws and never gives a time that is no number", () => {
  const texts = fc.string({ unit: fc.constantFrom(..."0123456789-:TZ+ ./JanOct,"), maxLength: 40 });
  fc.assert(
    fc.property(texts, (text) => {
      for (const time of [parseIsoTime(text), parseAccessTime(text), parseTimeValue(text)])
        if (time !== undefined) expect(time.ms).not.toBeNaN();
    }),
    { seed: 2, numRuns: 3000 },
  );
  expect(parseEpoch(Number.NaN)).toBeUndefined();
});
