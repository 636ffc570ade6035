/**
 * Points on which articles are overruled: they hold a value that was not chosen, or stand alone against two others.
 *
 * Only articles that count may overrule. "37" and "more than 37" are told differently, not against each other.
 */
import type { Article, ArticleId } from "#terms/article.ts";
import type { Contradiction, ContradictionValue } from "#terms/story.ts";

const holders = (value: ContradictionValue): Set<ArticleId> => new Set(value.evidence.map((span) => span.articleId));

const numbersOf = (value: string): string => (value.match(/\d+(?:[.,]\d+)*/g) ?? []).join(" ");

/** The same numbers with another comparator are one value told in two ways. */
const saysTheSame = (a: string, b: string): boolean =>
  a === b || (numbersOf(a) !== "" && numbersOf(a) === numbersOf(b));

export type Counts = (articleId: ArticleId) => boolean;
const everyone: Counts = () => true;

export const isOverruled = (
  articleIds: ReadonlySet<ArticleId>,
  contradiction: Contradiction,
  counts: Counts = everyone,
): boolean => {
  const own = contradiction.values.filter((value) => [...holders(value)].some((id) => articleIds.has(id)));
  const [mine] = own;
  if (mine === undefined || own.length !== 1) return false;
  const rivals = contradiction.values.filter((value) => value !== mine && !saysTheSame(value.value, mine.value));
  const against = new Set(rivals.flatMap((value) => [...holders(value)]).filter(counts));
  if (against.size === 0) return false;
  if (contradiction.uses !== undefined) return !saysTheSame(contradiction.uses.value, mine.value);
  const beside = [...holders(mine)].filter((id) => !articleIds.has(id) && counts(id));
  return beside.length === 0 && against.size >= 2;
};

export const countOverruled = (articles: readonly Article[], contradictions: readonly Contradiction[]): number => {
  const ids = new Set(articles.map((article) => article.id));
  return contradictions.filter((contradiction) => isOverruled(ids, contradiction)).length;
};
