import { describe, expect, test } from "vitest";
import { createHostLanes } from "./host-lanes.ts";

const lanesOf = (gapMs: number, hostsAtOnce = 8) => createHostLanes({ hostsAtOnce, gapMs, failuresUntilClosed: 3 });

/** A task that the test lets go on. */
const gate = () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, open: resolve };
};

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe("requests take their turn", () => {
  test("at one host one after the other, in the order they came", async () => {
    const lanes = lanesOf(0);
    const events: string[] = [];
    const task = (name: string) => async () => {
      events.push(`${name} begins`);
      await settle();
      events.push(`${name} ends`);
    };
    await Promise.all(["a", "b", "c"].map((name) => lanes.run("h", 0, task(name))));
    expect(events).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  });

  test("a host's own gap widens the common one", async () => {
    const startGap = async (ownGapMs: number): Promise<number> => {
      const lanes = lanesOf(1);
      let endedAt = 0;
      await lanes.run("h", ownGapMs, async () => {
        endedAt = performance.now();
      });
      return lanes.run("h", ownGapMs, async () => performance.now() - endedAt);
    };
    expect(await startGap(120)).toBeGreaterThan(await startGap(0));
  });

  test("a host that asks to be left alone for a moment is waited for", async () => {
    const lanes = lanesOf(0);
    await lanes.run("h", 0, async () => lanes.hold("h", 30));
    expect(await lanes.run("h", 0, async () => lanes.heldMs("h"))).toBe(0);
    expect(lanes.heldMs("another")).toBe(0);
  });

  test("a host that is slow does not hold up another", async () => {
    const lanes = lanesOf(0);
    const slow = gate();
    const first = lanes.run("slow", 0, () => slow.promise);
    expect(await lanes.run("quick", 0, async () => "done")).toBe("done");
    slow.open();
    await first;
  });

  test("no more hosts at once than allowed, and one that waits its turn takes no place", async () => {
    const lanes = lanesOf(0, 2);
    const a = gate();
    const b = gate();
    const started: string[] = [];
    const run = (host: string, task: Promise<void>) =>
      lanes.run(host, 0, () => {
        started.push(host);
        return task;
      });
    const all = [run("a", a.promise), run("a", a.promise), run("b", b.promise), run("c", Promise.resolve())];
    await settle();
    expect(started).toEqual(["a", "b"]);
    b.open();
    await settle();
    expect(started).toEqual(["a", "b", "c"]);
    a.open();
    await Promise.all(all);
    expect(started).toEqual(["a", "b", "c", "a"]);
  });

  test("a task that throws frees its turn", async () => {
    const lanes = lanesOf(0, 1);
    await expect(lanes.run("h", 0, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await lanes.run("h", 0, async () => "done")).toBe("done");
  });

  test("three failures in a row close a host, an answer between them does not", () => {
    const lanes = lanesOf(0);
    for (const answered of [false, false, true, false, false]) lanes.report("h", answered);
    expect(lanes.isClosed("h")).toBe(false);
    lanes.report("h", false);
    expect([lanes.isClosed("h"), lanes.isClosed("other")]).toEqual([true, false]);
  });

  test("a closed host is tried again after a while: one failure closes it again, an answer opens it", () => {
    let now = 0;
    const lanes = createHostLanes({
      hostsAtOnce: 8,
      gapMs: 0,
      failuresUntilClosed: 3,
      closedForMs: 600_000,
      elapsedMs: () => now,
    });
    const closed = (): boolean => lanes.isClosed("h");
    for (let failure = 0; failure < 3; failure += 1) lanes.report("h", false);
    now = 599_000;
    expect(closed()).toBe(true);
    now = 601_000;
    expect(closed()).toBe(false);
    lanes.report("h", false);
    expect(closed()).toBe(true);
    now = 1_300_000;
    lanes.report("h", true);
    lanes.report("h", false);
    expect(closed()).toBe(false);
  });
});
