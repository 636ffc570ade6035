import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNameWord, nameAfter, nameAfterPlainly } from "./read-name.ts";

const pieces =
  "the |an |its |Glass|njRAT|n8n|cat|Cat|8Base|7|“|\"|'|‘|«| |-|.|é|Éa|ß|\u017f|\ud835\udc00|\ud835\udc1a|\udc00|a|’|”".split(
    "|",
  );
const texts = fc.string({ unit: fc.constantFrom(...pieces), maxLength: 8 });

/** The expression behind the first look. */
const word =
  "(?:\\p{Lu}[\\p{L}\\p{N}_$!]*(?:[-\u2011+&@.](?=[\\p{L}\\p{N}])[\\p{L}\\p{N}]+)*|\\p{Ll}+(?:\\p{Lu}|\\d)[\\p{L}\\p{N}]*(?:[-.][\\p{L}\\p{N}]+)*|\\d+\\p{Lu}[\\p{L}\\p{N}]*)";
describe("the first look at a place", () => {
  it("knows a word as the expression does", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(isNameWord(text)).toBe(new RegExp(`^${word}$`, "u").test(text));
      }),
      { seed: 81, numRuns: 1500 },
    );
  });
  it("finds the name its plain twin finds, or none as that", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(nameAfter(text, 0)).toEqual(nameAfterPlainly(text, 0));
      }),
      { seed: 82, numRuns: 2000 },
    );
  });
  it.each([
    ["njRAT hides", "njRAT"],
    ["an n8n flow", "n8n"],
    ["\ud835\udc00bc hides", "\ud835\udc00bc"],
    ["ca\ud835\udc1aT", "ca\ud835\udc1aT"],
    ["‘Glass Cat’ hides", "Glass Cat"],
    ["glass cat", undefined],
  ])("of %s the name is %s", (text, name) => {
    expect(nameAfter(text, 0)?.text).toBe(name);
  });
});
