/**
 * A decision looked at before it is kept: may it be made here, and what comes of it. What a person wrote is judged against
 * the words it cites, like every sentence of the desk; what nobody touched keeps its verdict.
 */
import { err, ok, type Result } from "#kit/result.ts";
import { closingSections, type Edition, type EditionCitation, type EditionSentence } from "#terms/edition.ts";
import type { Decision, Draft, DraftSentence, DraftStep, Outcome, PlacedWords } from "#terms/review.ts";
import { draftEdition, type ReviseTools } from "./draft-edition.ts";
import {
  addedSentence,
  type DraftState,
  findSentence,
  foldDraft,
  neighbourFor,
  reworded,
  sectionOf,
} from "./fold-draft.ts";
import { standGates } from "./stand-gates.ts";
import { laterAbout, stepsInEffect, versionOf } from "./steps-in-effect.ts";

export interface DecisionFault {
  readonly type:
    | "NoSuchSentence"
    | "NotOpen"
    | "SnapshotMissing"
    | "BadPlace"
    | "MustCite"
    | "NothingChanged"
    | "NeedsWords"
    | "GatePasses"
    | "CannotUndo";
  readonly message: string;
}

export interface DecideTools extends ReviseTools {
  /** Judges a changed sentence against its passages and asks G1 to G4 of it (`desk/check`, `desk/brief`). */
  readonly judge: (sentence: EditionSentence, start: Edition) => Omit<Outcome, "citations" | "covers">;
}

const longestQuote = 600;
const fault = (type: DecisionFault["type"], message: string): Result<never, DecisionFault> => err({ type, message });

/** Places in snapshots as citations with their words. What the client says stands there is not asked. */
const citePlaces = (start: Edition, places: readonly PlacedWords[]): Result<EditionCitation[], DecisionFault> => {
  const cited = new Map<string, EditionCitation>();
  for (const { articleUrl, start: from, end } of places) {
    const article = start.articles.find(({ url }) => url === articleUrl);
    if (article === undefined)
      return fault("SnapshotMissing", `No snapshot of ${articleUrl.slice(0, 200)} belongs to this draft.`);
    const quote = article.text.slice(from, end);
    if (end <= from || end > article.text.length || quote.trim() === "")
      return fault(
        "BadPlace",
        `Expected words between 0 and ${article.text.length} of the page but found ${from}–${end}.`,
      );
    if (quote.length > longestQuote)
      return fault("BadPlace", `Expected at most ${longestQuote} characters in a passage but found ${quote.length}.`);
    cited.set(`${articleUrl} ${from} ${end}`, { articleUrl, start: from, end, quote });
  }
  return ok([...cited.values()]);
};

/** Whether a person decides about this sentence at all; the rest of the page follows from the others. */
export const isOpen = (sentence: DraftSentence, section: string | undefined): boolean =>
  !closingSections.has(section ?? "footer") && sentence.kind !== "note" && sentence.kind !== "link";

/** The name of a role stands or falls with its bullet. */
export const mayReject = (sentence: DraftSentence, section: string | undefined): boolean =>
  isOpen(sentence, section) || (section === "who" && sentence.kind === "link");

export const sameCitations = (a: readonly EditionCitation[], b: readonly EditionCitation[]): boolean =>
  a.length === b.length &&
  a.every((one, at) => one.articleUrl === b[at]?.articleUrl && one.start === b[at]?.start && one.end === b[at]?.end);

/** Facts and gaps cite. A judgement of one's own may go without, since it is labelled as one. */
const mustCite = ({ kind, own, citations }: EditionSentence): boolean =>
  citations.length === 0 && (kind === "fact" || kind === "gap" || (kind === "assessment" && own !== true));

const noCitation = fault(
  "MustCite",
  "The sentence says something about the world. Choose the words of a snapshot that it rests on, or label it as our assessment.",
);

const judged = (
  sentence: EditionSentence,
  start: Edition,
  tools: DecideTools,
  cited?: readonly EditionCitation[],
): Result<Outcome, DecisionFault> =>
  mustCite(sentence)
    ? noCitation
    : ok({ ...tools.judge(sentence, start), ...(cited === undefined ? {} : { citations: cited }) });

type Changing = Extract<Decision, { type: "edit" | "swap" | "gap" }>;

const decideChange = (
  draft: Draft,
  before: DraftSentence,
  decision: Changing,
  tools: DecideTools,
): Result<Outcome, DecisionFault> => {
  const cited = decision.citations === undefined ? undefined : citePlaces(draft.start, decision.citations);
  if (cited !== undefined && !cited.ok) return cited;
  const text = decision.type === "swap" ? before.text : decision.text;
  const citations = cited?.value;
  const after: DraftSentence = {
    ...reworded(before, text, citations === undefined ? {} : { citations }),
    ...(decision.type === "gap" ? { kind: "gap" as const } : {}),
  };
  if (after.kind === before.kind && text === before.text && sameCitations(after.citations, before.citations))
    return fault("NothingChanged", "The words and the passages are as they were. Accept the sentence instead.");
  return judged(after, draft.start, tools, citations);
};

