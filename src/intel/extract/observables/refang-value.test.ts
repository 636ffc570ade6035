import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseText } from "./normalise-text.ts";
import { refangValue } from "./refang-value.ts";

describe("refangValue", () => {
  it.each([
    ["square brackets", "glasscat[.]com", "glasscat.com"],
    ["every bracket", "a(.)b{.}c<.>com", "a.b.c.com"],
    ["words", "glasscat[dot]com", "glasscat.com"],
    ["words of other languages, with blanks", "lee (arroba) glasscat (punto) com", "lee@glasscat.com"],
    ["open brackets", "www[.glasscat[.com", "www.glasscat.com"],
    ["brackets the wrong way", "www].]glasscat].]com", "www.glasscat.com"],
    ["a caret", "glasscat^.com", "glasscat.com"],
    ["a backslash", "glasscat\\.com", "glasscat.com"],
    ["commas of an address", "198,51,100,7", "198.51.100.7"],
    ["a comma in brackets", "198[,]51(,)100[,]7", "198.51.100.7"],
    ["a spoken dot", "glasscat-dot-com", "glasscat.com"],
    ["a spoken at", "lee AT glasscat.com", "lee@glasscat.com"],
    ["schemes", "hXXps[:]//glasscat[.]com", "https://glasscat.com"],
    ["a scheme in brackets", "hxxp[://]glasscat[.]com[/]x", "http://glasscat.com/x"],
    ["backslashes of a scheme", "http:\\\\glasscat.com", "http://glasscat.com"],
    ["fullwidth letters", "ｇｌａｓｓｃａｔ．ｃｏｍ", "glasscat.com"],
    ["an ideographic full stop", "glasscat。com", "glasscat.com"],
    ["soft hyphens and zero-width characters", "glass\u00adcat\u200b.com", "glasscat.com"],
  ])("undoes %s", (_name, written, plain) => {
    expect(refangValue(written)).toBe(plain);
  });

  it.each([
    "glasscat.com",
    "https://glasscat.com/a[1]?b=(2)",
    "see the applications. [To be continued]",
    "C:\\Users\\cat\\.ssh\\id",
    "lee@[192.0.2.1]",
    "lee.cat(comment)@glasscat.com",
    "1,2,3,400",
    "chow mein and a fxst",
    "文章。次の文",
  ])("leaves %s", (written) => {
    expect(refangValue(written)).toBe(written);
  });

  const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/);
  const host = fc
    .tuple(fc.array(label, { minLength: 1, maxLength: 4 }), fc.constantFrom("com", "net", "ru", "bit"))
    .map(([labels, suffix]) => [...labels, suffix].join("."));
  const dots = fc.constantFrom("[.]", "(.)", "{.}", "<.>", "[dot]", "(dot)", " [.] ", "\\.", "^.", "[.");
  const schemes = fc.constantFrom(["http", "hxxp"], ["https", "hxxps"], ["https", "hXXps"], ["http", "h00p"]);
  it("undoes what defanging does", () => {
    fc.assert(
      fc.property(host, dots, (name, dot) => {
        expect(refangValue(name.replaceAll(".", dot))).toBe(name);
      }),
      { seed: 41, numRuns: 600 },
    );
    fc.assert(
      fc.property(host, schemes, fc.constantFrom("[.]", "[dot]"), ([...name], [plain = "", marked = ""], dot) => {
        const joined = name.join("");
        expect(refangValue(`${marked}[:]//${joined.replaceAll(".", dot)}/a/b.php`)).toBe(
          `${plain}://${joined}/a/b.php`,
        );
      }),
      { seed: 42, numRuns: 600 },
    );
  });
});

describe("normaliseText", () => {
  it("maps a range back to the marks it was written with", () => {
    const text = "at hxxps[:]//glass\u00adcat[.]com now";
    const { text: plain, toSource, isDefanged } = normaliseText(text);
    expect(plain).toBe("at https://glasscat.com now");
    const start = plain.indexOf("glasscat");
    const span = toSource(start, start + "glasscat.com".length);
    expect(text.slice(span.start, span.end)).toBe("glass\u00adcat[.]com");
    expect(isDefanged(start, start + 8)).toBe(false);
    expect(isDefanged(start, start + 12)).toBe(true);
  });

  it("covers the source without gap or overlap, whatever the text", () => {
    const piece = fc.constantFrom(
      "a",
      "[.]",
      "\u00ad",
      " [.] ",
      "hxxp",
      "[:]",
      "．",
      "x",
      " ",
      "(at)",
      "[.",
      "].]",
      "\ud83d",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const source = pieces.join("");
        const { text, toSource } = normaliseText(source);
        let last = 0;
        for (let at = 0; at < text.length; at += 1) {
          const span = toSource(at, at + 1);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(source.length);
          expect(span.start).toBeGreaterThanOrEqual(Math.min(last, span.start));
          last = span.start;
        }
        if (text !== "") expect(toSource(0, text.length).end).toBeGreaterThan(0);
      }),
      { seed: 43, numRuns: 500 },
    );
  });
});
