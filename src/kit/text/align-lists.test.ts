import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignLists } from "./align-lists.ts";

const sign = { same: "=", removed: "-", added: "+" } as const;
const drawn = (before: string, after: string, keyOf?: (item: string) => string): string =>
  alignLists([...before], [...after], keyOf)
    .map(({ op, text }) => `${sign[op]}${text}`)
    .join("");

describe("two lists side by side", () => {
  it.each([
    ["that are equal stay", "abc", "abc", "=a=b=c"],
    ["of which one is empty come or go", "", "ab", "+a+b"],
    ["with one item changed tell the old before the new", "abc", "axc", "=a-b+x=c"],
    ["with an item moved tell it once as staying", "abcd", "bcda", "-a=b=c=d+a"],
    ["that share nothing go, then come", "ab", "xy", "-a-b+x+y"],
  ])("%s", (_, before, after, expected) => expect(drawn(before, after)).toBe(expected));

  it("are compared by their keys, and what stays is as the second has it", () => {
    expect(drawn("aB", "Ab", (item) => item.toLowerCase())).toBe("=A=b");
  });

  it("give both lists back, and keep as much as any way of laying them could", () => {
    const list = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 7 });
    const longest = (a: readonly string[], b: readonly string[]): number => {
      const [x, y] = [a[0], b[0]];
      if (x === undefined || y === undefined) return 0;
      if (x === y) return 1 + longest(a.slice(1), b.slice(1));
      return Math.max(longest(a.slice(1), b), longest(a, b.slice(1)));
    };
    fc.assert(
      fc.property(list, list, (a, b) => {
        const items = alignLists(a, b);
        const without = (op: string): string[] => items.flatMap((item) => (item.op === op ? [] : [item.text]));
        expect(without("added")).toEqual(a);
        expect(without("removed")).toEqual(b);
        expect(items.filter(({ op }) => op === "same").length).toBe(longest(a, b));
      }),
      { seed: 20261126, numRuns: 200 },
    );
  });
});
