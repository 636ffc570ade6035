import { describe, expect, it } from "vitest";
import { escapeInvisibleInJson, showInvisible } from "./show-invisible.ts";

const rows: readonly [string, string, string][] = [
  ["a right-to-left override is named", "\u202Egnp.exe", "⟦U+202E⟧gnp.exe"],
  ["a terminal escape is named", "\u001B[2Jgone", "⟦U+001B⟧[2Jgone"],
  ["a tag character is named once", "\u{E0041}", "⟦U+E0041⟧"],
  ["a lone surrogate is named", "\uD800x", "⟦U+D800⟧x"],
  ["tabs and line feeds stay", "a\tb\nc\r\nd", "a\tb\nc\nd"],
  ["joiners that scripts need stay", "می\u200Cخواهم 👩\u200D💻", "می\u200Cخواهم 👩\u200D💻"],
  ["plain words stay", "“Größe” 37 — naïve", "“Größe” 37 — naïve"],
];

describe("showInvisible", () => {
  it.each(rows)("%s", (_, text, shown) => expect(showInvisible(text)).toBe(shown));
});

describe("escapeInvisibleInJson", () => {
  it("keeps the value and hides nothing", () => {
    const json = escapeInvisibleInJson(JSON.stringify({ title: "a\u202Eb\u2028\u{E0041}" }));
    expect(json).toBe('{"title":"a\\u202eb\\u2028\\udb40\\udc41"}');
    expect(JSON.parse(json)).toEqual({ title: "a\u202Eb\u2028\u{E0041}" });
  });
});
