import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildAutomaton, fold } from "./aho-corasick.ts";

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
