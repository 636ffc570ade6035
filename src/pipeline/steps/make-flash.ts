/**
 * Step flash: one story as an edition of its own, at once: because an analyst names an article of it, or because the
 * rule finds it. It is a draft like any other: a named person approves it or it stays here.
 *
 * The rule: the story tells of exploitation, and names a product that the organisation's profile says it runs.
 */

import type { Assessment } from "#terms/assessment.ts";
import type { Edition } from "#terms/edition.ts";
import type { EditionRecord } from "#terms/record.ts";
import { type EditionOptions, makeEdition, type PreparedEdition, prepareEdition } from "../make-edition.ts";
import type { OpenedSources } from "./open-sources.ts";

/** @returns addresses of a story's articles, by any one of them; nothing when no story holds it */
export const urlsOfStory = ({ stories, articles }: PreparedEdition, url: string): readonly string[] | undefined => {
  const byId = new Map(articles.map((article) => [article.id, article.url]));
  const all = stories.map(({ articleIds }) => articleIds.flatMap((id) => byId.get(id) ?? []));
  return all.find((urls) => urls.includes(url));
};

const isExploited = ({ reasons }: Assessment): boolean =>
  reasons.some(({ factor, points }) => factor === "exploitation" && points > 0);
const isOurs = ({ relevance }: Assessment): boolean => relevance.some(({ path }) => path.startsWith("products["));

/** Stories that the rule finds, each by the addresses of its articles. */
export const findFlashes = (prepared: PreparedEdition): readonly (readonly string[])[] => {
  const urls = new Map(prepared.articles.map((article) => [article.id, article.url]));
  return prepared.assessments.flatMap((assessment) => {
    const story = prepared.stories.find(({ id }) => id === assessment.storyId);
    if (story === undefined || story.excluded !== undefined || story.roundUp) return [];
    if (!isExploited(assessment) || !isOurs(assessment)) return [];
    return [story.articleIds.flatMap((id) => urls.get(id) ?? [])];
  });
};

export interface MadeFlash extends EditionRecord {
  readonly edition: Edition;
}

/** @returns nothing when no story of the record holds the address */
export const makeFlash = async (options: EditionOptions, url: string): Promise<MadeFlash | undefined> => {
  const prepared = await prepareEdition(options);
  const urls = urlsOfStory(prepared, url);
  if (urls === undefined) return undefined;
  const articles = prepared.articles.filter((article) => urls.includes(article.url));
  const gather = async (): Promise<OpenedSources> => ({
    articles,
    fullTexts: new Map(),
    entryUrls: new Map(),
    losses: [],
    feedsRead: new Set(articles.flatMap(({ feedUrls }) => feedUrls)).size,
    repeated: 0,
  });
  // The story stands as people arranged it; what they placed or left out they decided for another edition.
  const { decisions: _, ...asTheyAre } = options;
  const made = await makeEdition({ ...asTheyAre, inputs: [], gather });
  return { ...made, edition: { ...made.edition, edition: { ...made.edition.edition, kind: "flash" } } };
};
