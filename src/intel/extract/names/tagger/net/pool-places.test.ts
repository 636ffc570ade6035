import { describe, expect, it } from "vitest";
import { hidden } from "./net.ts";
import { placesOfWords, poolPlaces } from "./pool-places.ts";

/** A layer of tokens, each with one number at its front. */
const layer = (...fronts: number[]): Float32Array => {
  const numbers = new Float32Array(fronts.length * hidden);
  for (const [at, front] of fronts.entries()) numbers[at * hidden] = front;
  return numbers;
};

describe("places of a word pooled", () => {
  const words = [
    [7, 0, 8],
    [7, 7],
  ];
  const [first, second] = poolPlaces([layer(1, 5, 9), layer(2, 6)], placesOfWords(words));

  it.each([
    ["the mean of the others", first, 0, 0, 4],
    ["the most of the others", first, 0, hidden, 6],
    ["the mean of the others, from another sentence", second, 1, 0, 1.5],
    ["the most of the others where it is the most itself", second, 1, hidden, 2],
    ["nothing for what is no word", first, 1, 0, 0],
    ["nothing for a word that stands once", first, 2, hidden, 0],
  ] as const)("give %s", (_what, pooled, token, part, number) => {
    expect(pooled?.[token * 2 * hidden + part]).toBe(number);
  });

  it("look at forty places of a word and no more", () => {
    const [places] = placesOfWords([Array.from({ length: 900 }, () => 3)]);
    expect(places).toHaveLength(40);
  });
});
