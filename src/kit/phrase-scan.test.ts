import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Automaton, buildAutomaton, isWordCode } from "./aho-corasick.ts";
import { buildPhraseScan, buildPhraseScans } from "./phrase-scan.ts";

describe("the scan from word beginnings", () => {
  const wordLength = (text: string, start: number): number => {
    let at = start;
    while (at < text.length && isWordCode(text.charCodeAt(at))) at += 1;
    return at - start;
  };
  const all = (automaton: Automaton, text: string): string[] => {
    const found: string[] = [];
    automaton.scan(text, (phrase, start, end) => found.push(`${phrase}:${start}-${end}`));
    return found;
  };
  /** What the automaton finds where the first word is one of the text, whole. */
  const wanted = (phrases: string[], text: string): string[] => {
    const found: string[] = [];
    buildAutomaton(phrases).scan(text, (phrase, start, end) => {
      const cut = start > 0 && isWordCode(text.charCodeAt(start - 1)) && isWordCode(text.charCodeAt(start));
      if (!cut && wordLength(text, start) === wordLength(phrases[phrase] ?? "", 0))
        found.push(`${phrase}:${start}-${end}`);
    });
    return found.sort();
  };
  const letters = fc.string({
    unit: fc.constantFrom("a", "b", "A", "-", " ", "1", "2", "\u6f22", "\u0416", "\u00b5", "\u0301"),
    maxLength: 6,
  });
  const texts = fc.string({
    unit: fc.constantFrom(
      "a",
      "b",
      "B",
      "\u2013",
      " ",
      "1",
      "2",
      "\u6f22",
      "\u0436",
      "_",
      "\u00b5",
      "\u0301",
      "\uff41",
    ),
    maxLength: 60,
  });

  it("finds what the automaton finds where the first word is one of the text, whole", () => {
    fc.assert(
      fc.property(fc.uniqueArray(letters, { maxLength: 8 }), texts, (phrases, text) => {
        expect(all(buildPhraseScan(phrases), text).sort()).toEqual(wanted(phrases, text));
      }),
      { seed: 5, numRuns: 400 },
    );
  });

  it("reports as its plain twin does, in the same order", () => {
    fc.assert(
      fc.property(fc.uniqueArray(letters, { maxLength: 8 }), texts, (phrases, text) => {
        const { fast, plain } = buildPhraseScans(phrases);
        expect(all(fast, text)).toEqual(all(plain, text));
      }),
      { seed: 6, numRuns: 400 },
    );
  });

  it("tells many phrases that begin alike apart", () => {
    const phrases = Array.from({ length: 80 }, (_, index) => `new word${index}`);
    expect(all(buildPhraseScan(phrases), "a new word7, a new word79 and the New Word0")).toEqual([
      "7:2-11",
      "7:15-24",
      "79:15-25",
      "0:34-43",
    ]);
  });

  it("finds names in scripts that are written without blanks", () => {
    expect(all(buildPhraseScan(["\u65e5\u672c", "\u672c\u793e"]), "\u6771\u4eac\u65e5\u672c\u793e")).toEqual([
      "0:2-4",
      "1:3-5",
    ]);
  });
});
