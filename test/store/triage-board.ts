/** Boards for tests: stories with everything a test does not care about filled in. */
import type { TriageBoard, TriageStory } from "../../src/terms/triage.ts";

export const storyOf = (title: string, weight: number, articleIds: readonly string[]): TriageStory => ({
  id: `story-${title.replaceAll(" ", "-")}`,
  title,
  tlp: "TLP:CLEAR",
  weight,
  reasons: weight === 0 ? [] : [{ factor: "exploitation", points: weight, because: "exploited: “it is used”" }],
  confidence: "moderate",
  articles: articleIds.map((id, at) => ({
    id,
    key: "0".repeat(64),
    url: `https://example.test/${id}`,
    outlet: at % 2 === 0 ? "Quay Post" : "Pier News",
    title: id,
    language: "en",
    publishedAt: "2031-05-14T05:00:00Z",
    firstSeenAt: "2031-05-14T05:10:00Z",
    reliability: at % 2 === 0 ? "B" : "C",
    credibility: 2,
    quote: `The words of ${id}.`,
  })),
  origins: [{ name: "Quay Post", articleIds: [...articleIds] }],
  contradictions: [],
  vulnerabilities: [],
  fit: [],
  exploited: weight > 50,
  told: { state: "new", on: [] },
  together: [],
});

export const boardOf = (day: string, stories: readonly TriageStory[]): TriageBoard => ({
  day,
  asOf: `${day}T08:00:00Z`,
  stories: [...stories],
  regrouped: [],
  hasProfile: true,
  ledger: {
    read: stories.reduce((sum, { articles }) => sum + articles.length, 0) + 2,
    feeds: 5,
    folded: 2,
    losses: [
      {
        step: "read",
        item: "https://example.test/drift.xml",
        reason: "feed_not_well_formed",
        detail: "Read anyway; 1 item without a date.",
      },
    ],
  },
});
