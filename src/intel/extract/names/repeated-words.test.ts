import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inHeadline } from "./fit-run.ts";
import { repeatedWords } from "./repeated-words.ts";

const known = { frequentWords: new Set(["word"]), knownWords: new Set(["known"]) };

/** The plain twin: one expression over the text, one before and one behind each word it finds. */
const plainly = (text: string): string[] => {
  const counts = new Map<string, number>();
  for (const { index, 0: word } of text.matchAll(/[A-Z][A-Za-z0-9]{2,24}/g)) {
    const end = index + word.length;
    if (!/[ “"‘]/.test(text.charAt(index - 1)) || /^[A-Z]+s?$/.test(word)) continue;
    if (known.frequentWords.has(word.toLowerCase()) || known.knownWords.has(word.toLowerCase())) continue;
    if (!/(?:[\p{Ll},] (?:[“"‘])?)$/u.test(text.slice(Math.max(0, index - 3), index))) continue;
    if (/^(?:[\p{L}\p{N}@_/\\-]|\.[\p{L}\p{N}]| \p{Lu})/u.test(text.slice(end, end + 2))) continue;
    if (!inHeadline(text, index)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count >= 2).map(([word]) => word);
};

describe("capitalised words that come twice", () => {
  it("are those an expression finds", () => {
    const pieces =
      'Foobar|Quux9|Word|Known|NATO|VPNs|a|the|, |. | | |“|"|‘|-|@|.x|é|Éa|\ud835\udcb6|\ud835\udc00|\udc00|1|Foobar and Foobar'.split(
        "|",
      );
    const text = fc.string({ unit: fc.constantFrom(...pieces), maxLength: 24 });
    fc.assert(
      fc.property(text, (where) => {
        expect([...repeatedWords(where, known, () => false).keys()]).toEqual(plainly(where));
      }),
      { seed: 51, numRuns: 2000 },
    );
  });
});
