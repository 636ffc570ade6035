import { afterAll, describe, expect, test } from "vitest";
import { createWorkerPool } from "./run-in-worker.ts";

const moduleUrl = new URL("../../test/fixtures/collect/thread-functions.ts", import.meta.url).href;
const pool = createWorkerPool({ threads: 2, memoryMb: 32 });
afterAll(() => pool.close());

const run = async (exportName: string, args: readonly unknown[] = [], timeoutMs = 10_000): Promise<unknown> => {
  const result = await pool.run(moduleUrl, exportName, args, { timeoutMs });
  return result.ok ? result.value : result.error.type;
};

describe("a function run in a thread", () => {
  test("answers", async () => expect(await run("add", [2, 3])).toBe(5));

  test("gives bytes back", async () => {
    const answer = await run("fill", [new Uint8Array(200_000)]);
    expect(answer).toEqual({ bytes: new Uint8Array(200_000).fill(7), length: 200_000 });
  });

  test.each([
    ["never comes back", "spin", 200, "timeout"],
    ["waits forever", "never", 200, "timeout"],
    ["takes all memory", "hoard", 30_000, "out_of_memory"],
    ["throws", "fail", 10_000, "threw"],
    ["ends its thread", "leave", 10_000, "closed"],
    ["answers with what cannot be cloned", "give", 10_000, "threw"],
    ["does not exist", "missing", 10_000, "threw"],
    ["is not a function", "notAFunction", 10_000, "threw"],
    ["is inherited, not exported", "toString", 10_000, "threw"],
  ])("that %s is a fault, and the next call works", async (_how, name, timeoutMs, expected) => {
    expect(await run(name, [], timeoutMs)).toBe(expected);
    expect(await run("add", [1, 1])).toBe(2);
  });

  test("arguments that cannot be cloned are a fault", async () => {
    expect(await run("add", [() => undefined])).toBe("threw");
    expect(await run("add", [1, 1])).toBe(2);
  });

  test("many more calls than threads all answer, in their own order", async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => run("add", [index, 0])));
    expect(answers).toEqual(Array.from({ length: 30 }, (_, index) => index));
  });

  test("one that hangs does not hold up the others", async () => {
    const hanging = run("spin", [], 500);
    const answers = await Promise.all([1, 2, 3].map((value) => run("add", [value, 0])));
    expect(answers).toEqual([1, 2, 3]);
    expect(await hanging).toBe("timeout");
  });

  test("a closed pool refuses, and drops what waits", async () => {
    const short = createWorkerPool({ threads: 1 });
    const running = short.run(moduleUrl, "never", [], { timeoutMs: 60_000 });
    const waiting = short.run(moduleUrl, "add", [1, 1], { timeoutMs: 60_000 });
    await short.close();
    const late = await short.run(moduleUrl, "add", [1, 1], { timeoutMs: 1_000 });
    for (const result of [await running, await waiting, late])
      expect(result.ok ? "value" : result.error.type).toBe("closed");
  });
});
