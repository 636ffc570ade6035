/**
 * On how many points an outlet stands alone against at least two other articles, or against the value that was chosen
 * for a stated reason.
 */
import type { Article } from "#terms/article.ts";
import type { Contradiction, ContradictionValue } from "#terms/story.ts";

const holders = (value: ContradictionValue): Set<string> =>
  new Set(value.evidence.map((span) => span.articleId as string));

export const isOverruled = (articleIds: ReadonlySet<string>, contradiction: Contradiction): boolean => {
  const own = contradiction.values.filter((value) => [...holders(value)].some((id) => articleIds.has(id)));
  const [mine] = own;
  if (mine === undefined || own.length !== 1) return false;
  if (contradiction.uses !== undefined && contradiction.uses.value === mine.value) return false;
  const with_ = [...holders(mine)].filter((id) => !articleIds.has(id)).length;
  const against = new Set(
    contradiction.values.filter((value) => value !== mine).flatMap((value) => [...holders(value)]),
  );
  return with_ === 0 && against.size >= 2;
};

export const countOverruled = (articles: readonly Article[], contradictions: readonly Contradiction[]): number => {
  const ids = new Set(articles.map((article) => article.id as string));
  return contradictions.filter((contradiction) => isOverruled(ids, contradiction)).length;
};
