/** Section 3: facts only. The lead and the followed stories, at the length the page has room for. */
import { aboutCoverage, type Budget, type Candidate, chooseTellings } from "../plan/choose-tellings.ts";
import type { PlannedStory } from "../plan/plan-story.ts";
import type { Telling } from "../tell/telling.ts";
import { corroborate } from "./corroborate.ts";
import { type DraftSection, type DraftSentence, factOf, note } from "./draft.ts";

const leadBudget = { sentences: 13, words: 320, floor: 1 };
const followedBudget = { sentences: 11, words: 245, floor: 1 };

export const isFollowed = (planned: PlannedStory): boolean =>
  planned.facts.types.size >= 4 &&
  planned.candidates.length >= 4 &&
  (planned.trusted.length >= 2 || planned.facts.types.has("exploited") || planned.facts.types.has("due"));

const isForThisSection = (candidate: Candidate): boolean =>
  !(
    candidate.types[0] === "advice" ||
    (candidate.types.includes("advice") &&
      !candidate.types.some((type) => /^(?:fixed|workaround|due|affected|exploited)$/.test(type)))
  ) && candidate.types[0] !== "unknown_stated";

export interface Happened {
  readonly section: DraftSection;
  readonly told: readonly Telling[];
}

const scaled = (budget: Budget, scale: number): Budget => ({
  ...budget,
  sentences: Math.max(3, Math.round(budget.sentences * scale)),
  words: Math.round(budget.words * scale),
});

/** Names the outlets of a paragraph's sentences where the house rule asks for it. */
export type Finish = (tellings: readonly Candidate[], planned: PlannedStory) => readonly Candidate[];

export const writeHappened = (
  stories: readonly PlannedStory[],
  alreadyTold: readonly Telling[],
  scale: number,
  finish: Finish,
): Happened => {
  const told: Telling[] = [];
  const sentences: DraftSentence[] = [];
  stories.forEach((planned, index) => {
    const chosen = chooseTellings(
      planned.candidates.filter(isForThisSection),
      planned.kind,
      scaled(index === 0 ? leadBudget : followedBudget, scale),
      [...alreadyTold, ...told],
    );
    for (const telling of finish(settleOpening(chosen, planned), planned)) {
      sentences.push(
        factOf({ ...telling, passages: corroborate(telling, planned) }, planned.story.id, { group: planned.name }),
      );
      told.push(telling);
    }
  });
  if (sentences.length === 0) sentences.push(note("Nothing that a trusted source states today could be told."));
  return { section: { id: "happened", sentences }, told };
};

/** A paragraph opens with a sentence that says what it is about, and never with one that leans on a name not yet told. */
export const settleOpening = (chosen: readonly Candidate[], planned: PlannedStory): Candidate[] => {
  const cve = planned.facts.cves[0]?.mention.surface;
  const says = (candidate: Candidate): boolean =>
    !candidate.contextual &&
    (candidate.text.includes(planned.name) || (cve !== undefined && candidate.text.includes(cve)));
  // A report's own first sentences say what happened; of a flaw, the order of its kind does.
  const opens = (candidate: Candidate): boolean =>
    planned.kind !== "vulnerability" &&
    planned.kind !== "patch_batch" &&
    !candidate.contextual &&
    !candidate.by.startsWith("F") &&
    candidate.place % 1000 <= 1 &&
    candidate.types[0] !== "advice" &&
    !aboutCoverage.test(candidate.text);
  const named = [
    chosen.findIndex((candidate) => candidate.by === "F1"),
    chosen.findIndex((candidate) => opens(candidate) && says(candidate)),
    chosen.findIndex(opens),
    chosen.findIndex(says),
  ].find((index) => index >= 0);
  const at = named ?? chosen.findIndex((candidate) => !candidate.contextual);
  if (at <= 0) return [...chosen];
  const opening = chosen[at] as Candidate;
  return [opening, ...chosen.filter((candidate) => candidate !== opening)];
};
