import { expect, it } from "vitest";
import { markSegments } from "./mark-segments.ts";

const text = "abcdefghij";
const mark = (label: string, start: number, end: number) => ({ label, start, end, sentenceIds: [`s${label}`] });

it("keeps every character, in order, once", () => {
  const segments = markSegments(text, [mark("1a", 2, 6), mark("1b", 4, 9)]);
  expect(segments.map((segment) => segment.text).join("")).toBe(text);
  expect(segments.map((segment) => segment.labels)).toEqual([[], ["1a"], ["1a", "1b"], ["1b"], []]);
});

it("gives one plain stretch without marks", () => {
  expect(markSegments(text, [])).toEqual([{ start: 0, text, labels: [], sentenceIds: [] }]);
});

it("gives nothing for an empty text, even with a mark that points nowhere", () => {
  expect(markSegments("", [mark("1a", 0, 5)])).toEqual([]);
});
