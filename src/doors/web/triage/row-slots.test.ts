import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openSlots } from "./row-slots.ts";

describe("elements of rows", () => {
  it("go from a row that is out of sight to one that comes into it", () => {
    const slots = openSlots();
    expect([...slots(["a", "b", "c"])]).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 2],
    ]);
    expect([...slots(["b", "c", "d"])]).toEqual([
      ["b", 1],
      ["c", 2],
      ["d", 0],
    ]);
    expect([...slots(["x", "y", "z"])].map(([, slot]) => slot).sort()).toEqual([0, 1, 2]);
  });

  it("stay with a row as long as it is in sight, are never two rows' at once, and are no more than there were rows", () => {
    const sight = fc.uniqueArray(fc.integer({ min: 0, max: 40 }).map(String), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(sight, { maxLength: 12 }), (sights) => {
        const slots = openSlots();
        let before: ReadonlyMap<string, number> = new Map();
        for (const names of sights) {
          const now = slots(names);
          expect([...now.keys()]).toEqual(names);
          expect(new Set(now.values()).size).toBe(names.length);
          for (const [name, slot] of now) if (before.has(name)) expect(slot).toBe(before.get(name));
          expect(Math.max(-1, ...now.values())).toBeLessThan(Math.max(0, ...sights.map(({ length }) => length)) * 2);
          before = now;
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
