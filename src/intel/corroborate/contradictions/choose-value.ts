/**
 * Which side of a disagreement the edition uses, and the printed reason that allows it; none without a reason.
 *
 * Reasons: the outlet's own correction, a rival held by low-grade outlets alone, a weekday that does not fit its date,
 * an authority's own record, more outlets. Two scales, two zones and two judgements both stand.
 */
import type { Reliability } from "#terms/admiralty.ts";
import type { ArticleId } from "#terms/article.ts";
import type { Contradiction, ContradictionValue } from "#terms/story.ts";
import type { Dispute } from "./side.ts";

export interface Holders {
  readonly letterOf: (id: ArticleId) => Reliability;
  readonly outletOf: (id: ArticleId) => string;
}

const trusted = (letter: Reliability): boolean => letter <= "C";

/** Outlets, not articles: one outlet that says it twice is one. */
const outletsFor = (
  value: ContradictionValue,
  holders: Holders,
  least: (letter: Reliability) => boolean,
): Set<string> =>
  new Set(
    value.evidence
      .filter((span) => least(holders.letterOf(span.articleId)))
      .map((span) => holders.outletOf(span.articleId)),
  );

export const chooseValue = (
  dispute: Dispute,
  values: readonly ContradictionValue[],
  holders: Holders,
): Contradiction["uses"] => {
  const kept = values.filter((value) => outletsFor(value, holders, trusted).size > 0);
  if (dispute.prefers !== undefined && values.some((value) => value.value === dispute.prefers?.value))
    return dispute.prefers;
  const [only] = kept;
  if (kept.length === 1 && only !== undefined)
    return { value: only.value, reason: "since the rest rests on a low-grade source alone" };
  if (dispute.bothStand === true) return undefined;
  const misdated = kept.filter((value) => value.value.startsWith("“"));
  const dated = kept.filter((value) => !value.value.startsWith("“"));
  if (misdated.length > 0 && dated.length === 1 && dated[0] !== undefined)
    return { value: dated[0].value, reason: "whose weekday fits its date" };
  const authority = kept.filter((value) => outletsFor(value, holders, (letter) => letter === "A").size > 0);
  if (authority.length === 1 && authority[0] !== undefined)
    return { value: authority[0].value, reason: "which an authority has on record" };
  const ranked = [...kept].sort((a, b) => outletsFor(b, holders, trusted).size - outletsFor(a, holders, trusted).size);
  const [first, second] = ranked;
  return first !== undefined &&
    second !== undefined &&
    outletsFor(first, holders, trusted).size > outletsFor(second, holders, trusted).size
    ? { value: first.value, reason: "which more outlets report" }
    : undefined;
};
