import { expect, it } from "vitest";
import { findCountry, isWholeName } from "./find-country.ts";

const countries = [
  { code: "NE", name: "Niger" },
  { code: "NG", name: "Nigeria" },
  { code: "NO", name: "Norway" },
];

it.each([
  ["norway", "NO"],
  [" ne ", "NE"],
  ["Niger", "NE"],
  ["Nigeria", "NG"],
  ["Atlantis", undefined],
])("%j is %s", (text, code) => {
  expect(findCountry(countries, text)).toBe(code);
});

it.each([
  ["Norway", true],
  ["Nigeria", true],
  ["Niger", false],
  ["Norwa", false],
  ["NO", false],
  ["", false],
])("%j is a whole name that nothing can follow: %s", (text, isWhole) => {
  expect(isWholeName(countries, text)).toBe(isWhole);
});
