import { expect, it } from "vitest";
import { crontabOf, fieldsOf, sayTime } from "./plan-fields.ts";

it.each([
  ["0 7 * * *", "07:00", [1, 2, 3, 4, 5, 6, 0], "0 7 * * *"],
  ["30 18 * * 1-5", "18:30", [1, 2, 3, 4, 5], "30 18 * * 1,2,3,4,5"],
  ["5 6 * * 7", "06:05", [0], "5 6 * * 0"],
  ["0 7 * * 1,3,5-7", "07:00", [1, 3, 5, 6, 0], "0 7 * * 0,1,3,5,6"],
])("%s is %s on days", (at, time, days, again) => {
  expect(fieldsOf(at)).toEqual({ time, days });
  expect(crontabOf({ time, days })).toBe(again);
});

it.each(["*/5 7 * * *", "0 7 1 * *", "0 7 * * MON", "0 24 * * *", "0 7 * *", ""])("%s stays a crontab", (at) => {
  expect(fieldsOf(at)).toBeUndefined();
});

it("says a time with its zone's clock and UTC beside it", () => {
  expect(sayTime("2031-03-30T05:00:00.000Z", "Europe/Oslo")).toBe("Sun 30 Mar 2031, 07:00 (05:00 UTC)");
  expect(sayTime("2031-03-30T00:05:00.000Z", "UTC")).toBe("Sun 30 Mar 2031, 00:05 UTC");
});

it.each(["Europe/Osl", "", "not a zone"])("says UTC where %j is no zone", (zone) => {
  expect(sayTime("2031-03-30T05:00:00.000Z", zone)).toBe("Sun 30 Mar 2031, 05:00 UTC");
});
