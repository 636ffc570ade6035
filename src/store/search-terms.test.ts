import fc from "fast-check";
import { expect, it } from "vitest";
import { readTerms, toTsquery } from "./search-terms.ts";

const queryOf = (text: string): string => {
  const terms = readTerms(text);
  return terms.ok ? toTsquery(terms.value) : terms.error.because;
};

it.each([
  ["words", "Quay crane", "('quay') & ('crane')"],
  ["a phrase", '"quay crane"', "('quay' <1> 'crane')"],
  ["a phrase in other quotes", "„quay crane“", "('quay' <1> 'crane')"],
  ["a phrase that does not end", '"quay crane', "('quay' <1> 'crane')"],
  ["a word to leave out", "quay -crane", "('quay') & !('crane')"],
  ["a phrase to leave out", 'quay -"big crane"', "('quay') & !('big' <1> 'crane')"],
  ["the beginning of a word", "ransom*", "('ransom':*)"],
  ["the beginning of an identifier", "CVE-2031-*", "('cve-2031-':*)"],
  ["the beginning of an address", "10.0.0.*", "('10.0.0.':*)"],
  ["the beginning of a domain", "evil.*", "('evil.':*)"],
  ["the beginning of a hyphened word", "zero-*", "('zero':*)"],
  ["an identifier", "CVE-2031-0001", "('cve-2031-0001')"],
  ["an identifier inside a phrase", '"via evil.com today"', "('via' <1> 'evil.com' <2> 'today')"],
  ["a defanged address", "hxxp://evil[.]com", "('evil.com')"],
  ["a defanged address with a path", "hxxps[:]//evil[.]com/a/b.php", "('evil.com' <2> 'a' <1> 'b.php')"],
  ["a hyphened word", "zero-day", "('zero' <1> 'day')"],
  ["Japanese", "攻撃者", "('攻撃' <1> '撃者')"],
  ["one character", "攻", "('攻':*)"],
  ["what looks like the database's own", "a & b | !cc:* <-> (d", "('a') & ('b') & ('cc':*) & ('d')"],
  [
    "quotes that would end a string",
    "it's '); drop table article --",
    "('it' <1> 's') & ('drop') & ('table') & ('article')",
  ],
  ["nothing", "", "Expected a word to look for but found none."],
  ["signs alone", "!!! & ***", "Expected a word to look for but found none."],
  ["only what to leave out", "-quay", "Expected a word to look for beside those to leave out but found none."],
  ["one letter before *", "a*", "a*: expected at least 2 letters before * but found 1."],
  ["ten thousand words", "word ".repeat(10_000), "Expected at most 1,000 characters to look for but found 50,000."],
  ["forty words", "ab ".repeat(40), "Expected at most 32 words or phrases but found 40."],
  [
    "a phrase of hundreds",
    `"${"ab ".repeat(300)}"`,
    "Expected at most 200 words, those of phrases counted, but found more.",
  ],
])("reads %s", (_, text, query) => {
  expect(queryOf(text)).toBe(query);
});

it("writes lexemes, operators and nothing else, whatever is typed", () => {
  const lexeme = "'[\\p{L}\\p{N}\\p{M}._@-]+'(?::\\*)?";
  const term = `!?\\(${lexeme}(?: <\\d+> ${lexeme})*\\)`;
  const whole = new RegExp(`^${term}(?: & ${term})*$`, "u");
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const terms = readTerms(text);
      if (terms.ok) expect(toTsquery(terms.value)).toMatch(whole);
    }),
    { seed: 8037, numRuns: 500 },
  );
});
