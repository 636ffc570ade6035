/**
 * From a day's articles to its stories: duplicates folded, articles about one happening put together, origins counted,
 * off-topic pieces set aside with a reason. The whole room in one call.
 */

import { stableId } from "#kit/hash.ts";
import type { Article, ArticleId } from "#terms/article.ts";
import type { Mention } from "#terms/mention.ts";
import type { Origin, Story, StoryId } from "#terms/story.ts";
import { chooseTitle } from "./choose-title.ts";
import { type Duplicate, foldDuplicates } from "./fold/fold-duplicates.ts";
import { type GroupOptions, groupStories, type StoryGroup } from "./group/group-stories.ts";
import { findOrigins } from "./origins/find-origins.ts";
import { findOffTopic } from "./set-aside/find-off-topic.ts";

export interface Corroborated {
  readonly stories: readonly Story[];
  readonly kept: readonly Article[];
  readonly duplicates: readonly Duplicate[];
}

/** A story is set aside only when every article in it is; a round-up supports others and is left out by its own mark. */
const exclusionOf = (articles: readonly Article[]): Story["excluded"] => {
  const verdicts = articles.map(findOffTopic);
  const [first] = verdicts;
  if (first === undefined || verdicts.some((verdict) => verdict === undefined)) return undefined;
  return { reason: first.reason, why: first.why };
};

/** Outlets that carried a copy stand with the origin of the text they copied. */
const withCopies = (origins: readonly Origin[], duplicates: readonly Duplicate[]): Origin[] =>
  origins.map((origin) => {
    const copies = duplicates.filter((copy) => origin.articleIds.includes(copy.of)).map((copy) => copy.articleId);
    return copies.length === 0 ? origin : { name: origin.name, articleIds: [...origin.articleIds, ...copies] };
  });

const storyOf = (group: StoryGroup, duplicates: readonly Duplicate[]): Story => {
  const articleIds = group.articles.map((article) => article.id);
  const [first] = articleIds;
  const dated = group.articles.find((article) => article.publishedAt !== undefined);
  const excluded = exclusionOf(group.articles);
  return {
    // The first article names the story, so that a late article does not change its id.
    id: stableId("story", first ?? "") as StoryId,
    title: chooseTitle(group.articles),
    articleIds,
    origins: withCopies(findOrigins(group.articles), duplicates),
    ...(dated === undefined ? {} : { firstReportedBy: dated.id }),
    reasons: group.reasons,
    ...(excluded === undefined ? {} : { excluded }),
    roundUp: group.roundUp,
  };
};

export const buildStories = (
  articles: readonly Article[],
  mentions: ReadonlyMap<ArticleId, readonly Mention[]>,
  options: GroupOptions = {},
): Corroborated => {
  const { kept, duplicates } = foldDuplicates(articles);
  // Off-topic pieces are grouped apart, so that an advertisement never joins the story it trades on.
  const offTopic = kept.filter((article) => findOffTopic(article) !== undefined);
  const aside = new Set(offTopic.map((article) => article.id));
  const groups = [
    ...groupStories(
      kept.filter((article) => !aside.has(article.id)),
      mentions,
      options,
    ),
    ...groupStories(offTopic, mentions, options),
  ];
  return { stories: groups.map((group) => storyOf(group, duplicates)), kept, duplicates };
};
