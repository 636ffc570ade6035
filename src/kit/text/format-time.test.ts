import { expect, it } from "vitest";
import { formatClock, formatLongDay, formatShortDay, formatTime } from "./format-time.ts";

it.each([
  ["a long day", formatLongDay("2026-02-05"), "Thursday 5 February 2026"],
  ["a short day", formatShortDay("2026-02-05"), "Thu 5 Feb 2026"],
  ["a time with an offset, in UTC", formatTime("2026-02-05T12:15:00+01:00"), "5 Feb 2026, 11:15 UTC"],
  ["a clock", formatClock("2026-02-05T18:00:00Z"), "18:00 UTC"],
  ["what is no time", formatTime("soon"), "soon"],
])("writes %s", (_, written, expected) => expect(written).toBe(expected));
