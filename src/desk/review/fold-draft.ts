/**
 * A draft as it stands at a version: the edition it began as, and every decision in effect applied in order. The same
 * decisions give the same bytes, so what is undone leaves no trace in the text.
 */
import { type Edition, type EditionSentence, type SectionId, titleId } from "#terms/edition.ts";
import type { Draft, DraftSentence, DraftStep, Outcome, SentenceFaults } from "#terms/review.ts";
import { stepsInEffect, subjectOf } from "./steps-in-effect.ts";

export interface DraftState {
  /** Version this is the state of; 0 when nothing was decided. */
  readonly version: number;
  readonly title: DraftSentence;
  readonly sections: readonly { readonly id: SectionId; readonly sentences: readonly DraftSentence[] }[];
  /** The last decision in effect about each sentence. */
  readonly marks: ReadonlyMap<string, DraftStep>;
  /** What the gates have against sentences that were changed; the others are as the edition began. */
  readonly changed: ReadonlyMap<string, SentenceFaults>;
  readonly overrides: readonly DraftStep[];
}

type Sections = DraftState["sections"];

const titleOf = ({ edition }: Edition): DraftSentence => ({
  id: titleId,
  kind: "fact",
  text: edition.title,
  citations: edition.titleCitations ?? [],
});

const replace = (sections: Sections, id: string, change: (sentence: DraftSentence) => DraftSentence): Sections =>
  sections.map((section) =>
    section.sentences.some((sentence) => sentence.id === id)
      ? { ...section, sentences: section.sentences.map((one) => (one.id === id ? change(one) : one)) }
      : section,
  );

const insert = (sections: Sections, into: SectionId, sentence: DraftSentence, after: string | undefined): Sections =>
  sections.map((section) => {
    if (section.id !== into) return section;
    const at = section.sentences.findIndex(({ id }) => id === after);
    const place = at < 0 ? section.sentences.length : at + 1;
    return { ...section, sentences: section.sentences.toSpliced(place, 0, sentence) };
  });

/** Outcome and words of a changed sentence. What was said of the old words is gone. */
export const reworded = (
  { rejected: _rejected, composed: _composed, verdict: _verdict, checked: _checked, ...sentence }: DraftSentence,
  text: string,
  { citations, verdict, checked }: Partial<Outcome>,
): DraftSentence => ({
  ...sentence,
  text,
  ...(citations === undefined ? {} : { citations: [...citations] }),
  ...(verdict === undefined ? {} : { verdict }),
  ...(checked === undefined || checked.length === 0 ? {} : { checked: [...checked] }),
});

const lastOf = (sections: Sections, id: SectionId, kind: EditionSentence["kind"]): DraftSentence | undefined =>
  sections.find((section) => section.id === id)?.sentences.findLast((sentence) => sentence.kind === kind);

/** What is not known stands with the other gaps, under their heading. */
const toGap = (sections: Sections, id: string, text: string, outcome: Partial<Outcome>): Sections => {
  const before = sections.flatMap(({ sentences }) => sentences).find((sentence) => sentence.id === id);
  if (before === undefined) return sections;
  const neighbour = lastOf(sections, "not_known", "gap");
  const { group: _group, part: _part, role: _role, ...rest } = reworded(before, text, outcome);
  const group = neighbour?.group;
  const gap: DraftSentence = { ...rest, kind: "gap", ...(group === undefined ? {} : { group }) };
  if (before.kind === "gap") return replace(sections, id, () => gap);
  const without = sections.map((section) => ({
    ...section,
    sentences: section.sentences.filter((sentence) => sentence.id !== id),
  }));
  return insert(without, "not_known", gap, neighbour?.id);
};

/** What a sentence of one's own takes from the one it follows: its story and its run-in heading. */
export const addedSentence = (
  { decision, outcome }: Pick<DraftStep, "decision" | "outcome">,
  neighbour: DraftSentence | undefined,
): DraftSentence | undefined => {
  if (decision.type !== "add" || outcome?.id === undefined) return undefined;
  const { storyId, group } = neighbour ?? {};
  return reworded(
    {
      id: outcome.id,
      kind: decision.kind,
      text: decision.text,
      citations: [],
      own: true,
      ...(storyId === undefined ? {} : { storyId }),
      ...(group === undefined ? {} : { group }),
    },
    decision.text,
    outcome,
  );
};

export const neighbourFor = (sections: Sections, section: SectionId, after: string | undefined) => {
  const sentences = sections.find(({ id }) => id === section)?.sentences ?? [];
  return sentences.find(({ id }) => id === after) ?? sentences.at(-1);
};

const applyTo = (sentence: DraftSentence, { decision, outcome }: DraftStep): DraftSentence => {
  switch (decision.type) {
    case "accept": {
      const { rejected: _rejected, ...kept } = sentence;
      return kept;
    }
    case "edit":
      return reworded(sentence, decision.text, outcome ?? {});
    case "swap":
      return reworded(sentence, sentence.text, outcome ?? {});
    case "reject": {
      const { reason, words } = decision;
      return { ...sentence, rejected: { reason, ...(words === undefined ? {} : { words }) } };
    }
    default:
      return sentence;
  }
};

const applyStep = (sections: Sections, step: DraftStep): Sections => {
  const { decision, outcome } = step;
  if (decision.type === "add") {
    const added = addedSentence(step, neighbourFor(sections, decision.section, decision.after));
    return added === undefined ? sections : insert(sections, decision.section, added, decision.after);
  }
  if (decision.type === "gap") return toGap(sections, decision.sentenceId, decision.text, outcome ?? {});
  const id = subjectOf(step);
  return id === undefined ? sections : replace(sections, id, (sentence) => applyTo(sentence, step));
};

/** @param upTo the version to stand at; default the last */
export const foldDraft = (draft: Draft, upTo = Number.POSITIVE_INFINITY): DraftState => {
  const steps = draft.steps.filter(({ version }) => version <= upTo);
  const held = stepsInEffect(steps);
  let sections: Sections = draft.start.sections;
  let title = titleOf(draft.start);
  const marks = new Map<string, DraftStep>();
  const changed = new Map<string, SentenceFaults>();
  for (const step of held) {
    const subject = subjectOf(step);
    if (subject === titleId) title = applyTo(title, step);
    else sections = applyStep(sections, step);
    if (subject !== undefined && step.decision.type !== "override") marks.set(subject, step);
    if (subject !== undefined && step.outcome !== undefined && step.decision.type !== "override")
      changed.set(subject, step.outcome.faults);
  }
  return {
    version: steps.at(-1)?.version ?? 0,
    title,
    sections,
    marks,
    changed,
    overrides: held.filter(({ decision }) => decision.type === "override"),
  };
};

export const findSentence = (state: DraftState, id: string): DraftSentence | undefined =>
  id === titleId
    ? state.title
    : state.sections.flatMap(({ sentences }) => sentences).find((sentence) => sentence.id === id);

export const sectionOf = (state: DraftState, id: string): SectionId | undefined =>
  id === titleId ? "summary" : state.sections.find(({ sentences }) => sentences.some((one) => one.id === id))?.id;
