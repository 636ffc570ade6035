import { expect, test } from "vitest";
import { judgeLateness } from "./judge-lateness.ts";

const now = "2026-03-20T08:00:00Z";

test.each([
  ["approved a moment ago", "2026-03-20T07:59:59Z", false, "send"],
  ["approved on the evening before the day before", "2026-03-18T18:00:00Z", false, "send"],
  ["approved three days ago while nobody worked", "2026-03-17T08:00:00Z", false, "hold"],
  ["approved three days ago on a desk that never sent", "2026-03-17T08:00:00Z", true, "leave"],
  ["approved today on a desk that never sent", "2026-03-20T06:00:00Z", true, "send"],
  ["approved two weeks and a bit ago", "2026-03-06T07:00:00Z", false, "leave"],
  ["approved last year", "2025-03-20T08:00:00Z", false, "leave"],
  ["approved by a clock that was ahead", "2026-03-20T09:00:00Z", false, "send"],
])("%s", (_row, approvedAt, isFirst, type) => {
  expect(judgeLateness({ approvedAt, now, isFirst }).type).toBe(type);
});

test("who decides reads from when it is", () => {
  expect(judgeLateness({ approvedAt: "2026-03-17T08:00:00Z", now, isFirst: false })).toEqual({
    type: "hold",
    note: "It was approved on 2026-03-17 and could not be put into the outbox until 2026-03-20.",
  });
});
