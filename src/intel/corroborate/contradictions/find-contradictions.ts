/**
 * Where the sources of one story disagree: both values kept side by side, with the words of each.
 *
 * A value is preferred only for a reason that can be printed: an authority's own record, a rival whose weekday does not
 * fit its date, more independent outlets, or a rival held by low-grade sources alone. Else none is preferred.
 */
import type { Reliability } from "#terms/admiralty.ts";
import type { Article, ArticleId } from "#terms/article.ts";
import type { SourceGrade } from "#terms/assessment.ts";
import type { Claim } from "#terms/claim.ts";
import type { Contradiction, ContradictionValue, Story } from "#terms/story.ts";
import { countDisputes, reachDisputes, verbDisputes } from "./count-disputes.ts";
import { dueDisputes, endDisputes, startDisputes } from "./date-disputes.ts";
import type { Dispute, DisputeRule, Side } from "./side.ts";
import {
  attributionDisputes,
  denialDisputes,
  exploitedDisputes,
  fixDisputes,
  preconditionDisputes,
  severityDisputes,
  zeroDayDisputes,
} from "./state-disputes.ts";

const rules: readonly DisputeRule[] = [
  countDisputes,
  verbDisputes,
  zeroDayDisputes,
  attributionDisputes,
  startDisputes,
  endDisputes,
  reachDisputes,
  dueDisputes,
  exploitedDisputes,
  preconditionDisputes,
  severityDisputes,
  fixDisputes,
  denialDisputes,
];

const grouped = (sides: readonly Side[]): ContradictionValue[] => {
  const byValue = new Map<string, Side[]>();
  for (const entry of sides) byValue.set(entry.value, [...(byValue.get(entry.value) ?? []), entry]);
  return [...byValue].map(([value, list]) => {
    const seen = new Set<string>();
    const evidence = list
      .map((entry) => entry.claim.evidence)
      .filter((span) => {
        const key = `${span.articleId}:${span.start}`;
        if (seen.has(key) || span.quote.length > 600) return false;
        seen.add(key);
        return true;
      });
    return { value, evidence };
  });
};

type LetterOf = (id: ArticleId) => Reliability;

const trusted = (letter: Reliability): boolean => letter <= "C";

const choose = (dispute: Dispute, values: readonly ContradictionValue[], letterOf: LetterOf): Contradiction["uses"] => {
  const isTrusted = (value: ContradictionValue): boolean =>
    value.evidence.some((span) => trusted(letterOf(span.articleId)));
  const kept = values.filter(isTrusted);
  if (dispute.about === "severity" || dispute.about === "end") return undefined;
  const [only] = kept;
  if (kept.length === 1 && only !== undefined)
    return { value: only.value, reason: "since the rest rests on a low-grade source alone" };
  const misdated = kept.filter((value) => value.value.startsWith("“"));
  const dated = kept.filter((value) => !value.value.startsWith("“"));
  if (misdated.length > 0 && dated.length === 1 && dated[0] !== undefined)
    return { value: dated[0].value, reason: "whose weekday fits its date" };
  const outlets = (value: ContradictionValue): number =>
    new Set(value.evidence.filter((span) => trusted(letterOf(span.articleId))).map((span) => span.articleId)).size;
  const ranked = [...kept].sort((a, b) => outlets(b) - outlets(a));
  const [first, second] = ranked;
  return first !== undefined && second !== undefined && outlets(first) > outlets(second)
    ? { value: first.value, reason: "which more outlets report" }
    : undefined;
};

export const findContradictions = (
  stories: readonly Story[],
  articles: readonly Article[],
  claimsByArticle: ReadonlyMap<ArticleId, readonly Claim[]>,
  grades: readonly SourceGrade[],
): Contradiction[] => {
  const outlets = new Map(articles.map((article) => [article.id, article.outlet]));
  const letters = new Map(grades.map((grade) => [grade.outlet, grade.reliability]));
  const letterOf: LetterOf = (id) => letters.get(outlets.get(id) ?? "") ?? "F";
  return stories.flatMap((story) => {
    if (story.excluded !== undefined || story.roundUp) return [];
    const claims = story.articleIds.flatMap((id) => claimsByArticle.get(id) ?? []);
    return rules.flatMap((rule) =>
      rule(claims).flatMap((dispute): Contradiction[] => {
        const values = grouped(dispute.sides).filter((value) => value.evidence.length > 0);
        if (values.length < 2) return [];
        const uses = choose(dispute, values, letterOf);
        return [{ storyId: story.id, about: dispute.about, values, ...(uses === undefined ? {} : { uses }) }];
      }),
    );
  });
};
