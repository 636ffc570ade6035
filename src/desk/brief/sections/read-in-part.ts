/**
 * What was read only in part, said plainly: articles in languages whose sentences this desk does not read, how sure the
 * language is, what was taken from each and what was not.
 */
import type { Article, ArticleId } from "#terms/article.ts";
import type { Mention } from "#terms/mention.ts";
import type { Story } from "#terms/story.ts";
import { type DraftSentence, note } from "./draft.ts";

const mostListed = 12;

export const languageName = (tag: string): string =>
  new Intl.DisplayNames(["en-GB"], { type: "language", fallback: "code" }).of(
    tag === "und" ? "und" : (tag.split("-")[0] ?? "und"),
  ) ?? tag;

const certaintyWords: Readonly<Record<NonNullable<Article["languageCertainty"]>, string>> = {
  clear: "clear from its words",
  likely: "likely from its words",
  labelled: "by its label alone",
};

const kinds: readonly (readonly [string, string, ReadonlySet<Mention["kind"]>])[] = [
  ["identifier", "identifiers", new Set(["vulnerability", "identifier", "version", "score"])],
  ["indicator", "indicators", new Set(["observable"])],
  ["figure", "figures", new Set(["quantity", "duration"])],
  ["date", "dates", new Set(["date"])],
  ["name", "names", new Set(["name"])],
];

const listWords = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

const takenFrom = (mentions: readonly Mention[]): string => {
  const parts = kinds.flatMap(([one, many, of]) => {
    const count = mentions.filter(({ kind }) => of.has(kind)).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return parts.length === 0 ? "nothing" : listWords(parts);
};

const isForeign = ({ language }: Article): boolean => !language.startsWith("en");

const describe = (article: Article, mentions: readonly Mention[]): string => {
  const language =
    article.language === "und"
      ? "language not known"
      : `${languageName(article.language)}, ${certaintyWords[article.languageCertainty ?? "labelled"]}`;
  return `${article.outlet}, “${article.title}” (${language}): ${takenFrom(mentions)}`;
};

/** One note for all, or none when every article is in English. What is set aside is not read for the edition at all. */
export const writeReadInPart = (
  articles: readonly Article[],
  stories: readonly Story[],
  mentions: ReadonlyMap<ArticleId, readonly Mention[]>,
): DraftSentence[] => {
  const aside = new Set(stories.flatMap(({ excluded, articleIds }) => (excluded === undefined ? [] : articleIds)));
  const foreign = articles.filter((article) => isForeign(article) && !aside.has(article.id));
  if (foreign.length === 0) return [];
  const listed = foreign.slice(0, mostListed).map((article) => describe(article, mentions.get(article.id) ?? []));
  const rest = foreign.length - listed.length;
  return [
    note(
      `Read in part: ${foreign.length} ${foreign.length > 1 ? "articles" : "article"} not in English. Identifiers, indicators, figures, dates and names were taken and compared with the other sources; statements, who makes them and how sure they are were not. ${listed.join("; ")}${rest > 0 ? `; and ${rest} more` : ""}.`,
    ),
  ];
};
