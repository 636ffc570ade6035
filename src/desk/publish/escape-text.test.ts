import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeHtml } from "#kit/text/escape-html.ts";
import { escapeMarkdown, linkTarget, markdownLink } from "./escape-text.ts";

describe("escapeMarkdown", () => {
  it.each([
    ["emphasis", "*a* _b_ ~c~", "\\*a\\* \\_b\\_ \\~c\\~"],
    ["raw HTML", "<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)\\>"],
    ["an entity", "&lt;b&gt;", "&amp;lt;b&amp;gt;"],
    ["a link", "[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"],
    ["a footnote", "[^1a]", "\\[\\^1a\\]"],
    ["a table cell", "a | b", "a \\| b"],
    ["math", "$x$", "\\$x\\$"],
    ["a heading", "# Title", "\\# Title"],
    ["a list", "- item", "\\- item"],
    ["a numbered list", "1. item", "1\\. item"],
    ["a version at the start, which is no list", "2.4.5 fixes it", "2.4.5 fixes it"],
    ["a rule", "---", "\\---"],
    ["line ends", "a\n\n# b", "a # b"],
    ["a bidi control", "\u202Egnp.exe", "⟦U+202E⟧gnp.exe"],
    ["a bare address stays no link", "see http://evil.example/x.", "see `http://evil.example/x`."],
    ["a bare host with www", "(www.evil.example)", "(`www.evil.example`)"],
    ["a mail address", "mail a_b@evil.example,", "mail `a_b@evil.example`,"],
    ["a script address", "javascript:alert(1)", "`javascript:alert(1`)"],
    ["a bar inside an address, which would end a cell", "http://a|b", "`http://a`\\|`b`"],
    ["a backtick inside an address", "http://a`b", "``http://a`b``"],
  ])("%s", (_, text, escaped) => expect(escapeMarkdown(text)).toBe(escaped));

  it("leaves no bare markup character outside code, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const outside = escapeMarkdown(text).replace(/\\./g, "");
        const words = outside.split(" ").filter((word) => !word.includes("`"));
        expect(words.join(" ")).not.toMatch(/[*_[\]<>|~$^{}]/);
        expect(escapeMarkdown(text)).not.toContain("\n");
      }),
      { seed: 8037, numRuns: 500 },
    );
  });
});

describe("escapeHtml", () => {
  it("leaves nothing that opens a tag, an entity or ends an attribute", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(escapeHtml(text).replace(/&(?:amp|lt|gt|quot|#39);/g, "")).not.toMatch(/[&<>"']/);
      }),
      { seed: 8037, numRuns: 500 },
    );
  });
});

describe("linkTarget", () => {
  it.each([
    ["https", "https://a.example/b?c=d", "https://a.example/b?c=d"],
    ["javascript", "javascript:alert(1)", undefined],
    ["javascript with a tab inside", "java\tscript:alert(1)", undefined],
    ["data", "data:text/html,x", undefined],
    ["file", "file:///etc/passwd", undefined],
    ["a name and password", "https://bank.example@evil.example/", undefined],
    ["no address", "not one", undefined],
  ])("%s", (_, address, target) => expect(linkTarget(address)).toBe(target));
});

describe("markdownLink", () => {
  it("holds a title that would close it early in a code span, which binds tighter", () => {
    expect(markdownLink("a](http://evil.example)", "https://b.example/>x")).toBe(
      "[`a](http://evil.example`)](<https://b.example/%3Ex>)",
    );
  });
  it("is text when the address is none", () => {
    expect(markdownLink("title", "javascript:alert(1)")).toBe("title");
  });
});
