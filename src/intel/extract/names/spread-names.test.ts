import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namePlaces, placesByPhrase } from "./spread-names.ts";

type Places = typeof namePlaces;

const placesOf = (find: Places, text: string, names: readonly string[]): string[] => {
  const found: string[] = [];
  find(text, names, (surface, start) => found.push(`${surface}@${start}`));
  return found.sort();
};

describe("places of names", () => {
  it("are those of the plain twin", () => {
    const name = fc.string({
      unit: fc.constantFrom("A", "b", "7", "-", " ", "\u00b5", "\u0416"),
      minLength: 1,
      maxLength: 5,
    });
    const text = fc.string({
      unit: fc.constantFrom("A", "b", "7", "-", " ", ".", "/", "\u0416", "\u00b5", "\u6f22", "_"),
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 6 }), text, (names, where) => {
        expect(placesOf(namePlaces, where, names)).toEqual(placesOf(placesByPhrase, where, names));
      }),
      { seed: 31, numRuns: 600 },
    );
  });

  it("are found of many names as of few", () => {
    const names = Array.from({ length: 200 }, (_, index) => `Vole ${index}`);
    expect(placesOf(namePlaces, "the Vole 3, not Vole 30x, but Vole 199", names)).toEqual(["Vole 199@30", "Vole 3@4"]);
  });
});
