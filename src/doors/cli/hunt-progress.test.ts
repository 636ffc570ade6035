import { expect, it } from "vitest";
import { createProgressTeller } from "./hunt-progress.ts";

it("tells the rate of the last seconds, and the time left once there is enough to tell it by", () => {
  let nowMs = 60_000; // rules took a minute to load: no matter
  const tell = createProgressTeller(() => nowMs);
  const at = (seconds: number, events: number, bytes: number) => {
    nowMs = 60_000 + seconds * 1000;
    return tell({ events, bytes, totalBytes: 10_000 });
  };
  expect(at(0, 0, 0)).toEqual({ step: "0 events", share: 0 });
  expect(at(0.05, 10, 10)).toBeUndefined();
  expect(at(1, 1000, 100)).toEqual({ step: "1,000 events, 1,000/s", share: 0.01 });
  expect(at(4, 4000, 400)).toEqual({ step: "4,000 events, 1,000/s, 2 min left", share: 0.04 });
  for (const second of [5, 6, 7, 8, 9, 10]) at(second, 4000 + (second - 4) * 5000, 400 + (second - 4) * 500);
  expect(at(11, 39_000, 3900)).toEqual({ step: "39,000 events, 5,000/s, 12 s left", share: 0.39 });
});

it("tells no share of what has no known end", () => {
  let nowMs = 0;
  const tell = createProgressTeller(() => nowMs);
  tell({ events: 0, bytes: 0 });
  nowMs = 2000;
  expect(tell({ events: 5000, bytes: 100 })).toEqual({ step: "5,000 events, 2,500/s" });
});
