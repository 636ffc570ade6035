/** How often somebody may be wrong, counted in the store for all processes: as in memory, and no more when many try at once. */
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AttemptLimiter, createLimiter } from "../../src/pipeline/people/limit-attempts.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import { limitInMemory } from "../support/limit-in-memory.ts";
import { askDatabase, openTestServer, type TestServer } from "./open-test-store.ts";

let test: TestServer;
let options: StoreOptions;
let store: Store;
let now = 0;
beforeAll(async () => {
  test = await openTestServer("npm");
  options = await test.makeStore();
  store = await openStore(options);
}, 120_000);
afterAll(async () => {
  await store.close();
  await test.remove();
}, 120_000);
beforeEach(async () => {
  now = Date.parse("2031-05-14T08:00:00Z");
  await askDatabase(options, "delete from watchfloor.attempt");
});

const three = { free: 3, longestWaitMs: 60_000 };
const forty = { free: 40, longestWaitMs: 1_000 };
const limiters = {
  "the store": () => createLimiter(store.people, () => now),
  memory: () => limitInMemory(() => now),
} satisfies Readonly<Record<string, () => AttemptLimiter>>;

describe.each(Object.entries(limiters))("counted in %s", (_, create) => {
  it("some tries are free, then each waits twice as long, up to a limit; who waits is told so and not counted", async () => {
    const { take, triesOf } = create();
    const waits: number[] = [];
    for (let tries = 1; tries <= 10; tries += 1) {
      expect(await take([{ key: "a", allowance: three }])).toBe(0);
      const wait = await take([{ key: "a", allowance: three }]);
      // Not waiting, it was counted again.
      if (wait === 0) tries += 1;
      waits.push(wait);
      now += wait;
    }
    expect(waits).toEqual([0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    expect(await triesOf("a")).toBe(10);
    expect(await triesOf("b")).toBe(0);
  });

  it("a key that waits keeps the others from being counted", async () => {
    const { take, triesOf } = create();
    for (let tries = 0; tries < 3; tries += 1) await take([{ key: "a", allowance: three }]);
    const both = [
      { key: "a", allowance: three },
      { key: "b", allowance: forty },
    ];
    expect(await take(both)).toBe(1_000);
    expect(await triesOf("b")).toBe(0);
    now += 1_000;
    expect(await take(both)).toBe(0);
    expect([await triesOf("a"), await triesOf("b")]).toEqual([4, 1]);
  });

  it("who was right is forgiven that try, or all; and a day later all is forgotten", async () => {
    const { take, settle, triesOf } = create();
    for (const key of ["a", "a", "b", "b", "c"]) await take([{ key, allowance: three }]);
    await settle({ forgiven: ["a", "c"], forgotten: ["b"] });
    expect([await triesOf("a"), await triesOf("b"), await triesOf("c")]).toEqual([1, 0, 0]);
    now += 24 * 60 * 60 * 1000 + 1;
    expect(await triesOf("a")).toBe(0);
  });

  it("a crowd at once has no more than one after another", async () => {
    const { take } = create();
    const taken = await Promise.all(Array.from({ length: 60 }, () => take([{ key: "a", allowance: three }])));
    expect(taken.filter((wait) => wait === 0)).toHaveLength(3);
    expect(taken.filter((wait) => wait === 1_000)).toHaveLength(57);
  });
});

it("says the same as memory, whatever comes in whatever order", async () => {
  const key = fc.constantFrom("a", "b", "c");
  const step = fc.oneof(
    fc.record({ type: fc.constant("take" as const), keys: fc.uniqueArray(key, { minLength: 1 }) }),
    fc.record({ type: fc.constant("right" as const), forgiven: fc.uniqueArray(key), forgotten: fc.uniqueArray(key) }),
    fc.record({ type: fc.constant("later" as const), ms: fc.constantFrom(1, 900, 5_000, 90_000, 90_000_000) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      await askDatabase(options, "delete from watchfloor.attempt");
      const [ours, twin] = [limiters["the store"](), limiters.memory()];
      for (const one of steps) {
        if (one.type === "later") now += one.ms;
        else if (one.type === "take") {
          const watched = one.keys.map((each) => ({ key: each, allowance: each === "c" ? forty : three }));
          expect(await ours.take(watched)).toBe(await twin.take(watched));
        } else {
          const right = { ...one, forgiven: one.forgiven.filter((each) => !one.forgotten.includes(each)) };
          await ours.settle(right);
          await twin.settle(right);
        }
        for (const each of ["a", "b", "c"]) expect(await ours.triesOf(each)).toBe(await twin.triesOf(each));
      }
    }),
    { seed: 8037, numRuns: 40 },
  );
});

it("processes share the counts, and a crowd over all of them has no more than one after another", async () => {
  const other = await openStore(options);
  const [one, two] = [createLimiter(store.people, () => now), createLimiter(other.people, () => now)];
  const taken = await Promise.all(
    Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? one : two).take([{ key: "a", allowance: three }])),
  );
  expect(taken.filter((wait) => wait === 0)).toHaveLength(3);
  await two.settle({ forgotten: ["a"] });
  expect(await one.triesOf("a")).toBe(0);
  await other.close();
});

it("many keys cost bounded room, what was tried last is kept, and neither login nor address is written down", async () => {
  const { take, triesOf } = createLimiter(store.people, () => now, 10);
  for (let at = 0; at < 257; at += 1) {
    now += 1;
    await take([
      { key: "login held", allowance: { free: 1_000, longestWaitMs: 1 } },
      { key: `address 203.0.113.${at}`, allowance: three },
    ]);
  }
  const rows = await askDatabase<{ key: string }>(options, "select key from watchfloor.attempt");
  expect(rows.length).toBeLessThanOrEqual(12);
  expect(await triesOf("login held")).toBe(257);
  expect(JSON.stringify(rows)).not.toMatch(/held|203\.0/);
});
