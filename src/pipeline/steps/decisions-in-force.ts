/**
 * What people decided in triage, as every kind of edition obeys it. Merges and splits count wherever their articles are
 * read. Leads, supporting stories and stories left out count for the edition of their day, and for one that is made
 * while the board of that day is on the desk: what was left out this evening for tomorrow is not told tonight.
 */
import type { Store } from "#store/index.ts";
import type { Decision, DecisionsInForce } from "#terms/triage.ts";

type Decisions = Pick<Store, "triage">;

/** @param days of the edition, and of the board that is on the desk as it is made */
export const decisionsInForce = async ({ triage }: Decisions, days: readonly string[]): Promise<DecisionsInForce> => {
  const own = [...new Set(days)].sort();
  return { decisions: await triage.decisions(own), days: own };
};

/** The decisions that bear on these days, with articles by their addresses: an edition on record names them so. */
export const decisionsByAddress = async ({ triage }: Decisions, days: readonly string[]): Promise<Decision[]> => {
  const decisions = await triage.decisions(days);
  const ids = decisions.flatMap(({ on }) => on.flatMap(({ articleIds }) => articleIds));
  const known = await triage.addresses([...new Set(ids)]);
  const named = (articleIds: readonly string[]): string[] => articleIds.map((id) => known.get(id)?.url ?? id);
  return decisions.map((decision) => ({
    ...decision,
    on: decision.on.map((story) => ({ ...story, articleIds: named(story.articleIds) })),
    act: decision.act.kind === "split" ? { ...decision.act, off: named(decision.act.off) } : decision.act,
  }));
};
