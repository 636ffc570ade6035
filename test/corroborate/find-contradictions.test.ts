import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { findContradictions } from "#intel/corroborate/index.ts";
import { annotate, extractClaims } from "#intel/extract/index.ts";
import type { Reliability } from "#terms/admiralty.ts";
import type { Article, ArticleId } from "#terms/article.ts";
import type { SourceGrade } from "#terms/assessment.ts";
import type { Claim } from "#terms/claim.ts";
import type { Mention } from "#terms/mention.ts";
import type { Contradiction, Story, StoryId } from "#terms/story.ts";

interface Case {
  readonly name: string;
  readonly says: Readonly<Record<string, string>>;
  readonly at?: string;
  readonly expects: Readonly<Record<string, readonly string[]>>;
  readonly uses?: Readonly<Record<string, string>>;
}

interface Pair {
  readonly name: string;
  readonly says: Readonly<Record<string, string>>;
  /** A word of each value; absent where the two only seem to disagree, or where it is known to be missed. */
  readonly holds?: readonly [string, string];
}

const pairs = parse(
  readFileSync(new URL("../cases/corroborate/disagreements.yaml", import.meta.url), "utf8"),
) as Pair[];

const path = new URL("../cases/corroborate/contradictions.yaml", import.meta.url);
const cases = parse(readFileSync(path, "utf8")) as Case[];

const articlesOf = (says: Case["says"], at: string): { articles: Article[]; grades: SourceGrade[] } => {
  const grades: SourceGrade[] = [];
  const articles = Object.entries(says).map(([key, text], index) => {
    const letter = (/\[([A-F])\]$/.exec(key)?.[1] ?? "B") as Reliability;
    const outlet = key.replace(/ \[[A-F]\]$/, "");
    grades.push({ outlet, reliability: letter, reasons: [] });
    const body = text.trim();
    return {
      id: `a${index}` as ArticleId,
      url: `https://example.test/${index}`,
      outlet,
      title: "A story",
      authors: [],
      language: "en",
      text: body,
      blocks: [{ type: "paragraph" as const, start: 0, end: body.length }],
      sha256: "",
      signs: { hiddenText: [], lostParagraphs: [], sponsored: false, fromFeed: false, categories: [] },
      feedUrls: [],
      publishedAt: at,
      firstSeenAt: at,
    };
  });
  return { articles, grades };
};

const storyOf = (articles: readonly Article[]): Story => ({
  id: "story-1" as StoryId,
  title: "A story",
  articleIds: articles.map((article) => article.id),
  origins: [],
  reasons: [],
  roundUp: false,
});

const find = (says: Case["says"], at = "2031-05-13T12:00:00Z"): { found: Contradiction[]; articles: Article[] } => {
  const { articles, grades } = articlesOf(says, at);
  const mentions = new Map<ArticleId, readonly Mention[]>();
  const claims = new Map<ArticleId, readonly Claim[]>();
  for (const article of articles) {
    const marks = annotate(article.text, { language: "en", publishedAt: at });
    mentions.set(article.id, marks);
    claims.set(article.id, extractClaims(article, marks));
  }
  return { found: findContradictions([storyOf(articles)], articles, claims, grades, mentions), articles };
};

describe("where sources disagree", () => {
  it.each(cases.map((row) => [row.name, row] as const))("%s", (_name, row) => {
    const { found } = find(row.says, row.at);
    const shown = Object.fromEntries(
      found.map((entry) => [entry.about, entry.values.map((side) => side.value).sort()]),
    );
    const wanted = Object.fromEntries(
      Object.entries(row.expects).map(([about, values]) => [about, [...values].sort()]),
    );
    expect(shown).toEqual(wanted);
    for (const [about, value] of Object.entries(row.uses ?? {}))
      expect(found.find((entry) => entry.about === about)?.uses?.value).toBe(value);
  });

  it("every side's evidence stands in its article, at most 600 characters", () => {
    for (const row of cases) {
      const { found, articles } = find(row.says, row.at);
      for (const span of found.flatMap((entry) => entry.values.flatMap((side) => side.evidence))) {
        const article = articles.find((one) => one.id === span.articleId);
        expect(article?.text.slice(span.start, span.end)).toBe(span.quote);
        expect(span.quote.length).toBeLessThanOrEqual(600);
      }
    }
  });

  it("an article alone never contradicts itself by its own parts", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 900 }), fc.integer({ min: 10, max: 900 }), (a, b) => {
        const says = { "Harbour Bulletin": `Police seized ${a} servers in May. They seized ${b} servers in June.` };
        expect(find(says).found).toEqual([]);
      }),
      { seed: 7, numRuns: 12 },
    );
  });

  it("an unrelated story is left alone by names it does not share", () => {
    const first = find({
      "Harbour Bulletin": "Police seized 112 servers in the raid on the Mudlark network.",
      "Meridian Wire": "A fire closed 104 shops in Calder on Sunday.",
    });
    expect(first.found).toEqual([]);
  });
});

describe("pairs that disagree, and pairs that only seem to", () => {
  it.each(pairs.map((row) => [row.name, row] as const))("%s", (_name, { says, holds }) => {
    const { found } = find(says, "2031-07-01T12:00:00Z");
    const shown = found.map((entry) => `${entry.about}: ${entry.values.map(({ value }) => value).join(" | ")}`);
    if (holds === undefined) return expect(shown).toEqual([]);
    const telling = found.filter(({ values }) => {
      const [a, b] = values;
      return holds.every((word) => values.some(({ value }) => value.includes(word))) && a?.value !== b?.value;
    });
    expect(telling.length, shown.join("; ")).toBeGreaterThan(0);
  });
});
