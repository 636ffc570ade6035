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
import { type Arranged, regroupStories } from "./group/regroup-stories.ts";
import { findOrigins } from "./origins/find-origins.ts";
import { findOffTopic, type OffTopic } from "./set-aside/find-off-topic.ts";
import { clipHeads } from "./wording/clip-heads.ts";

export interface Corroborated {
  readonly stories: readonly Story[];
  readonly kept: readonly Article[];
  readonly duplicates: readonly Duplicate[];
}

export interface BuildOptions extends GroupOptions {
  /** Told the articles of each group; says which groups there are to be. Default: those. */
  readonly arrange?: (groups: readonly (readonly ArticleId[])[]) => readonly Arranged[];
}

/** A story is set aside only when every article in it is; a round-up supports others and is left out by its own mark. */
const exclusionOf = (articles: readonly Article[], offTopic: ReadonlyMap<ArticleId, OffTopic>): Story["excluded"] => {
  const verdicts = articles.map((article) => offTopic.get(article.id));
  const [first] = verdicts;
  if (first === undefined || verdicts.some((verdict) => verdict === undefined)) return undefined;
  return { reason: first.reason, why: first.why };
};

/** Outlets that carried a copy stand with the origin of the text they copied. */
const withCopies = (origins: readonly Origin[], copies: ReadonlyMap<ArticleId, readonly ArticleId[]>): Origin[] =>
  origins.map((origin) => {
    const own = origin.articleIds.flatMap((id) => copies.get(id) ?? []);
    return own.length === 0 ? origin : { name: origin.name, articleIds: [...origin.articleIds, ...own] };
  });

const copiesOf = (duplicates: readonly Duplicate[]): Map<ArticleId, ArticleId[]> => {
  const copies = new Map<ArticleId, ArticleId[]>();
  for (const { of, articleId } of duplicates) copies.set(of, [...(copies.get(of) ?? []), articleId]);
  return copies;
};

interface Known {
  readonly copies: ReadonlyMap<ArticleId, readonly ArticleId[]>;
  readonly offTopic: ReadonlyMap<ArticleId, OffTopic>;
}

const storyOf = (group: StoryGroup, known: Known): Story => {
  const articleIds = group.articles.map((article) => article.id);
  const [first] = articleIds;
  const dated = group.articles.find((article) => article.publishedAt !== undefined);
  const excluded = exclusionOf(group.articles, known.offTopic);
  return {
    // The first article names the story, so that a late article does not change its id.
    id: stableId("story", first ?? "") as StoryId,
    title: chooseTitle(group.articles),
    articleIds,
    origins: withCopies(findOrigins(group.articles), known.copies),
    ...(dated === undefined ? {} : { firstReportedBy: dated.id }),
    reasons: group.reasons,
    ...(excluded === undefined ? {} : { excluded }),
    roundUp: group.roundUp,
  };
};

export const buildStories = (
  articles: readonly Article[],
  mentions: ReadonlyMap<ArticleId, readonly Mention[]>,
  options: BuildOptions = {},
): Corroborated => {
  const { kept: whole, duplicates } = foldDuplicates(articles);
  const kept = whole.map(clipHeads);
  const offTopic = new Map(
    kept.flatMap((article): [ArticleId, OffTopic][] => {
      const verdict = findOffTopic(article, mentions.get(article.id));
      return verdict === undefined ? [] : [[article.id, verdict]];
    }),
  );
  // Off-topic pieces are grouped apart, so that an advertisement never joins the story it trades on.
  const [aside, rest] = [true, false].map((side) => kept.filter((article) => offTopic.has(article.id) === side));
  const found = [...groupStories(rest ?? [], mentions, options), ...groupStories(aside ?? [], mentions, options)];
  const arranged = options.arrange?.(found.map((group) => group.articles.map(({ id }) => id)));
  const groups = arranged === undefined ? found : regroupStories(found, arranged);
  const known = { copies: copiesOf(duplicates), offTopic };
  return { stories: groups.map((group) => storyOf(group, known)), kept: whole, duplicates };
};
