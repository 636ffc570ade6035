/**
 * Section 8: what nobody has said, each with what would answer it; and where sources disagree, both sides cited.
 *
 * A gap needs a source that states the lack, or a must-take slot of the story's kind that no trusted article fills.
 */
import type { EvidenceSpan } from "#terms/span.ts";
import type { Contradiction } from "#terms/story.ts";
import type { PlannedStory } from "../plan/plan-story.ts";
import { sentenceCase, withStop } from "../tell/edit-text.ts";
import type { DraftSection, DraftSentence } from "./draft.ts";
import { gapsOfStory, sayGap } from "./not-known/state-gaps.ts";
import { type DisagreementTools, tellDisagreements } from "./not-known/tell-disagreements.ts";

export interface NotKnownTools extends DisagreementTools {
  /** Why a sentence may not stand on these passages; undefined when it may. */
  readonly refuse: (text: string, passages: readonly EvidenceSpan[]) => string | undefined;
}

export interface NotKnown {
  readonly section: DraftSection;
  /** For each contradiction printed, the index of its sentence in the section. */
  readonly printed: readonly { contradiction: Contradiction; index: number }[];
}

const mostGaps = 10;
const mostPassages = 8;

const unique = (passages: readonly EvidenceSpan[]): EvidenceSpan[] =>
  passages
    .filter(
      (passage, index) =>
        passages.findIndex((other) => other.articleId === passage.articleId && other.start === passage.start) === index,
    )
    .slice(0, mostPassages);

/** Story by story in the order of the edition, weightiest first; more than ten would hide the few that matter. */
const writeGaps = (stories: readonly PlannedStory[], tools: NotKnownTools): DraftSentence[] =>
  stories
    .flatMap((planned) => gapsOfStory(planned, tools.refuse).map((gap) => ({ gap, planned })))
    .map((entry, order) => ({ ...entry, order }))
    .sort((a, b) => a.gap.rank - b.gap.rank || a.order - b.order)
    .slice(0, mostGaps)
    .sort((a, b) => a.order - b.order)
    .map(({ gap, planned }) => ({
      text: withStop(sentenceCase(sayGap(gap))),
      kind: "gap" as const,
      passages: unique(gap.passages),
      storyId: planned.story.id,
      group: "Gaps",
    }));

export const writeNotKnown = (
  stories: readonly PlannedStory[],
  contradictions: readonly Contradiction[],
  tools: NotKnownTools,
): NotKnown => {
  const sentences: DraftSentence[] = writeGaps(stories, tools);
  const printed: { contradiction: Contradiction; index: number }[] = [];
  for (const disagreement of tellDisagreements(contradictions, stories, tools)) {
    for (const contradiction of disagreement.shows) printed.push({ contradiction, index: sentences.length });
    sentences.push({
      text: withStop(sentenceCase(disagreement.text)),
      kind: "fact",
      passages: unique(disagreement.passages),
      storyId: disagreement.storyId,
      group: "Where sources disagree",
    });
  }
  if (sentences.length === 0)
    sentences.push({
      text: "No source states a gap, and no two trusted sources disagree.",
      kind: "note",
      passages: [],
    });
  return { section: { id: "not_known", sentences }, printed };
};
