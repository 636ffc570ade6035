import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePages, isSame, type PageVersion } from "./compare-pages.ts";

const first = "Tarn CERT said on Wednesday that four operators of quay cranes were broken into.";
const second = "Corvane closed the flaw in release 7.4.2, and asks customers to update by Friday.";
const third = "Nobody has claimed the attack, and no ransom was asked for so far.";
const page = (...blocks: string[]): PageVersion => ({ title: "Cranes stand still", text: blocks.join("\n\n") });
const cited = page(first, second, third);

describe("a cited page", () => {
  it.each<[string, PageVersion, readonly (readonly (string | undefined)[])[]]>([
    ["that is as it was", cited, []],
    ["with other spaces", page(first.replaceAll(" ", "  "), second, third), []],
    ["with a counter and a link more", page(first, "3 comments", second, third, "Read more"), []],
    [
      "with a number corrected",
      page(first.replace("four", "six"), second, third),
      [[first, first.replace("four", "six")]],
    ],
    ["with a paragraph taken away", page(first, third), [[second, undefined]]],
    [
      "with a paragraph added at its end",
      page(first, second, third, "Update: a fifth operator says it was hit too."),
      [[undefined, "Update: a fifth operator says it was hit too."]],
    ],
    [
      "with another title",
      { ...cited, title: "Cranes stand still in four ports, not three" },
      [["Cranes stand still", "Cranes stand still in four ports, not three"]].map(([, after]) => [undefined, after]),
    ],
  ])("%s", (_, now, expected) => {
    const { passages } = comparePages(cited, now, []);
    expect(passages.map(({ before, after }) => [before, after])).toEqual(expected);
  });

  it("tells of each cited stretch whether it still stands, however it is spaced and quoted", () => {
    const now = page(first.replace("quay cranes", "quay\ncranes"), "“Corvane” closed nothing.", third);
    const { quotes } = comparePages(page(first, second, third), now, ["operators of quay cranes", "release 7.4.2"]);
    expect(quotes.map(({ stands }) => stands)).toEqual([true, false]);
  });

  it("tells of a short block when cited words stood in it", () => {
    const { passages } = comparePages(page(first, "CVSS 9.8"), page(first, "CVSS 7.1"), ["CVSS 9.8"]);
    expect(passages).toEqual([{ before: "CVSS 9.8" }]);
  });

  it("tells a dozen passages and counts the rest", () => {
    const many = (word: string) =>
      page(...Array.from({ length: 40 }, (_, at) => `Paragraph ${at} ${word} tells of many things.`));
    const { passages, more } = comparePages(many("one"), many("two"), []);
    expect([passages.length, more]).toEqual([12, 28]);
    expect(passages[3]).toEqual({
      before: "Paragraph 3 one tells of many things.",
      after: "Paragraph 3 two tells of many things.",
    });
  });

  it("is compared in bounded work, however long both pages are", () => {
    const long = (word: string) =>
      page(...Array.from({ length: 20_000 }, (_, at) => `${word} ${at} tells of many things.`));
    expect(comparePages(long("a"), long("b"), ["a 7 tells"]).quotes[0]?.stands).toBe(false);
  });
});

const anyPage = fc
  .array(fc.constantFrom(first, second, third, "3 comments", "One more paragraph with enough words in it."), {
    maxLength: 12,
  })
  .map((blocks) => page(...blocks));

it("is the same as itself, whatever stands on it", () => {
  fc.assert(
    fc.property(anyPage, (any) => isSame(comparePages(any, any, [any.text.slice(0, 40)]))),
    { seed: 10, numRuns: 200 },
  );
});

it("loses nothing between two versions: what only one has is told", () => {
  fc.assert(
    fc.property(anyPage, anyPage, (before, after) => {
      const { passages } = comparePages(before, after, []);
      const telling = (version: PageVersion) =>
        version.text.split("\n\n").filter((block) => block.split(" ").length >= 5);
      const count = (blocks: readonly (string | undefined)[], block: string) =>
        blocks.filter((one) => one === block).length;
      const all = new Set([...telling(before), ...telling(after)]);
      return [...all].every((block) => {
        const gone = count(
          passages.map((passage) => passage.before),
          block,
        );
        const come = count(
          passages.map((passage) => passage.after),
          block,
        );
        return come - gone === count(telling(after), block) - count(telling(before), block);
      });
    }),
    { seed: 11, numRuns: 300 },
  );
});
