import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildTokenScan, cutsWord } from "./token-scan.ts";

const tokens = (words: string[], text: string, skip = 0): string[] => {
  const found: string[] = [];
  const keep = (start: number, end: number): number => {
    found.push(text.slice(start, end));
    return end + skip;
  };
  buildTokenScan(words)(text, { onDigits: keep, onWord: (_, start, end) => keep(start, end) });
  return found;
};

describe("the token scan", () => {
  it("stops at digits and at words of the list, in any case", () => {
    expect(tokens(["mai", "лютого"], "Am 5. MAI 2026, 5 Лютого; Maid, 3rd")).toEqual([
      "5",
      "MAI",
      "2026",
      "5",
      "Лютого",
      "3",
    ]);
  });

  it("goes on where it is told to", () => {
    expect(tokens(["may"], "1 2 3 may may", 2)).toEqual(["1", "3", "may"]);
  });

  it("tells words from parts of words", () => {
    const text = "one 1one one_ one² (one)";
    const whole = [...text.matchAll(/one/g)].filter(({ index }) => !cutsWord(text, index, index + 3));
    expect(whole.map(({ index }) => index)).toEqual([0, 20]);
  });

  it("finds what an expression finds", () => {
    const units = fc.constantFrom("a", "B", "é", "1", "2", " ", "-", "_", "\ud83d", "漢", "ї");
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: units, maxLength: 3 }), { maxLength: 4 }),
        fc.string({ unit: units }),
        (some, text) => {
          const words = [...new Set(some.map((word) => word.toLowerCase()))].filter((word) => /^\p{L}+$/u.test(word));
          const wanted = [...text.matchAll(/[0-9]+|[\p{L}--\p{sc=Han}]+/gv)]
            .map(([run]) => run)
            .filter((run) => /^[0-9]/.test(run) || words.includes(run.toLowerCase()));
          expect(tokens(words, text)).toEqual(wanted);
        },
      ),
      { seed: 11, numRuns: 400 },
    );
  });
});
