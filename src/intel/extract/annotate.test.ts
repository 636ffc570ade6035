import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { annotate } from "./annotate.ts";

const context = { publishedAt: "2026-02-05T10:00:00Z", language: "en" };
const brief = (text: string): string[] => annotate(text, context).map((one) => `${one.kind} ${one.surface}`);

describe("annotate", () => {
  it("gives numbers to the surer reading", () => {
    expect(brief("Foo 1.123.9 fixes CVE-2026-25049 (CVSS 9.4) after 18 months, Unit 42 said on 3 February.")).toEqual([
      "name Foo",
      "version 1.123.9",
      "vulnerability CVE-2026-25049",
      "score 9.4",
      "duration 18 months",
      "name Unit 42",
      "date 3 February",
    ]);
  });

  it("finds no names, dates or numbers inside addresses", () => {
    const found = annotate("See https://microsoft.com/blog/2024/03/05/apt28-37-victims now", context);
    expect(found.map((one) => one.kind)).toEqual(["observable"]);
  });

  it("finds quotations in the marks of several languages", () => {
    const texts = ["He said “a b”.", 'He said "a b".', "Er sagte „a b“.", "Il dit «a b».", "彼は「あ」と言った。"];
    expect(
      texts.map((text) =>
        annotate(text, context)
          .filter((one) => one.kind === "quotation")
          .map((one) => one.words),
      ),
    ).toEqual([["a b"], ["a b"], ["a b"], ["a b"], ["あ"]]);
  });

  it("leaves apostrophes, inches and unclosed marks alone", () => {
    expect(
      brief(`It isn't the users' fault that a 5" disk "never closes`).filter((one) => one.startsWith("quotation")),
    ).toEqual([]);
  });

  it("keeps every mention at its place, in order, for any text", () => {
    const parts = [
      "APT28",
      "“",
      "”",
      "37",
      "hosts",
      "http://a.b/c",
      "May",
      "2026",
      "CVE-2026-1234",
      "US",
      "'",
      "\n\n",
      "\ud800",
      "\u202e",
      "а",
      "1.2.3",
      "said",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 50 }), (words) => {
        const text = words.join(" ");
        let last = 0;
        for (const one of annotate(text, context)) {
          expect(text.slice(one.start, one.end)).toBe(one.surface);
          expect(one.start).toBeGreaterThanOrEqual(last);
          last = one.start;
        }
      }),
      { seed: 13, numRuns: 200 },
    );
  });

  it("comes to an end on a megabyte made to hurt", () => {
    for (const part of ["a.a.a.", "[.]", "(((", "“", '"', "Aa Bb ", "known as ", "said "]) {
      const text = part.repeat(Math.ceil(300_000 / part.length));
      expect(annotate(text, context).every((one) => text.slice(one.start, one.end) === one.surface)).toBe(true);
    }
  });
});
