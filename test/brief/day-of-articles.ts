/** Builds an invented day from plain text: for tests of claims, tellings and whole editions. Names are made up. */

import { readFileSync } from "node:fs";
import { type CitedBriefing, composeBriefing, parseRoleRules } from "#desk/brief/index.ts";
import { judgeSentence } from "#desk/check/index.ts";
import { assessStories, gradeSources } from "#intel/assess/index.ts";
import { buildStories, findContradictions } from "#intel/corroborate/index.ts";
import { annotate, extractClaims, readTechniques } from "#intel/extract/index.ts";
import { stableId } from "#kit/hash.ts";
import type { Article, ArticleId } from "#terms/article.ts";
import type { Claim } from "#terms/claim.ts";
import type { Organisation } from "#terms/organisation.ts";

export interface Written {
  readonly outlet: string;
  readonly title: string;
  readonly text: string;
  readonly publishedAt?: string;
  readonly language?: string;
}

const asOf = "2026-04-10T18:00:00Z";

export const articleOf = (written: Written): Article => {
  const text = written.text.trim();
  const url = `https://${written.outlet.toLowerCase().replace(/[^a-z0-9]/g, "")}.example/${stableId("p", written.title)}`;
  let at = 0;
  const blocks = text.split("\n\n").map((paragraph) => {
    const start = text.indexOf(paragraph, at);
    at = start + paragraph.length;
    return { type: "paragraph" as const, start, end: at };
  });
  return {
    id: stableId("art", url) as ArticleId,
    url,
    outlet: written.outlet,
    title: written.title,
    authors: ["Mira Holt"],
    language: written.language ?? "en",
    text,
    blocks,
    sha256: "0".repeat(64),
    publishedAt: written.publishedAt ?? "2026-04-10T09:00:00Z",
    firstSeenAt: asOf,
    signs: { hiddenText: [], lostParagraphs: [], sponsored: false, fromFeed: false, categories: [] },
    feedUrls: [],
  };
};

export const claimsOf = (article: Article): Claim[] =>
  extractClaims(
    article,
    annotate(article.text, {
      language: article.language,
      ...(article.publishedAt === undefined ? {} : { publishedAt: article.publishedAt }),
    }),
  );

const rules = parseRoleRules(readFileSync(new URL("../../data/role-rules.yaml", import.meta.url), "utf8"));

export const briefOf = (written: readonly Written[], organisation?: Organisation): CitedBriefing => {
  if (!rules.ok) throw new Error("Expected data/role-rules.yaml to be valid");
  const articles = written.map(articleOf).sort((a, b) => (a.id < b.id ? -1 : 1));
  const mentions = new Map(
    articles.map(
      (article) =>
        [
          article.id,
          annotate(article.text, {
            language: article.language,
            ...(article.publishedAt === undefined ? {} : { publishedAt: article.publishedAt }),
          }),
        ] as const,
    ),
  );
  const claims = new Map(
    articles.map((article) => [article.id, extractClaims(article, mentions.get(article.id) ?? [])] as const),
  );
  const { stories } = buildStories(articles, mentions);
  const contradictions = findContradictions(stories, articles, claims, gradeSources(articles), mentions);
  const grades = gradeSources(articles, { contradictions });
  const assessments = assessStories({
    stories,
    articles,
    mentions,
    contradictions,
    asOf,
    grades,
    ...(organisation === undefined ? {} : { organisation }),
  });
  return composeBriefing({
    asOf,
    articles,
    claims,
    techniques: new Map(
      articles.map((one) => [one.id, readTechniques(one.text, mentions.get(one.id) ?? [], one.language)] as const),
    ),
    mentions,
    stories,
    assessments,
    grades,
    contradictions,
    roleRules: rules.value,
    losses: [],
    feedsRead: 0,
    foldedDuplicates: 0,
    judge: (sentence, passages) => judgeSentence(sentence, passages, { annotate }),
    ...(organisation === undefined ? {} : { organisation }),
  });
};
