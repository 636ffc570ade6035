import { expect, it } from "vitest";
import { watchJumps } from "./watch-clock.ts";

it.each([
  ["runs on", 15_000, 15_000, 0],
  ["is put right a little", 15_900, 15_000, 0],
  ["is put forward by an hour", 3_615_000, 15_000, 3_600_000],
  ["is put back by an hour", -3_585_000, 15_000, -3_600_000],
  ["slept with the machine", 7_200_000, 1_000, 7_199_000],
])("a clock that %s", (_, wallMs, runMs, jumpMs) => {
  const time = { wall: Date.parse("2031-05-20T08:00:00Z"), run: 0 };
  const jumped = watchJumps({ now: () => new Date(time.wall), elapsedMs: () => time.run });
  expect(jumped()).toBe(0);
  time.wall += wallMs;
  time.run += runMs;
  expect(jumped()).toBe(jumpMs);
  time.wall += 15_000;
  time.run += 15_000;
  expect(jumped()).toBe(0);
});