/** A correction begins as an edition that may hold additions of its own draft: no two sentences share an id. */
const freeId = ({ start, steps }: Draft): string => {
  const taken = new Set([
    ...start.sections.flatMap(({ sentences }) => sentences.map(({ id }) => id)),
    ...steps.flatMap(({ outcome }) => outcome?.id ?? []),
  ]);
  let number = steps.length + 1;
  while (taken.has(`a${number}`)) number += 1;
  return `a${number}`;
};

const decideAddition = (
  draft: Draft,
  state: DraftState,
  decision: Extract<Decision, { type: "add" }>,
  tools: DecideTools,
): Result<Outcome, DecisionFault> => {
  const cited = citePlaces(draft.start, decision.citations);
  if (!cited.ok) return cited;
  const neighbour = neighbourFor(state.sections, decision.section, decision.after);
  const id = freeId(draft);
  const sentence = addedSentence({ decision, outcome: { id, citations: cited.value, faults: {} } }, neighbour);
  if (sentence === undefined) return fault("NotOpen", "Nothing is added here.");
  const outcome = judged(sentence, draft.start, tools, cited.value);
  return outcome.ok ? ok({ ...outcome.value, id }) : outcome;
};

const decideOverride = (
  draft: Draft,
  state: DraftState,
  gate: string,
  tools: DecideTools,
): Result<Outcome, DecisionFault> => {
  const standing = standGates(draftEdition(draft, state, tools), state).find(({ id }) => id === gate);
  return standing === undefined || standing.passed
    ? fault("GatePasses", `${gate} passes; there is nothing to override.`)
    : ok({ faults: {}, covers: standing.faults });
};

const decideUndo = (draft: Draft, type: "undo" | "redo", version: number): Result<undefined, DecisionFault> => {
  const step = draft.steps.find((one) => one.version === version);
  const holds = stepsInEffect(draft.steps).some((one) => one.version === version);
  if (step === undefined || step.decision.type === "undo" || step.decision.type === "redo")
    return fault("CannotUndo", `Version ${version} is no decision about the text.`);
  if (holds !== (type === "undo"))
    return fault(
      "CannotUndo",
      type === "undo" ? `Version ${version} is undone already.` : `Version ${version} stands.`,
    );
  const later = laterAbout(draft, step);
  return later === undefined
    ? ok(undefined)
    : fault("CannotUndo", `${later.by.name} decided about the same later (version ${later.version}). Undo that first.`);
};

const decideSentence = (
  draft: Draft,
  state: DraftState,
  decision: Extract<Decision, { sentenceId: string }>,
  tools: DecideTools,
): Result<Outcome | undefined, DecisionFault> => {
  const sentence = findSentence(state, decision.sentenceId);
  const section = sectionOf(state, decision.sentenceId);
  if (sentence === undefined) return fault("NoSuchSentence", `The draft has no sentence ${decision.sentenceId}.`);
  const open = decision.type === "reject" || decision.type === "accept" ? mayReject : isOpen;
  if (!open(sentence, section))
    return fault("NotOpen", "This line follows from the others and is not decided by itself.");
  if (decision.type === "accept") return ok(undefined);
  if (decision.type !== "reject") {
    if (decision.type === "gap" && section === "summary" && sentence.id === state.title.id)
      return fault("NotOpen", "The headline cannot be a gap. Edit it.");
    return decideChange(draft, sentence, decision, tools);
  }
  if (sentence.id === state.title.id) return fault("NotOpen", "An edition has a headline. Edit it.");
  return decision.reason === "other" && decision.words === undefined
    ? fault("NeedsWords", "Say in your own words why the sentence does not stand.")
    : ok(undefined);
};

/** What comes of a decision about the draft as it stands. Nothing is kept yet. */
export const decide = (
  draft: Draft,
  decision: Decision,
  tools: DecideTools,
): Result<Outcome | undefined, DecisionFault> => {
  if (decision.type === "undo" || decision.type === "redo") return decideUndo(draft, decision.type, decision.version);
  const state = foldDraft(draft);
  if (decision.type === "override") return decideOverride(draft, state, decision.gate, tools);
  if (decision.type === "add") return decideAddition(draft, state, decision, tools);
  return decideSentence(draft, state, decision, tools);
};

/** The draft with one more version. */
export const withStep = (draft: Draft, step: Omit<DraftStep, "version">): Draft => ({
  ...draft,
  steps: [...draft.steps, { ...step, version: versionOf(draft) + 1 }],
});
