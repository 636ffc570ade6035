import { describe, expect, it } from "vitest";
import type { Article, ArticleId } from "#terms/article.ts";
import { profileArticle } from "../wording/profile-article.ts";
import { findCandidates } from "./find-candidates.ts";

const article = (index: number): Article => ({
  id: `a${index}` as ArticleId,
  url: `https://desk.example/${index}`,
  outlet: "Desk",
  title: `Quillfish gang number ${index} breaks into Marrowbank ${index % 7}`,
  authors: [],
  language: "en",
  text: `The Quillfish gang broke into Marrowbank ${index % 7} on a day in May, and Tesselworks ${index} wrote about it.`,
  blocks: [],
  sha256: "0",
  firstSeenAt: "2026-02-05T10:00:00Z",
  publishedAt: "2026-02-05T10:00:00Z",
  signs: { hiddenText: [], lostParagraphs: [], sponsored: false, fromFeed: false, categories: [] },
  feedUrls: [],
});

const pairsAmong = (count: number): number => {
  const profiles = Array.from({ length: count }, (_, index) => profileArticle(article(index), []));
  const counts = new Map<string, number>();
  for (const profile of profiles)
    for (const term of profile.terms.keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
  return findCandidates(profiles, counts).length;
};

describe("candidates", () => {
  it("are every pair among a few articles that all look alike", () => {
    expect(pairsAmong(10)).toBe(45);
  });

  it("grow with the number of articles, not with its square, when all look alike", () => {
    for (const count of [300, 600, 1200]) expect(pairsAmong(count)).toBeLessThanOrEqual(count * 40);
  });
});
