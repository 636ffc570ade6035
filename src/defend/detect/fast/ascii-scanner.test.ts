/** The byte search finds just what a plain search finds, on ASCII texts. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { AsciiScanner } from "./ascii-scanner.ts";
import { GramIndex } from "./gram-index.ts";

const piece = fc.constantFrom("ab", "Cd", "xyz", "-", " ", "power", "SHELL", "@", "[", "{", "0", "whoami", "\\");
const text = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(""));
const needle = fc.array(piece, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("").toLowerCase());

const expected = (needles: readonly string[], value: string): number[] =>
  needles.flatMap((one, index) => (value.toLowerCase().includes(one) ? [index] : []));

it("finds needles of every length, wherever they lie", () => {
  fc.assert(
    fc.property(fc.uniqueArray(needle, { minLength: 1, maxLength: 30 }), text, (needles, value) => {
      const hits: number[] = [];
      expect(new AsciiScanner(needles).scan(value, hits)).toBe(true);
      expect(hits.sort((one, other) => one - other)).toEqual(expected(needles, value));
      const byStrings: number[] = [];
      new GramIndex(needles.map((one) => ({ placing: "contains", text: one }) as const)).scan(
        value.toLowerCase(),
        byStrings,
      );
      expect([...new Set(byStrings)].sort((one, other) => one - other)).toEqual(expected(needles, value));
    }),
    { seed: 20260119, numRuns: 2000 },
  );
});

it("leaves what is not ASCII, or too long, to others", () => {
  const scanner = new AsciiScanner(["needle"]);
  expect(scanner.scan("needle ü", [])).toBe(false);
  expect(scanner.scan("\u212aelvin", [])).toBe(false);
  expect(scanner.scan("x".repeat(2_000_000), [])).toBe(false);
  const hits: number[] = [];
  expect(scanner.scan(`${"x".repeat(100_000)}NEEDLE`, hits)).toBe(true);
  expect(hits).toEqual([0]);
});
