/**
 * Puts articles about one happening together.
 *
 * Promise: the order of the input does not matter; near-linear in the number of articles (candidates come from an
 * inverted index over rare words, never from all pairs); no chain through one common word, because two groups join
 * only when their members agree on average. Round-ups belong to no group and come back as stories of their own.
 */
import type { Article, ArticleId } from "#terms/article.ts";
import type { Mention } from "#terms/mention.ts";
import { type Profile, profileArticle } from "../wording/profile-article.ts";
import { adoptLoners } from "./adopt-loners.ts";
import { type Comparison, compareArticles } from "./compare-articles.ts";
import { countTouchedStories, ownersOfNames } from "./count-touched-stories.ts";
import { findCandidates } from "./find-candidates.ts";
import { joinGroups } from "./join-groups.ts";
import { isRoundUpBy, itemsOf, type LooseBuild, readLooseBuild, recogniseRoundUp } from "./recognise-round-up.ts";

export interface GroupOptions {
  /** Two articles join from this score on. */
  readonly pairScore?: number;
  /** Two groups of headlines join when they agree this much on average. */
  readonly groupScore?: number;
  /** The same for groups with texts: texts about one thing differ more, and have more to differ in. */
  readonly textGroupScore?: number;
}

export interface StoryGroup {
  /** By publication, undated last, then id. */
  readonly articles: readonly Article[];
  readonly reasons: readonly string[];
  readonly roundUp: boolean;
}

/** Fitted on one labelled window of headlines, checked on the other and on a day of full articles. */
export const defaultPairScore = 0.23;
const defaultGroupScore = 0.16;
const defaultTextGroupScore = 0.13;

const published = (article: Article): string => article.publishedAt ?? "9999";

export const byPublication = (a: Article, b: Article): number => {
  if (published(a) !== published(b)) return published(a) < published(b) ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
};

/** A word in more than a dozen of the day's articles tells less the more of them carry it. */
const dampOf =
  (counts: ReadonlyMap<string, number>) =>
  (term: string): number => {
    const count = counts.get(term) ?? 1;
    return count <= 12 ? 1 : Math.sqrt(12 / count);
  };

const countTerms = (profiles: readonly Profile[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const profile of profiles)
    for (const term of profile.terms.keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
};

/** Weaker edges count as nothing in an average. */
const leastEdge = 0.04;

const mostReasons = 8;

interface Edge {
  readonly left: number;
  readonly right: number;
  readonly comparison: Comparison;
}

/** Reasons of each group, strongest edge first: `groupOf` tells the group of a profile. */
const reasonsByGroup = (edges: readonly Edge[], groupOf: ReadonlyMap<number, number>): Map<number, string[]> => {
  const found = new Map<number, string[]>();
  for (const edge of edges) {
    const group = groupOf.get(edge.left);
    if (group === undefined || group !== groupOf.get(edge.right)) continue;
    const reasons = found.get(group) ?? [];
    found.set(group, reasons);
    for (const reason of edge.comparison.because)
      if (reasons.length < mostReasons && !reasons.includes(reason)) reasons.push(reason);
  }
  return found;
};

interface Compared {
  readonly profiles: readonly Profile[];
  readonly edges: readonly Edge[];
}

const compareAll = (profiles: readonly Profile[]): Edge[] => {
  const counts = countTerms(profiles);
  const damp = dampOf(counts);
  const edges: Edge[] = [];
  for (const [left, right] of findCandidates(profiles, counts)) {
    const [a, b] = [profiles[left], profiles[right]];
    if (a === undefined || b === undefined) continue;
    const comparison = compareArticles(a, b, { damp });
    if (comparison.score >= leastEdge) edges.push({ left, right, comparison });
  }
  return edges.sort((x, y) => y.comparison.score - x.comparison.score || x.left - y.left || x.right - y.right);
};

/** Groups of indexes, those in `apart` left out. */
const joinAll = ({ profiles, edges }: Compared, apart: ReadonlySet<number>, options: GroupOptions): number[][] => {
  const groupScore = options.groupScore ?? defaultGroupScore;
  const textGroupScore = options.textGroupScore ?? defaultTextGroupScore;
  const hasText = profiles.map((profile) => profile.hasBody);
  const used = edges.filter((edge) => !apart.has(edge.left) && !apart.has(edge.right));
  const groups = joinGroups(
    profiles.length,
    used.map((edge) => ({ left: edge.left, right: edge.right, score: edge.comparison.score })),
    {
      pairScore: options.pairScore ?? defaultPairScore,
      groupScore: (left, right) => (hasText[left] === true || hasText[right] === true ? textGroupScore : groupScore),
    },
  ).filter((members) => !members.some((index) => apart.has(index)));
  return adoptLoners(groups, profiles, used);
};

/** Suspects whose items touch several of the day's stories, with the reason. */
const findRoundUps = (compared: Compared, options: GroupOptions): Map<number, string> => {
  const found = new Map<number, string>();
  const builds = new Map<number, LooseBuild>();
  for (const [index, { article }] of compared.profiles.entries()) {
    const build = article.text.length < 200 ? undefined : readLooseBuild(article);
    if (build !== undefined) builds.set(index, build);
  }
  if (builds.size === 0) return found;
  const owners = ownersOfNames(joinAll(compared, new Set(builds.keys()), options), compared.profiles);
  for (const [index, build] of builds) {
    const article = compared.profiles[index]?.article;
    const touched = article === undefined ? 0 : countTouchedStories(itemsOf(article), owners);
    if (isRoundUpBy(build, touched)) found.set(index, [...build.why, `its items touch ${touched} stories`].join("; "));
  }
  return found;
};

export const groupStories = (
  articles: readonly Article[],
  mentions: ReadonlyMap<ArticleId, readonly Mention[]>,
  options: GroupOptions = {},
): StoryGroup[] => {
  const sorted = [...articles].sort(byPublication);
  const roundUps = sorted.flatMap((article) => {
    const why = recogniseRoundUp(article);
    return why === undefined ? [] : [{ article, why }];
  });
  const apart = new Set(roundUps.map((entry) => entry.article.id));
  const profiles = sorted
    .filter((article) => !apart.has(article.id))
    .map((article) => profileArticle(article, mentions.get(article.id) ?? []));
  const compared = { profiles, edges: compareAll(profiles) };
  const touching = findRoundUps(compared, options);
  for (const [index, why] of touching) {
    const article = profiles[index]?.article;
    if (article !== undefined) roundUps.push({ article, why });
  }
  const groups = joinAll(compared, new Set(touching.keys()), options);
  const groupOf = new Map(groups.flatMap((members, group) => members.map((index): [number, number] => [index, group])));
  const reasons = reasonsByGroup(compared.edges, groupOf);
  const found = groups.map((members, group): StoryGroup => {
    const own = members.flatMap((index) => profiles[index]?.article ?? []);
    return { articles: own.sort(byPublication), reasons: reasons.get(group) ?? [], roundUp: false };
  });
  const apartGroups = roundUps.map(
    (entry): StoryGroup => ({ articles: [entry.article], reasons: [entry.why], roundUp: true }),
  );
  return [...found, ...apartGroups].sort((a, b) => compareFirst(a, b));
};

const compareFirst = (a: StoryGroup, b: StoryGroup): number => {
  const [x, y] = [a.articles[0], b.articles[0]];
  return x === undefined || y === undefined ? 0 : byPublication(x, y);
};
