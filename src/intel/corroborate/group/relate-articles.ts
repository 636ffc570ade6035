/**
 * How two articles stand to each other: the same development, a follow-up of one story, or neither. With the reasons.
 *
 * Groups of the day hold developments; a follow-up weeks later belongs to the story without being the same news.
 */
import type { Article } from "#terms/article.ts";
import type { Mention } from "#terms/mention.ts";
import { profileArticle } from "../wording/profile-article.ts";
import { compareArticles } from "./compare-articles.ts";
import { defaultPairScore } from "./group-stories.ts";

export interface Relation {
  readonly is: "same" | "follow_up" | "unrelated";
  readonly score: number;
  readonly because: readonly string[];
  readonly against: readonly string[];
}

/** Fitted on the shared half of the labelled report pairs. */
const storyScore = 0.17;
const unchanged = (): number => 1;

export const relateArticles = (
  a: Article,
  b: Article,
  mentionsOfA: readonly Mention[] = [],
  mentionsOfB: readonly Mention[] = [],
): Relation => {
  const [left, right] = [profileArticle(a, mentionsOfA), profileArticle(b, mentionsOfB)];
  const near = compareArticles(left, right, { damp: unchanged });
  if (near.score >= defaultPairScore) return { is: "same", ...near };
  const far = compareArticles(left, right, { damp: unchanged, reach: "story" });
  return { is: far.score >= storyScore ? "follow_up" : "unrelated", ...far };
};
