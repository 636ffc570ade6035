/** Everything that stands in an article, each at its place; observables with what they are to the report. */
import { annotate, judgeObservables } from "#intel/extract/index.ts";
import type { Article } from "#terms/article.ts";
import type { Mention } from "#terms/mention.ts";

/** Offsets count into `article.text`. */
export const extractMentions = (article: Article): readonly Mention[] => {
  const mentions = annotate(article.text, {
    language: article.language,
    ...(article.publishedAt === undefined ? {} : { publishedAt: article.publishedAt }),
    ...(article.publishedZoneMinutes === undefined ? {} : { publishedZoneMinutes: article.publishedZoneMinutes }),
  });
  const publisherHosts = URL.canParse(article.url) ? [new URL(article.url).hostname].filter((host) => host !== "") : [];
  return judgeObservables(article.text, mentions, { publisherHosts });
};
