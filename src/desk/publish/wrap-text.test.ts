import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf, wrapText } from "./wrap-text.ts";

describe("wrapText", () => {
  it.each([
    ["breaks between words", "one two three", 8, {}, "one two\nthree"],
    ["folds spaces and line ends", " one\n\n two ", 20, {}, "one two"],
    ["indents the lines after the first", "one two three", 9, { first: "- " }, "- one two\n  three"],
    [
      "keeps an address whole",
      "see https://harbour.example/a/long/path now",
      12,
      {},
      "see\nhttps://harbour.example/a/long/path\nnow",
    ],
    ["breaks a word that is longer than a line", "abcdefghij", 4, {}, "abcd\nefgh\nij"],
    ["parts Japanese anywhere, two columns a sign", "港湾の管理者", 6, {}, "港湾の\n管理者"],
    ["keeps Latin words in Japanese whole", "港CVE湾", 5, {}, "港CVE\n湾"],
    ["does not part a letter from its mark", "e\u0301e\u0301e\u0301", 2, {}, "e\u0301e\u0301\ne\u0301"],
    ["gives an empty line for no words", " ", 10, {}, ""],
  ])("%s", (_, text, columns, indent, wrapped) => expect(wrapText(text, columns, indent)).toBe(wrapped));

  it("loses no character and passes the width only for an address", () => {
    const word = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.constant("https://a.example/bcdefghijklmnop"),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), fc.integer({ min: 4, max: 30 }), (words, columns) => {
        const text = words.join(" ");
        const lines = wrapText(text, columns).split("\n");
        expect(lines.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        for (const line of lines) if (!line.includes("://")) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
      }),
      { seed: 20260312, numRuns: 1000 },
    );
  });

  it("takes time in proportion to the text", () => {
    expect(wrapText("a".repeat(1_000_000), 72).split("\n")).toHaveLength(Math.ceil(1_000_000 / 72));
  });
});
