/** A draft laid out for its reviewers: each sentence with its verdict, what is wrong with it, and who decided what. */
import type { DraftSentenceView, DraftView } from "#terms/draft-view.ts";
import { isOpenSection } from "#terms/draft-view.ts";
import { type Edition, type SectionId, sectionTitles, titleId } from "#terms/edition.ts";
import type { Actor, Draft, DraftSentence, DraftStep } from "#terms/review.ts";
import { isOpen, mayReject } from "./decide.ts";
import type { DraftState } from "./fold-draft.ts";
import type { StandingGate } from "./stand-gates.ts";
import { laterAbout, stepsInEffect } from "./steps-in-effect.ts";

/** Lines of an action card that say who, by when and how one knows go with what is to be done. */
const goesAlong = new Set(["owner", "by", "done_when"]);

const countsAs = (sentence: DraftSentence, section: SectionId): boolean =>
  isOpen(sentence, section) && !goesAlong.has(sentence.part ?? "");

interface Laid {
  readonly draft: Draft;
  readonly state: DraftState;
  readonly edition: Edition;
  readonly gates: readonly StandingGate[];
}

const startTexts = ({ start }: Draft): ReadonlyMap<string, string> =>
  new Map([
    [titleId, start.edition.title] as const,
    ...start.sections.flatMap(({ sentences }) => sentences.map(({ id, text }) => [id, text] as const)),
  ]);

const markOf = (step: DraftStep | undefined): Pick<DraftSentenceView, "mark"> =>
  step === undefined
    ? {}
    : { mark: { type: step.decision.type, version: step.version, by: step.by.name, at: step.at } };

const viewSentence = (
  sentence: DraftSentence,
  section: SectionId,
  { state, gates }: Laid,
  before: string | undefined,
  numbers: ReadonlyMap<string, number>,
): DraftSentenceView => {
  const { composed: _composed, citations, ...rest } = sentence;
  const mark = state.marks.get(sentence.id);
  const faults =
    sentence.rejected === undefined
      ? gates.flatMap(({ id, faults }) =>
          faults.filter(({ sentenceId }) => sentenceId === sentence.id).map(({ message }) => ({ gate: id, message })),
        )
      : [];
  const reason = mark?.outcome?.reason ?? faults[0]?.message;
  return {
    ...rest,
    ...(before === undefined || before === sentence.text ? {} : { before }),
    open: mayReject(sentence, section),
    counts: countsAs(sentence, section),
    citations: citations.map((citation) => {
      const number = numbers.get(citation.articleUrl);
      return { ...citation, ...(number === undefined ? {} : { number }) };
    }),
    ...(reason === undefined ? {} : { reason }),
    faults,
    ...markOf(mark),
  };
};

const viewSections = (laid: Laid): DraftView["sections"] => {
  const texts = startTexts(laid.draft);
  const [lead] = laid.edition.stories.filter(({ excluded }) => !excluded).sort((a, b) => a.rank - b.rank);
  const numbers = new Map(
    laid.edition.sources.flatMap(({ url, number }) => (number === undefined ? [] : [[url, number] as const])),
  );
  return laid.state.sections.map(({ id, sentences }) => {
    const title = lead === undefined ? laid.state.title : { ...laid.state.title, storyId: lead.id };
    const all = id === "summary" ? [title, ...sentences] : sentences;
    const viewed = all.map((one) => viewSentence(one, id, laid, texts.get(one.id), numbers));
    const counted = viewed.filter(({ counts }) => counts);
    return {
      id,
      title: id === "summary" ? "Headline and summary" : sectionTitles[id],
      decided: counted.filter(({ mark }) => mark !== undefined).length,
      of: counted.length,
      toFix: viewed.filter(({ faults }) => faults.length > 0).length,
      adds: isOpenSection(id),
      sentences: viewed,
    };
  });
};

/** The newest of somebody's decisions that may be undone, and of those undone that may be made again. */
const nextUndo = (draft: Draft, who: Actor): Pick<DraftView, "undo" | "redo"> => {
  const own = draft.steps.filter(
    ({ by, decision }) => by.id === who.id && decision.type !== "undo" && decision.type !== "redo",
  );
  const held = new Set(stepsInEffect(draft.steps).map(({ version }) => version));
  const free = (step: DraftStep): boolean => laterAbout(draft, step) === undefined;
  const undo = own.findLast((step) => held.has(step.version) && free(step));
  const undone = draft.steps.findLast(({ by, decision }) => by.id === who.id && decision.type === "undo")?.decision;
  const redo =
    undone?.type === "undo"
      ? own.find((step) => step.version === undone.version && !held.has(step.version) && free(step))
      : undefined;
  return {
    ...(undo === undefined ? {} : { undo: undo.version }),
    ...(redo === undefined ? {} : { redo: redo.version }),
  };
};

export const viewDraft = (
  laid: Laid,
  who: Actor,
): Pick<
  DraftView,
  | "id"
  | "date"
  | "asOf"
  | "title"
  | "tlp"
  | "version"
  | "textHash"
  | "sections"
  | "decided"
  | "of"
  | "gates"
  | "score"
  | "stories"
  | "contradictions"
  | "sources"
  | "undo"
  | "redo"
> => {
  const { draft, state, edition, gates } = laid;
  const sections = viewSections(laid);
  const articles = new Map(edition.articles.map((article) => [article.url, article]));
  const { date, asOf, title, tlp, textHash } = edition.edition;
  return {
    id: draft.id,
    date,
    asOf,
    title,
    tlp,
    version: state.version,
    textHash: textHash ?? "",
    sections,
    decided: sections.reduce((sum, section) => sum + section.decided, 0),
    of: sections.reduce((sum, section) => sum + section.of, 0),
    gates: gates.map((gate) => ({ ...gate, faults: [...gate.faults], overridden: [...gate.overridden] })),
    score: { total: edition.scoreCard.total, of: edition.scoreCard.of },
    stories: edition.stories,
    contradictions: edition.contradictions,
    sources: edition.sources.map((source) => ({
      ...source,
      ...((articles.get(source.url)?.hiddenText ?? []).length === 0 ? {} : { hidden: true }),
    })),
    ...nextUndo(draft, who),
  };
};
