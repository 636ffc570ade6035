/** What the pairs of a phrase promise: a text that holds the phrase holds them all. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { gatherPairs, pairsOfPhrase } from "./search-pairs.ts";
import { readTerms, type TermWord } from "./search-terms.ts";
import { findWords } from "./search-words.ts";

const pairsOf = (text: string): ReadonlySet<number> => {
  const { add, pairs } = gatherPairs();
  for (const word of findWords(text)) add(word);
  return new Set(pairs());
};
const phraseOf = (text: string): readonly TermWord[] => {
  const terms = readTerms(`"${text}"`);
  return terms.ok ? (terms.value[0]?.words ?? []) : [];
};

const pieces = [
  "crane",
  "Quay",
  "zero-day",
  "CVE-2031-0001",
  "10.0.0.1",
  "evil[.]com",
  "who@bad.example",
  "T1059.001",
  "港湾への攻撃",
  "港",
  "a",
  "évé",
  "x_y",
  "evil[dot]com",
  "…",
  "-",
  "(see",
  "2031)",
];

it("a phrase cut from a text has no pair that the text has not, identifiers and scripts without spaces included", () => {
  let held = 0;
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...pieces), { maxLength: 14 }),
      fc.nat(12),
      fc.nat(6),
      (words, from, length) => {
        const all = pairsOf(words.join(" "));
        const phrase = pairsOfPhrase(phraseOf(words.slice(from, from + length).join(" ")));
        held += phrase.length;
        for (const pair of phrase) expect(all).toContain(pair);
      },
    ),
    { seed: 8037, numRuns: 2_000 },
  );
  expect(held).toBeGreaterThan(1_000);
});

it("tells the order of words, and says nothing of a word that only begins so", () => {
  expect(pairsOf("quay crane")).not.toEqual(pairsOf("crane quay"));
  expect(pairsOfPhrase(phraseOf("quay cra*"))).toEqual([]);
  expect(pairsOfPhrase(phraseOf("the quay cra*"))).toHaveLength(1);
  expect(pairsOfPhrase(phraseOf("quay"))).toEqual([]);
});

it("stays small for a text that means to be large", () => {
  const long = Array.from({ length: 50_000 }, (_, at) => `a${at}.b.c.d.e`).join("-");
  const pairs = [...pairsOf(long)];
  expect(pairs.length).toBeGreaterThan(10_000);
  expect(Math.max(...pairs)).toBeLessThan(2 ** 15);
  expect(Math.min(...pairs)).toBeGreaterThanOrEqual(-(2 ** 15));
});
