import { describe, expect, it } from "vitest";
import { makeArticle } from "#terms/make-article.fixture.ts";
import { canonicalAddress } from "./canonical-address.ts";
import { foldDuplicates } from "./fold-duplicates.ts";

const words = (seed: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `${seed}${(index * 7919) % 1_000}`).join(" ");
const story = `The harbour office said on Monday that ${words("pier", 120)}.`;

describe("one address", () => {
  it.each([
    ["https://a.test/x?utm_source=feed&utm_medium=rss", "https://a.test/x"],
    ["https://www.a.test/x/#comments", "https://a.test/x"],
    ["http://a.test/x?b=2&a=1&fbclid=q", "https://a.test/x?a=1&b=2"],
  ])("%s is %s", (left, right) => {
    expect(canonicalAddress(left)).toBe(canonicalAddress(right));
  });

  it.each([
    ["https://a.test/x?id=1", "https://a.test/x?id=2"],
    ["https://a.test:8080/x", "https://a.test/x"],
    ["https://a.test/x", "https://b.test/x"],
  ])("%s is not %s", (left, right) => {
    expect(canonicalAddress(left)).not.toBe(canonicalAddress(right));
  });

  it("keeps what does not parse", () => expect(canonicalAddress("not an address")).toBe("not an address"));
});

describe("folding", () => {
  it("keeps the later version of one address, whatever the dates say", () => {
    const first = makeArticle({
      id: "a",
      url: "https://v.test/report?utm_source=x",
      text: story,
      publishedAt: "2031-05-01T00:00:00Z",
    });
    const edited = makeArticle({
      id: "b",
      url: "https://v.test/report",
      text: `${story} Amended.`,
      publishedAt: "2031-05-03T00:00:00Z",
      changedAt: "2031-05-03T00:00:00Z",
    });
    const { kept, duplicates } = foldDuplicates([first, edited]);
    expect(kept.map((article) => article.id)).toEqual(["b"]);
    expect(duplicates).toMatchObject([{ articleId: "a", of: "b", reason: "same_address" }]);
  });

  it("keeps the earliest of a text that others carried word for word", () => {
    const agency = makeArticle({ id: "agency", outlet: "Agency", text: story, publishedAt: "2031-05-01T08:00:00Z" });
    const paper = makeArticle({ id: "paper", outlet: "Paper", text: story, publishedAt: "2031-05-01T09:00:00Z" });
    const undated = makeArticle({ id: "undated", outlet: "Site", text: story });
    const { kept, duplicates } = foldDuplicates([undated, paper, agency]);
    expect(kept.map((article) => article.id)).toEqual(["agency"]);
    expect(duplicates.map((entry) => [entry.articleId, entry.of, entry.reason])).toEqual([
      ["paper", "agency", "same_text"],
      ["undated", "agency", "same_text"],
    ]);
  });

  it("folds a copy with a new first line and a cut end", () => {
    const agency = makeArticle({ id: "agency", outlet: "Agency", text: story, publishedAt: "2031-05-01T08:00:00Z" });
    const copy = makeArticle({
      id: "copy",
      outlet: "Paper",
      text: `(From our wires.) ${story.slice(0, -40)}`,
      publishedAt: "2031-05-01T10:00:00Z",
    });
    expect(foldDuplicates([agency, copy]).duplicates).toMatchObject([
      { articleId: "copy", of: "agency", reason: "near_duplicate" },
    ]);
  });

  it("keeps two texts on one subject that were written apart", () => {
    const a = makeArticle({
      id: "a",
      outlet: "A",
      text: `Divers found the cable cut near the harbour. ${words("rope", 80)}`,
    });
    const b = makeArticle({
      id: "b",
      outlet: "B",
      text: `Near the harbour, divers found the cable cut. ${words("buoy", 80)}`,
    });
    expect(foldDuplicates([a, b]).duplicates).toEqual([]);
  });

  it("does not take two short notices of two outlets for one", () => {
    const a = makeArticle({ id: "a", outlet: "A", title: "Update now", text: "Install 3.2." });
    const b = makeArticle({ id: "b", outlet: "B", title: "Update now", text: "Install 3.2." });
    expect(foldDuplicates([a, b]).kept).toHaveLength(2);
  });
});
