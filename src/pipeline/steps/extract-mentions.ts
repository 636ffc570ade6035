/** Everything that stands in an article, each at its place; observables with what they are to the report. */
import { judgeObservables, readNames, readTechniques } from "#intel/extract/index.ts";
import type { Article } from "#terms/article.ts";
import type { Mention } from "#terms/mention.ts";
import type { NameReading } from "#terms/name-reading.ts";
import type { TechniqueReading } from "#terms/technique.ts";
import type { Reference } from "./open-reference.ts";

/** What stands in an article, read with its language and time of publication. Offsets count into `article.text`. */
export const annotateArticle = (article: Article, { annotate }: Pick<Reference, "annotate">): readonly Mention[] =>
  annotate(article.text, {
    language: article.language,
    ...(article.publishedAt === undefined ? {} : { publishedAt: article.publishedAt }),
    ...(article.publishedZoneMinutes === undefined ? {} : { publishedZoneMinutes: article.publishedZoneMinutes }),
  });

/** The same, each observable judged. */
export const extractMentions = (article: Article, reference: Reference): readonly Mention[] => {
  const mentions = annotateArticle(article, reference);
  const publisherHosts = URL.canParse(article.url) ? [new URL(article.url).hostname].filter((host) => host !== "") : [];
  return judgeObservables(article.text, mentions, { publisherHosts, lists: reference.warningLists() });
};

type HeadMentions = Readonly<Record<"title" | "dek", readonly Mention[]>>;

/**
 * What stands over the text: in its title, and in its dek where it has one; offsets count into either. A title that is the
 * text's beginning is told there.
 */
export const headMentions = (article: Article, reference: Reference): HeadMentions => {
  const title = article.text.startsWith(article.title) ? "" : article.title;
  const mentionsIn = (text: string): readonly Mention[] => extractMentions({ ...article, text }, reference);
  return { title: mentionsIn(title), dek: mentionsIn(article.dek ?? "") };
};

/** Techniques of ATT&CK that an article shows: stated or suggested, never more than its words give. */
export const techniquesOf = (article: Article, mentions: readonly Mention[]): readonly TechniqueReading[] =>
  readTechniques(article.text, mentions, article.language);

/** Names that neither the tables nor patterns know, by the model; where a mention or a technique stands, that one is told. */
export const namesByModel = (
  article: Article,
  mentions: readonly Mention[],
  techniques: readonly TechniqueReading[],
): readonly NameReading[] => readNames(article.text, mentions, article.language, techniques);
