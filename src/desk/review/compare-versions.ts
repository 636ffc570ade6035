/** Two versions of a draft in words: which sentences came, went, moved or read otherwise, and through whose hands. */
import type { SectionId } from "#terms/edition.ts";
import type { Draft, DraftSentence } from "#terms/review.ts";
import { compareWords, type WordRun } from "./compare-words.ts";
import { sameCitations } from "./decide.ts";
import { type DraftState, foldDraft } from "./fold-draft.ts";
import { subjectOf } from "./steps-in-effect.ts";

export interface SentenceDifference {
  readonly sentenceId: string;
  readonly section: SectionId;
  readonly change: "added" | "removed" | "changed" | "moved";
  /** Where it stood, of one that moved. */
  readonly from?: SectionId;
  readonly words: readonly WordRun[];
  /** Its passages are others than before. */
  readonly passages: boolean;
  /** Who decided about it between the two, in order. */
  readonly hands: readonly string[];
}

interface Placed {
  readonly section: SectionId;
  readonly sentence: DraftSentence;
}

const publishedOf = ({ title, sections }: DraftState): ReadonlyMap<string, Placed> =>
  new Map(
    [{ id: "summary" as const, sentences: [title] }, ...sections].flatMap(({ id, sentences }) =>
      sentences
        .filter(({ rejected }) => rejected === undefined)
        .map((sentence) => [sentence.id, { section: id, sentence }] as const),
    ),
  );

const differenceOf = (
  before: Placed | undefined,
  after: Placed | undefined,
): Omit<SentenceDifference, "hands" | "sentenceId"> | undefined => {
  if (before === undefined && after === undefined) return undefined;
  if (before === undefined || after === undefined) {
    const there = before ?? after;
    if (there === undefined) return undefined;
    const op = before === undefined ? "added" : "removed";
    return { section: there.section, change: op, words: [{ op, text: there.sentence.text }], passages: false };
  }
  const words = compareWords(before.sentence.text, after.sentence.text);
  const passages = !sameCitations(before.sentence.citations, after.sentence.citations);
  if (before.section !== after.section)
    return { section: after.section, change: "moved", from: before.section, words, passages };
  return passages || before.sentence.text !== after.sentence.text
    ? { section: after.section, change: "changed", words, passages }
    : undefined;
};

/** In the order of the page; what is gone stands where it stood. */
export const compareVersions = (draft: Draft, from: number, to: number): readonly SentenceDifference[] => {
  const before = publishedOf(foldDraft(draft, from));
  const after = publishedOf(foldDraft(draft, to));
  const subjects = new Map<string, string[]>();
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  for (const step of draft.steps) {
    if (step.version <= low || step.version > high) continue;
    const { decision } = step;
    const meant =
      decision.type === "undo" || decision.type === "redo"
        ? draft.steps.find(({ version }) => version === decision.version)
        : step;
    const subject = meant === undefined ? undefined : subjectOf(meant);
    if (subject !== undefined) subjects.set(subject, [...(subjects.get(subject) ?? []), step.by.name]);
  }
  const order = [...new Set([...after.keys(), ...before.keys()])];
  const sections = draft.start.sections.map(({ id }) => id);
  return order
    .flatMap((sentenceId) => {
      const found = differenceOf(before.get(sentenceId), after.get(sentenceId));
      const hands = [...new Set(subjects.get(sentenceId) ?? [])];
      return found === undefined ? [] : [{ sentenceId, ...found, hands }];
    })
    .sort((a, b) => sections.indexOf(a.section) - sections.indexOf(b.section));
};
