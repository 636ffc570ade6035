/** The byte search finds just what a plain search finds, on texts of any length and script. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { foldCase } from "../match/fold-case.ts";
import { ByteScanner } from "./byte-scanner.ts";
import { GramIndex } from "./gram-index.ts";
import { HitList } from "./hit-list.ts";

const sorted = (hits: HitList): number[] => [...hits.copy().sort()];

const piece = fc.constantFrom(
  "ab",
  "Cd",
  "xyz",
  "-",
  " ",
  "power",
  "SHELL",
  "@",
  "[",
  "{",
  "0",
  "whoami",
  "\\",
  "é",
  "É",
  "日本",
  "\u017f",
  "\u212a",
);
const text = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(""));
const needle = fc.array(piece, { minLength: 1, maxLength: 5 }).map((parts) => foldCase(parts.join("")));

const expected = (needles: readonly string[], value: string): number[] =>
  needles.flatMap((one, index) => (foldCase(value).includes(one) ? [index] : []));

// First, so that the tables it makes are those right behind the notes.
it("is not upset by a text every place of which is noted", () => {
  const texts = ["aa", "aaab", "\u00df\u00df", "first needle"];
  const scanner = new ByteScanner(texts);
  for (const letter of ["a", "\u00df", "A"]) {
    const hits = new HitList();
    scanner.scan(letter.repeat(65_530), hits);
    expect(sorted(hits)).toEqual([letter === "\u00df" ? 2 : 0]);
    // Tables stand behind the notes.
    hits.count = 0;
    scanner.scan("xx FIRST needle aAAb", hits);
    expect(sorted(hits)).toEqual([0, 1, 3]);
  }
});

it("finds needles of every length, wherever they lie", () => {
  fc.assert(
    fc.property(fc.uniqueArray(needle, { minLength: 1, maxLength: 30 }), text, (needles, value) => {
      for (const isPlain of [false, true]) {
        const hits = new HitList();
        new ByteScanner(needles, undefined, isPlain).scan(value, hits);
        expect(sorted(hits)).toEqual(expected(needles, value));
      }
      const byStrings = new HitList();
      new GramIndex(needles.map((one) => ({ placing: "contains", text: one }) as const)).scan(
        foldCase(value),
        byStrings,
      );
      expect([...new Set(sorted(byStrings))]).toEqual(expected(needles, value));
    }),
    { seed: 20260119, numRuns: 2000 },
  );
});

it("searches long texts in pieces, and finds what lies across their edges", () => {
  const scanner = new ByteScanner(["needle", "drop table", "é".repeat(300)]);
  for (let at = 65_400; at < 65_600; at += 7) {
    const hits = new HitList();
    scanner.scan(`${"x".repeat(at)}NEEDLE${"x".repeat(70_000)}Drop Table`, hits);
    expect(sorted(hits)).toEqual([0, 1]);
  }
  const hits = new HitList();
  const parts = Array.from({ length: 200 }, (_, at) => "é-".repeat(at * 7));
  const texts = [...parts, "Needle", ...parts, "x".repeat(70_000), "a drop TABLE"];
  scanner.scanAll([...texts, "another"], texts.length, hits);
  expect(sorted(hits)).toEqual([0, 1]);
  hits.count = 0;
  scanner.scan(`${"x".repeat(65_300)}${"É".repeat(300)}`, hits);
  expect(sorted(hits)).toEqual([2]);
});
