import { expect, it } from "vitest";
import { splitIds } from "./whole-ids.ts";

const long = `A${"-BCDEFGHIJ".repeat(4)}`;

it.each([
  ["a name in a sentence", "It is CVE-2026-25049, rated 9.4.", ["It is ", "[CVE-2026-25049]", ", rated 9.4."]],
  ["a name alone", "TGR-STA-1030", ["[TGR-STA-1030]"]],
  ["two with a blank between", "AA-1 BB-2", ["[AA-1]", " ", "[BB-2]"]],
  ["what is longer than a name", long, [long]],
  ["words with hyphens", "state-aligned", ["state-aligned"]],
  ["nothing", "", []],
])("%s", (_name, text, pieces) => {
  expect(splitIds(text).map((piece) => (piece.isId ? `[${piece.text}]` : piece.text))).toEqual(pieces);
});
