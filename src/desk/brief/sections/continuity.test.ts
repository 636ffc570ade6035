import { describe, expect, it } from "vitest";
import { makeArticle } from "#terms/make-article.fixture.ts";
import type { EarlierEdition } from "#terms/record.ts";
import type { Story, StoryId } from "#terms/story.ts";
import { sayChanged, writeMore } from "./continuity.ts";

const articles = ["a", "b", "c"].map((id) => makeArticle({ id }));
const urlOf = (id: string): string => `https://example.test/${id}`;

const story = (title: string, ...ids: string[]): Story => ({
  id: title as StoryId,
  title,
  articleIds: articles.filter((article) => ids.includes(article.id)).map((article) => article.id),
  origins: [],
  reasons: [],
  roundUp: false,
});

const earlier = (asOf: string, ...ids: string[]): EarlierEdition => ({
  date: asOf.slice(0, 10),
  asOf,
  title: `News of ${asOf.slice(0, 10)}`,
  tlp: "TLP:CLEAR",
  stories: [{ title: "Before", articleUrls: ids.map(urlOf) }],
});

describe("what changed since the edition before", () => {
  it.each([
    ["nothing on record", [], "With no earlier edition on record, nothing here counts as an update."],
    [
      "no article seen before",
      [earlier("2031-05-04T18:00:00Z", "x")],
      "Since the edition of 4 May 2031: 2 stories are new.",
    ],
    [
      "a story with one page seen and one new",
      [earlier("2031-05-04T18:00:00Z", "a")],
      "Since the edition of 4 May 2031: 1 story is new, 1 goes on with new reporting (“Flaw”).",
    ],
    [
      "a story of which every page was seen",
      [earlier("2031-05-04T18:00:00Z", "a", "b")],
      "Since the edition of 4 May 2031: 1 story is new, 1 brings nothing new (“Flaw”).",
    ],
    [
      "pages seen in an edition before the last",
      [earlier("2031-05-04T18:00:00Z", "x"), earlier("2031-05-03T18:00:00Z", "c")],
      "Since the edition of 4 May 2031: 1 story is new, 1 brings nothing new (“Theft”).",
    ],
    [
      "two editions of one day",
      [earlier("2031-05-04T18:00:00Z", "x"), earlier("2031-05-04T06:00:00Z", "y")],
      "Since the edition of 4 May 2031, 18:00 UTC: 2 stories are new.",
    ],
  ])("%s", (_, before, words) => {
    const sentence = sayChanged([story("Flaw", "a", "b"), story("Theft", "c")], articles, before);
    expect(sentence.text).toBe(words);
    expect(sentence.kind).toBe("note");
  });

  it("leaves out what was set aside, and lists three titles at most", () => {
    const stories = ["A", "B", "C", "D"].map((title) => story(title, "a"));
    const aside = { ...story("Sport", "b"), excluded: { reason: "sport", why: "a match" } };
    expect(sayChanged([...stories, aside], articles, [earlier("2031-05-04T18:00:00Z", "a")]).text).toBe(
      "Since the edition of 4 May 2031: 0 stories are new, 4 bring nothing new (“A”; “B”; “C”; and 1 more).",
    );
  });
});

describe("editions on record", () => {
  it("are listed newest first, five at most", () => {
    const all = [9, 8, 7, 6, 5, 4].map((day) => earlier(`2031-05-0${day}T18:00:00Z`));
    const { sentences } = writeMore(all);
    expect(sentences.map((sentence) => sentence.text)[0]).toBe("9 May 2031: “News of 2031-05-09”.");
    expect(sentences).toHaveLength(5);
    expect(sentences.every((sentence) => sentence.kind === "link")).toBe(true);
  });

  it("say so when there are none", () => {
    expect(writeMore([]).sentences[0]?.text).toBe("No earlier edition is on record.");
  });
});
