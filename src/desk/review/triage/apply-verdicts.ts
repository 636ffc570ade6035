/**
 * What the edition makes of the verdicts: what is left out stands in its list of excluded stories with the reason, what
 * was taken is told although a rule had set it aside, leads come first and supporting stories among the quick hits.
 */
import type { Assessment } from "#terms/assessment.ts";
import type { Story, StoryId } from "#terms/story.ts";
import type { Decision } from "#terms/triage.ts";
import { leaveOutReasons } from "#terms/triage-words.ts";
import type { ArrangedStory } from "./arrange-stories.ts";

export type Placement = "lead" | "supporting";

/** The reason as it is printed. Own words beside a reason stay on the desk. */
export const reasonWords = ({ act }: Decision): string => {
  if (act.kind !== "leave_out") return "";
  return act.reason === undefined ? (act.words ?? "") : leaveOutReasons[act.reason].toLowerCase();
};

/** @param arranged of each story, in the same order */
export const applyVerdicts = (stories: readonly Story[], arranged: readonly ArrangedStory[]): Story[] =>
  stories.map((story, at) => {
    const verdict = arranged[at]?.verdict;
    if (verdict === undefined) return story;
    const { excluded: _ruled, ...taken } = story;
    return verdict.act.kind === "leave_out"
      ? { ...story, roundUp: false, excluded: { reason: "left out on the desk", why: reasonWords(verdict) } }
      : { ...taken, roundUp: false };
  });

export const placementOf = (
  stories: readonly Story[],
  arranged: readonly ArrangedStory[],
): ReadonlyMap<StoryId, Placement> =>
  new Map(
    stories.flatMap(({ id }, at): [StoryId, Placement][] => {
      const kind = arranged[at]?.verdict?.act.kind;
      return kind === "lead" || kind === "supporting" ? [[id, kind]] : [];
    }),
  );

/** Leads, then what nobody placed, then supporting stories, each heaviest first; what is not told keeps its place behind. */
export const rankByPlacement = (
  assessments: readonly Assessment[],
  stories: readonly Story[],
  placement: ReadonlyMap<StoryId, Placement>,
): Assessment[] => {
  const aside = new Set(stories.filter((story) => story.excluded !== undefined || story.roundUp).map(({ id }) => id));
  const levelOf = ({ storyId }: Assessment): number => {
    if (aside.has(storyId)) return 3;
    const placed = placement.get(storyId);
    return placed === "lead" ? 0 : placed === undefined ? 1 : 2;
  };
  return assessments
    .map((assessment) => ({ assessment, level: levelOf(assessment) }))
    .sort((a, b) => a.level - b.level || a.assessment.rank - b.assessment.rank)
    .map(({ assessment }, index) => ({ ...assessment, rank: index + 1 }));
};
