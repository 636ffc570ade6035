import fc from "fast-check";
import { expect, it } from "vitest";
import { splitParagraphs } from "./split-paragraphs.ts";

it.each([
  [0, [0]],
  [8, [8]],
  [9, [5, 4]],
  [13, [4, 5, 4]],
  [20, [5, 5, 5, 5]],
])("cuts %i sentences into paragraphs of like length", (count, lengths) => {
  expect(splitParagraphs(Array.from({ length: count })).map((part) => part.length)).toEqual(lengths);
});

it("keeps every sentence, in order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 60 }), (items) => {
      expect(splitParagraphs(items).flat()).toEqual(items);
    }),
  );
});
