import { expect, test } from "vitest";
import { createLimiter } from "./limit-attempts.ts";

const three = { free: 3, longestWaitMs: 60_000 };

test("some tries are free, then each waits twice as long, up to a limit", () => {
  let now = 1_000_000;
  const limiter = createLimiter(() => now);
  const waits = Array.from({ length: 10 }, () => {
    limiter.count("a", three);
    const wait = limiter.waitOf("a");
    now += wait;
    return wait;
  });
  expect(waits).toEqual([0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  expect(limiter.waitOf("b")).toBe(0);
});

test("tries are counted before they are judged: a crowd at once has no more than one after another", () => {
  const limiter = createLimiter(() => 0);
  const let_in = Array.from({ length: 1_000 }, () => {
    if (limiter.waitOf("a") > 0) return false;
    limiter.count("a", three);
    return true;
  });
  expect(let_in.filter(Boolean)).toHaveLength(3);
});

test("who was right is forgiven that try, and a day later all is forgotten", () => {
  let now = 0;
  const limiter = createLimiter(() => now);
  limiter.count("a", three);
  limiter.count("a", three);
  limiter.forgive("a");
  expect(limiter.triesOf("a")).toBe(1);
  now += 24 * 60 * 60 * 1000 + 1;
  expect(limiter.triesOf("a")).toBe(0);
});

test("many keys cost bounded memory, and the one tried last is kept", () => {
  const limiter = createLimiter(() => 0, 10);
  for (let i = 0; i < 100; i += 1) {
    limiter.count("held", three);
    limiter.count(`k${i}`, three);
  }
  expect(limiter.triesOf("held")).toBe(100);
  expect(limiter.triesOf("k0")).toBe(0);
});
