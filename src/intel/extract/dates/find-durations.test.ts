import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { articleUnits } from "./find-durations.ts";

/** The plain twin: one expression over the whole text. */
const plain =
  /(?<=(?:for|over|within|in|nearly|almost|about|than|least|after|lasting|every|once|half) )(?:an?|half an?|the past) (second|minute|hour|day|week|month|year|decade)(?![\p{L}\p{N}-])(?! ago)/giu;

describe("an article and a unit of time", () => {
  it("are found where the expression finds them", () => {
    const pieces =
      "for |over |half |a |an |AN |the past |the pa\u017ft |second|\u017fecond|hour|WEEK|wee\u212a|days|ago| ago| |-|1|\u00e9|x".split(
        "|",
      );
    const texts = fc.string({ unit: fc.constantFrom(...pieces), maxLength: 12 });
    const show = (found: Iterable<RegExpExecArray>): string[] =>
      [...found].map(({ index, 0: words }) => `${index}:${words}`);
    fc.assert(
      fc.property(texts, (text) => {
        expect(show(articleUnits(text))).toEqual(show(text.matchAll(plain)));
      }),
      { seed: 71, numRuns: 2000 },
    );
  });
});
