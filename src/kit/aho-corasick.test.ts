import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildAutomaton, buildPhraseScan, fold, isWordCode } from "./aho-corasick.ts";

const all = (phrases: string[], text: string): string[] => {
  const found: string[] = [];
  buildAutomaton(phrases).scan(text, (phrase, start, end) => found.push(`${phrase}:${start}-${end}`));
  return found.sort();
};

/** The same by looking at every place for every phrase. */
const slowly = (phrases: string[], text: string): string[] => {
  const folded = fold(text);
  return phrases
    .flatMap((phrase, index) => {
      const wanted = fold(phrase);
      const places: string[] = [];
      for (let at = folded.indexOf(wanted); wanted !== "" && at >= 0; at = folded.indexOf(wanted, at + 1))
        places.push(`${index}:${at}-${at + wanted.length}`);
      return places;
    })
    .sort();
};

describe("the automaton", () => {
  it("reports phrases that overlap and phrases inside phrases", () => {
    expect(all(["he", "she", "his", "hers"], "ushers")).toEqual(["0:2-4", "1:1-4", "3:2-6"]);
  });

  it("folds case, dashes, apostrophes and blanks, and keeps places true", () => {
    expect(all(["côte d'ivoire", "apt-28"], "İ CÔTE\u00a0D’IVOIRE APT–28")).toEqual(["0:2-15", "1:16-22"]);
  });

  it("finds nothing for no phrases and for empty ones", () => {
    expect(all([], "text")).toEqual([]);
    expect(all([""], "text")).toEqual([]);
  });

  it("finds just what a search of every place finds", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "A", "-", " "), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.uniqueArray(letters, { maxLength: 8 }),
        fc.string({ unit: fc.constantFrom("a", "b", "B", "–", " "), maxLength: 60 }),
        (phrases, text) => {
          expect(all(phrases, text)).toEqual(slowly(phrases, text));
        },
      ),
      { seed: 3, numRuns: 400 },
    );
  });
});

describe("the scan from word beginnings", () => {
  const wordLength = (text: string, start: number): number => {
    let at = start;
    while (at < text.length && isWordCode(text.charCodeAt(at))) at += 1;
    return at - start;
  };
  const places = (scan: typeof buildAutomaton, phrases: string[], text: string): string[] => {
    const found: string[] = [];
    scan(phrases).scan(text, (phrase, start, end) => {
      const cut = start > 0 && isWordCode(text.charCodeAt(start - 1)) && isWordCode(text.charCodeAt(start));
      if (!cut && wordLength(text, start) === wordLength(phrases[phrase] ?? "", 0))
        found.push(`${phrase}:${start}-${end}`);
    });
    return found.sort();
  };

  it("finds what the automaton finds where the first word is one of the text, whole", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "A", "-", " ", "漢", "\u0416"), maxLength: 6 });
    const texts = fc.string({ unit: fc.constantFrom("a", "b", "B", "–", " ", "漢", "\u0436", "_"), maxLength: 60 });
    fc.assert(
      fc.property(fc.uniqueArray(letters, { maxLength: 8 }), texts, (phrases, text) => {
        expect(places(buildPhraseScan, phrases, text)).toEqual(places(buildAutomaton, phrases, text));
      }),
      { seed: 5, numRuns: 400 },
    );
  });

  it("finds names in scripts that are written without blanks", () => {
    expect(places(buildPhraseScan, ["日本", "本社"], "東京日本社")).toEqual(["0:2-4", "1:3-5"]);
  });
});
