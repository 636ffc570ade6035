import { describe, expect, it } from "vitest";
import type { Reliability } from "#terms/admiralty.ts";
import type { Article } from "#terms/article.ts";
import { makeArticle } from "#terms/make-article.fixture.ts";
import type { Contradiction, Story, StoryId } from "#terms/story.ts";
import { gradeItems } from "./grade-items.ts";

const article = (id: string, outlet: string, text = "Something happened.") =>
  makeArticle({ id, outlet, title: id, text });
const grades = (letters: Record<string, Reliability>) =>
  Object.entries(letters).map(([outlet, reliability]) => ({ outlet, reliability, reasons: [] }));
const story = (origins: Record<string, readonly Article[]>): Story => ({
  id: "story-1" as StoryId,
  title: "",
  articleIds: Object.values(origins).flatMap((own) => own.map((one) => one.id)),
  origins: Object.entries(origins).map(([name, own]) => ({ name, articleIds: own.map((one) => one.id) })),
  reasons: [],
  roundUp: false,
});
const letters = grades({ CERT: "A", One: "B", Two: "B", Three: "B", Farm: "E", Blog: "C" });
const credibility = (given: Story, articles: readonly Article[], contradictions: readonly Contradiction[] = []) =>
  Object.fromEntries(
    gradeItems(given, articles, contradictions, letters).map((item) => [item.articleId, item.credibility]),
  );

describe("an item is", () => {
  it("confirmed when an authority and two more independent origins agree", () => {
    const all = [article("c", "CERT"), article("a", "One"), article("b", "Two"), article("d", "Three")];
    const [c, a, b, d] = all as [Article, Article, Article, Article];
    expect(credibility(story({ CERT: [c], One: [a], Two: [b], Three: [d] }), all)).toMatchObject({ a: 1, b: 1, d: 1 });
  });

  it("probably true when a second independent origin agrees", () => {
    const [a, b] = [article("a", "One"), article("b", "Two")];
    expect(credibility(story({ One: [a], Two: [b] }), [a, b])).toEqual({ a: 2, b: 2 });
  });

  it("possibly true when all rest on one report", () => {
    const [a, b] = [article("a", "One"), article("b", "Two")];
    expect(credibility(story({ "Fernhill Labs": [a, b] }), [a, b])).toEqual({ a: 3, b: 3 });
  });

  it("lifted by an authority's own notice even when that relays the report", () => {
    const [a, c] = [article("a", "One"), article("c", "CERT")];
    expect(credibility(story({ "Fernhill Labs": [a, c] }), [a, c])).toEqual({ a: 2, c: 2 });
  });

  it("doubtful when a low-grade outlet says it alone", () => {
    const [f, a] = [article("f", "Farm"), article("a", "One")];
    expect(credibility(story({ Farm: [f], One: [a] }), [f, a])).toEqual({ f: 4, a: 3 });
  });

  it("improbable when better sources contradict a low-grade outlet", () => {
    const [f, a, b] = [article("f", "Farm"), article("a", "One"), article("b", "Two")];
    const span = (one: Article) => ({ articleId: one.id, start: 0, end: 1, quote: "S" });
    const contradiction: Contradiction = {
      storyId: "story-1" as StoryId,
      about: "exploited",
      values: [
        { value: "yes", evidence: [span(f)] },
        { value: "no", evidence: [span(a), span(b)] },
      ],
    };
    const found = gradeItems(story({ Farm: [f], One: [a], Two: [b] }), [f, a, b], [contradiction], letters);
    expect(found.find((item) => item.articleId === f.id)).toMatchObject({ credibility: 5 });
    expect(found.find((item) => item.articleId === f.id)?.because).toContain("1 point");
    expect(found.find((item) => item.articleId === a.id)?.credibility).toBe(2);
  });

  it("not judged when there is a headline alone", () => {
    const a = article("a", "One", "");
    expect(credibility(story({ One: [a] }), [a])).toEqual({ a: 6 });
  });
});
