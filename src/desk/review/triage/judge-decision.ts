/**
 * Whether a decision may be made: it names the state it was made on, and that state must still be the present one.
 *
 * When somebody else has decided meanwhile, the answer is what they decided: whoever still wants their own decision
 * makes it again on that, knowingly. The last writer never wins unseen.
 */
import { err, ok, type Result } from "#kit/result.ts";
import type { Decision, Proposal } from "#terms/triage.ts";
import { arrangeStories } from "./arrange-stories.ts";
import { indexLast, standing } from "./hold-decisions.ts";

export type Refusal =
  /** `on`: place of the story in the proposal. `with` is absent when the decision it was made on was taken back. */
  | { readonly type: "conflict"; readonly on: number; readonly with?: Decision }
  | { readonly type: "refused"; readonly because: string };

const refused = (because: string): Result<never, Refusal> => err({ type: "refused", because });

/** Two stories by the articles they hold. */
const sameArticles = (a: readonly string[], b: readonly string[]): boolean => {
  const held = new Set(a);
  return a.length === b.length && b.every((id) => held.has(id));
};

const sameAct = (a: Proposal, b: Proposal): boolean =>
  a.day === b.day &&
  JSON.stringify(a.act) === JSON.stringify(b.act) &&
  a.on.length === b.on.length &&
  a.on.every((story, at) => sameArticles(story.articleIds, b.on[at]?.articleIds ?? []));

/** @param known articles of the board */
const isOnBoard = ({ on }: Pick<Proposal, "on">, known: ReadonlySet<string>): boolean =>
  on.every(({ articleIds }) => articleIds.some((id) => known.has(id)));

const faultOf = (proposal: Proposal, groups: readonly (readonly string[])[], decisions: readonly Decision[]) => {
  const { act, on, day } = proposal;
  if (act.kind !== "merge" && on.length !== 1) return `Expected one story but found ${on.length}.`;
  if (act.kind === "split") {
    const own = new Set(on[0]?.articleIds);
    const off = new Set(act.off);
    if (act.off.some((id) => !own.has(id))) return "Expected articles of this story but found others.";
    return off.size < own.size ? undefined : "Expected some articles to stay but found all of them split off.";
  }
  if (act.kind !== "merge") return undefined;
  const stories = arrangeStories(groups, decisions, [day]);
  const holders = on.map(({ articleIds }) => {
    const own = new Set(articleIds);
    return stories.findIndex((story) => story.articleIds.some((id) => own.has(id)));
  });
  return new Set(holders).size > 1 ? undefined : "Expected at least two stories to merge but found one.";
};

/**
 * @param groups articles of each story on the board that the person may see, as the pipeline made them
 * @returns what to record; or the decision itself when the same person has made it already (an answer that was lost)
 */
export const judgeDecision = (
  proposal: Proposal,
  personId: string,
  decisions: readonly Decision[],
  groups: readonly (readonly string[])[],
): Result<{ readonly already?: Decision }, Refusal> => {
  const stand = standing(decisions);
  const known = new Set(groups.flat());
  if (proposal.act.kind === "undo")
    return judgeUndo(
      proposal,
      personId,
      decisions.filter((one) => isOnBoard(one, known)),
      stand,
    );
  if (!isOnBoard(proposal, known))
    return refused("Expected articles of a story on the board but found none of these. The list was made anew.");
  const lastOn = indexLast(stand);
  for (const [at, story] of proposal.on.entries()) {
    const last = lastOn(story.articleIds);
    if ((last?.id ?? null) === story.basedOn) continue;
    if (last !== undefined && last.who.id === personId && sameAct(last, proposal)) return ok({ already: last });
    return err({ type: "conflict", on: at, ...(last === undefined ? {} : { with: last }) });
  }
  const fault = faultOf(proposal, groups, decisions);
  return fault === undefined ? ok({}) : refused(fault);
};

/** What others decided on the same articles since is not taken from under them. */
const judgeUndo = (
  { act, on }: Proposal,
  personId: string,
  decisions: readonly Decision[],
  stand: readonly Decision[],
): Result<{ readonly already?: Decision }, Refusal> => {
  if (act.kind !== "undo") return refused("Expected an undo.");
  const undone = decisions.find(({ id }) => id === act.of);
  if (undone === undefined) return refused("Expected a decision on record but found none of that id.");
  if (undone.act.kind === "undo") return refused("Expected a decision on a story; decide it again instead.");
  if (!stand.some(({ id }) => id === undone.id)) {
    const by = decisions.findLast((one) => one.act.kind === "undo" && one.act.of === undone.id);
    return by?.who.id === personId ? ok({ already: by }) : refused("It was taken back already.");
  }
  const lastOn = indexLast(stand.filter(({ who, id }) => who.id !== personId || id === undone.id));
  for (const [at, story] of undone.on.entries()) {
    const last = lastOn(story.articleIds);
    if (last === undefined || last.seq <= undone.seq || on.some(({ basedOn }) => basedOn === last.id)) continue;
    return err({ type: "conflict", on: at, with: last });
  }
  return ok({});
};
