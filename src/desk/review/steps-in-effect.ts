/** Which decisions of a draft hold: those that were not undone, or were undone and made again. */
import type { Draft, DraftStep } from "#terms/review.ts";

export const stepsInEffect = (steps: readonly DraftStep[]): readonly DraftStep[] => {
  const undone = new Set<number>();
  for (const { decision } of steps) {
    if (decision.type === "undo") undone.add(decision.version);
    else if (decision.type === "redo") undone.delete(decision.version);
  }
  return steps.filter(
    ({ version, decision }) => decision.type !== "undo" && decision.type !== "redo" && !undone.has(version),
  );
};

/** What a decision is about: a sentence by its id, or a gate. */
export const subjectOf = ({ decision, outcome }: Pick<DraftStep, "decision" | "outcome">): string | undefined => {
  if (decision.type === "undo" || decision.type === "redo") return undefined;
  if (decision.type === "add") return outcome?.id;
  return decision.type === "override" ? decision.gate : decision.sentenceId;
};

/** A later decision in effect about the same, which an earlier one cannot be pulled out from under. */
export const laterAbout = (draft: Draft, step: DraftStep): DraftStep | undefined => {
  const subject = subjectOf(step);
  return stepsInEffect(draft.steps).find((other) => other.version > step.version && subjectOf(other) === subject);
};

export const versionOf = (draft: Draft): number => draft.steps.at(-1)?.version ?? 0;
