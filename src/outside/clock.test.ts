import { expect, test } from "vitest";
import { fixedClock, systemClock } from "./clock.ts";

test.each([
  ["UTC", "2026-02-05T18:00:00Z", "2026-02-05T18:00:00Z"],
  ["another zone", "2026-02-05T18:00:00+05:30", "2026-02-05T12:30:00Z"],
  ["without seconds", "2026-02-05T18:00Z", "2026-02-05T18:00:00Z"],
  ["with parts of a second", "2026-02-05T18:00:00.987Z", "2026-02-05T18:00:00Z"],
  ["without zone: refused", "2026-02-05T18:00:00", undefined],
  ["a day alone: refused", "2026-02-05", undefined],
  ["a day that is none: refused", "2026-13-05T18:00:00Z", undefined],
  ["words: refused", "now", undefined],
])("a clock that stands still, %s", (_how, time, expected) => {
  expect(fixedClock(time)?.now()).toBe(expected);
});

test("the system's clock speaks UTC in whole seconds", () => {
  expect(systemClock.now()).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
});
