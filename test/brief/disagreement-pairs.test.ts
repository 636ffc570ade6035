/** Pairs of short reports on one happening: what differs is shown with both values, what only looks alike is left alone. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { findContradictions } from "#intel/corroborate/index.ts";
import { annotate, extractClaims } from "#intel/extract/index.ts";
import type { Article, ArticleId } from "#terms/article.ts";
import type { SourceGrade } from "#terms/assessment.ts";
import { makeArticle } from "#terms/make-article.fixture.ts";
import type { Contradiction, StoryId } from "#terms/story.ts";
import { tellDisagreements } from "../../src/desk/brief/sections/not-known/tell-disagreements.ts";

interface Pair {
  readonly name: string;
  readonly a: string;
  readonly b: string;
  readonly differs?: readonly (string | number)[];
}

const pairs = parse(
  readFileSync(new URL("../cases/brief/disagreement-pairs.yaml", import.meta.url), "utf8"),
) as readonly Pair[];
const at = "2031-05-13T12:00:00Z";
const outlets = ["Harbour Bulletin", "Meridian Wire"] as const;

const articleOf = (text: string, index: number): Article =>
  makeArticle({
    id: `a${index}`,
    outlet: outlets[index] ?? "",
    title: "A story",
    text,
    blocks: [{ type: "paragraph", start: 0, end: text.length }],
    publishedAt: at,
    firstSeenAt: at,
  });

const compare = ({ a, b }: Pair): { found: readonly Contradiction[]; told: readonly string[] } => {
  const articles = [a, b].map(articleOf);
  const mentions = new Map(
    articles.map((article) => [article.id, annotate(article.text, { language: "en", publishedAt: at })] as const),
  );
  const claims = new Map(
    articles.map((article) => [article.id, extractClaims(article, mentions.get(article.id) ?? [])] as const),
  );
  const grades: SourceGrade[] = outlets.map((outlet) => ({ outlet, reliability: "B", reasons: [] }));
  const story = {
    id: "s" as StoryId,
    title: "A story",
    articleIds: articles.map((article) => article.id),
    origins: [],
    reasons: [],
    roundUp: false,
  };
  const found = findContradictions([story], articles, claims, grades, mentions);
  const outletOf = (id: ArticleId): string => articles.find((article) => article.id === id)?.outlet ?? "";
  const told = tellDisagreements(found, [], { outletOf, isLow: () => false }).map((entry) => entry.text);
  return { found, told };
};

const shows = (pair: Pair): boolean =>
  compare(pair).told.some((text) =>
    (pair.differs ?? []).every((word) => text.toLowerCase().includes(`${word}`.toLowerCase())),
  );

describe("pairs of reports that differ", () => {
  it.each(pairs.filter((pair) => pair.differs !== undefined).map((pair) => [pair.name, pair] as const))(
    "%s",
    (_, pair) => {
      expect(shows(pair), JSON.stringify(compare(pair).told)).toBe(true);
    },
  );
});

describe("pairs of reports that only look as if they differed", () => {
  it.each(pairs.filter((pair) => pair.differs === undefined).map((pair) => [pair.name, pair] as const))(
    "%s",
    (_, pair) => {
      expect(compare(pair).told).toEqual([]);
    },
  );
});
