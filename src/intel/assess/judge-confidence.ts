/**
 * How sure we are of a story as a whole (ICD 203), with the basis in words that can follow "because".
 *
 * One origin ends at moderate, however many outlets repeat it, and an authority that only passes it on adds none. High
 * needs two independent origins of grade A or B and no open conflict. Low: no trusted outlet, or one fairly reliable
 * voice alone.
 */
import type { Reliability } from "#terms/admiralty.ts";
import type { Article } from "#terms/article.ts";
import type { Confidence } from "#terms/assessment.ts";
import type { Contradiction } from "#terms/story.ts";
import { describeConflict } from "./describe-conflict.ts";
import type { OriginView } from "./grade/grade-items.ts";
import { isRelay, unverifiedObject } from "./grade/is-relay.ts";
import { workOf } from "./name-work.ts";

export interface Judgement {
  readonly confidence: Confidence;
  readonly basis: string;
}

const trusted: ReadonlySet<Reliability> = new Set(["A", "B"]);

/** Disputed between trusted articles, with no value chosen. A low-grade outlet alone opens no conflict. */
const openConflicts = (
  contradictions: readonly Contradiction[],
  articles: ReadonlyMap<string, Article>,
  letter: (article: Article) => Reliability,
): string[] =>
  contradictions
    .filter((entry) => entry.uses === undefined)
    .filter((entry) => {
      const sides = entry.values.filter((value) =>
        value.evidence.some((span) => {
          const article = articles.get(span.articleId);
          return article !== undefined && trusted.has(letter(article));
        }),
      );
      return sides.length >= 2;
    })
    .flatMap((entry) => describeConflict(entry) ?? []);

/** What every account goes back to: "a single report by X", and what of it an authority has not verified. */
const singleBasis = (
  only: OriginView,
  articles: readonly Article[],
  letter: (article: Article) => Reliability,
): string => {
  const outlets = new Set(only.articles.map((article) => article.outlet)).size;
  if (outlets < 2)
    return only.articles[0]?.outlet === only.name ? `only ${only.name} reports it` : `it rests on ${only.name} alone`;
  const work = workOf(only.name, articles);
  const origin = work === undefined ? `a single origin, ${only.name}` : `a single ${work} by ${only.name}`;
  const relay = only.articles.find((article) => letter(article) === "A" && isRelay(article));
  const object = relay === undefined ? undefined : unverifiedObject(relay);
  const doubt = relay === undefined || object === undefined ? "" : `, whose ${object} ${relay.outlet} has not verified`;
  return `every account goes back to ${origin}${doubt}`;
};

export const judgeConfidence = (
  origins: readonly OriginView[],
  articles: readonly Article[],
  contradictions: readonly Contradiction[],
  letter: (article: Article) => Reliability,
): Judgement => {
  const letters = articles.map(letter);
  const [only] = origins;
  if (only === undefined) {
    const best = letters.includes("C") ? "C" : undefined;
    return best === undefined
      ? { confidence: "low", basis: "no trusted outlet reports it" }
      : { confidence: "low", basis: "it rests on outlets that are only fairly reliable" };
  }
  const conflicts = openConflicts(contradictions, new Map(articles.map((one) => [one.id as string, one])), letter);
  if (origins.length === 1) {
    const outlets = new Set(only.articles.map((article) => article.outlet)).size;
    const basis = singleBasis(only, articles, letter);
    return outlets === 1 && letter(only.articles[0] ?? (articles[0] as Article)) !== "A" && conflicts.length > 0
      ? { confidence: "low", basis }
      : { confidence: "moderate", basis };
  }
  if (conflicts.length > 0)
    return {
      confidence: "moderate",
      basis: `trusted sources disagree about ${conflicts.slice(0, 2).join(" and about ")}`,
    };
  const names = origins.slice(0, 3).map((origin) => origin.name);
  const list = names.length === 2 ? names.join(" and ") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return { confidence: "high", basis: `independent origins agree: ${list}` };
};
