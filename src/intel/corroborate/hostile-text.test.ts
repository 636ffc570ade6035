import { describe, expect, it } from "vitest";
import { makeArticle } from "#terms/make-article.fixture.ts";
import { buildStories } from "./build-stories.ts";

/** A megabyte of one thing: patterns that look back or ahead without bounds would not come to an end here. */
const hostile: Readonly<Record<string, string>> = {
  "a.a.a.": "a.".repeat(500_000),
  "one endless dash": `a${"-".repeat(1_000_000)}b`,
  capitals: "Aaaa ".repeat(200_000),
  "speakers without end": "Aaaa Bbbb said ".repeat(70_000),
  brackets: "(".repeat(1_000_000),
  "marks without a space": "!?".repeat(500_000),
  numbers: "1,000,".repeat(170_000),
  "blank lines": "\n\n".repeat(500_000),
  "run-in heads": "Head: Aa\n\n".repeat(100_000),
  "lone surrogates": "\ud800".repeat(500_000),
};

describe("a megabyte of", () => {
  it.each(Object.entries(hostile))("%s, as title, standfirst and text, is placed like any other", (_name, words) => {
    const given = { publishedAt: "2031-05-01T00:00:00Z" };
    const articles = [
      makeArticle({ id: "t", outlet: "T", title: words, ...given }),
      makeArticle({ id: "d", outlet: "D", title: "D", dek: words, ...given }),
      makeArticle({ id: "x", outlet: "X", title: "X", text: words, ...given }),
      makeArticle({ id: "p", outlet: "P", title: "Norwind ferries under attack", text: "Attackers came.", ...given }),
    ];
    const { stories } = buildStories(articles, new Map());
    expect(stories.flatMap((story) => [...story.articleIds]).sort()).toEqual(["d", "p", "t", "x"]);
  });
});
