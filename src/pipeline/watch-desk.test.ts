/** A clock that was moved is told for a while, and then no more. */
import { expect, it } from "vitest";
import type { Store } from "#store/index.ts";
import { watchDesk } from "./watch-desk.ts";

it("tells for ten minutes that the clock was moved, and by how much", async () => {
  const time = { wall: Date.parse("2031-05-20T08:00:00Z"), run: 0 };
  const store = {
    operations: {
      state: async () => ({
        now: new Date(time.wall).toISOString(),
        migration: "0001",
        shippedMigration: "0001",
        editions: 0,
        jobs: [],
      }),
    },
  } as unknown as Store;
  const clock = { now: () => new Date(time.wall), elapsedMs: () => time.run };
  const pass = (wallMs: number, runMs: number): void => {
    time.wall += wallMs;
    time.run += runMs;
  };
  const readiness = watchDesk({ store, editions: async () => [], stateDir: "/", diskFloorBytes: 0, clock });
  const told = async (): Promise<readonly string[]> => (await readiness()).reasons.map(({ because }) => because);
  expect(await told()).toEqual([]);
  pass(-3_585_000, 15_000);
  expect(await told()).toEqual([
    "The clock of this machine was moved back by 3600 s in the last minutes; times told since may be wrong.",
  ]);
  pass(9 * 60_000, 9 * 60_000);
  expect(await told()).toHaveLength(1);
  pass(2 * 60_000, 2 * 60_000);
  expect(await told()).toEqual([]);
});
