/**
 * Groups put together or taken apart by people. A group that nobody touched comes back as it is.
 */
import type { Article, ArticleId } from "#terms/article.ts";
import { byPublication, type StoryGroup } from "./group-stories.ts";

export interface Arranged {
  readonly articleIds: readonly string[];
  /** Places of the groups that its articles come from. */
  readonly from: readonly number[];
  readonly changed: boolean;
}

/** @returns a group for each that is arranged, in the same order */
export const regroupStories = (groups: readonly StoryGroup[], arranged: readonly Arranged[]): StoryGroup[] => {
  const byId = new Map<ArticleId, Article>(
    groups.flatMap((group) => group.articles.map((article) => [article.id, article])),
  );
  return arranged.map(({ articleIds, from, changed }): StoryGroup => {
    const own = from.flatMap((at) => groups[at] ?? []);
    const [only] = own;
    if (!changed && only !== undefined) return only;
    const isMerged = own.length > 1;
    return {
      articles: articleIds.flatMap((id) => byId.get(id as ArticleId) ?? []).sort(byPublication),
      reasons: isMerged
        ? [...new Set([...own.flatMap((group) => group.reasons), "put together on the desk"])]
        : ["taken apart on the desk"],
      roundUp: false,
    };
  });
};
