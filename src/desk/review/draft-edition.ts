/** A draft as the edition it would be: rejected sentences left out, sources, gates and score card of this very text. */
import { formatTime } from "#kit/text/format-time.ts";
import { correctionsAre, type Edition, type EditionSentence, reviewedBy } from "#terms/edition.ts";
import type { Draft, SentenceFaults } from "#terms/review.ts";
import type { DraftState } from "./fold-draft.ts";
import { hashText } from "./hash-text.ts";

type Ask = (sentence: EditionSentence) => string | undefined;

/** What the other rooms do for a draft; the pipeline hands it in. */
export interface ReviseTools {
  /** Lists the sources that are cited, runs the gates, computes the score card (`desk/brief`). */
  readonly revise: (
    edition: Edition,
    asked: { readonly unsupported: Ask; readonly ungrounded: Ask; readonly overstated: Ask; readonly authority: Ask },
  ) => Edition;
}

/** The edition a draft begins as: of a published one, what its approval wrote is taken off again. */
export const startOf = (edition: Edition): Edition => {
  const { approval, overrides: _overrides, corrects: _corrects, ...head } = edition.edition;
  if (approval === undefined) return edition;
  const sections = edition.sections.map((section) =>
    section.id === "footer"
      ? { ...section, sentences: section.sentences.filter(({ id }) => !writtenHere.has(id) && !isOverrideLine(id)) }
      : section,
  );
  return { ...edition, edition: head, sections, gates: edition.gates.filter(({ id }) => id !== "G10") };
};

const reviewedId = "reviewed";
const correctsId = "corrects";
const writtenHere: ReadonlySet<string> = new Set([reviewedId, correctsId]);
const isOverrideLine = (id: string): boolean => id.startsWith("override-");

const note = (id: string, text: string): EditionSentence => ({ id, text, kind: "note", citations: [] });

const overridesOf = (state: DraftState): NonNullable<Edition["edition"]["overrides"]> =>
  state.overrides.flatMap(({ decision, by, at, outcome }) =>
    decision.type === "override"
      ? [
          {
            gate: decision.gate,
            name: by.name,
            at,
            reason: decision.reason,
            sentenceIds: [...new Set((outcome?.covers ?? []).flatMap(({ sentenceId }) => sentenceId ?? []))],
          },
        ]
      : [],
  );

/** Drops an edition's last-minute lines and writes them for this text. */
const footerOf = (
  sentences: readonly EditionSentence[],
  overrides: ReturnType<typeof overridesOf>,
  corrects: Edition["edition"]["corrects"],
): EditionSentence[] => [
  ...sentences.filter(({ text }) => corrects === undefined || !text.startsWith(correctionsAre)),
  ...overrides.map(({ gate, name, reason, sentenceIds }, index) =>
    note(
      `override-${index + 1}`,
      `Gate ${gate} did not pass and was overridden by ${name}${sentenceIds.length === 0 ? "" : ` (${sentenceIds.join(", ")})`}: ${reason}`,
    ),
  ),
  ...(corrects === undefined
    ? []
    : [note(correctsId, `${correctionsAre}this edition corrects the one as of ${corrects.asOf}: ${corrects.reason}`)]),
];

const faultTools = (draft: Draft, state: DraftState): Parameters<ReviseTools["revise"]>[1] => {
  const ask =
    (gate: keyof SentenceFaults): Ask =>
    ({ id }) =>
      state.changed.has(id)
        ? state.changed.get(id)?.[gate]
        : draft.start.gates.find((one) => one.id === gate)?.faults.find((fault) => fault.sentenceId === id)?.message;
  return { unsupported: ask("G1"), ungrounded: ask("G2"), overstated: ask("G3"), authority: ask("G4") };
};

/** @param corrected the edition on record that is corrected */
export const draftEdition = (
  draft: Draft,
  state: DraftState,
  { revise }: ReviseTools,
  corrected?: Pick<Edition["edition"], "asOf" | "title">,
): Edition => {
  const { start, corrects } = draft;
  const overrides = overridesOf(state);
  const correcting =
    corrects === undefined || corrected === undefined
      ? undefined
      : { ...corrects, asOf: corrected.asOf, title: corrected.title };
  const { textHash: _textHash, titleCitations: _titleCitations, ...head } = start.edition;
  const edition = revise(
    {
      ...start,
      edition: {
        ...head,
        title: state.title.text,
        ...(state.title.citations.length === 0 && start.edition.titleCitations === undefined
          ? {}
          : { titleCitations: state.title.citations }),
        ...(overrides.length === 0 ? {} : { overrides }),
        ...(correcting === undefined ? {} : { corrects: correcting }),
      },
      sections: state.sections.map((section) => {
        const kept = section.sentences.filter(({ rejected }) => rejected === undefined);
        return {
          id: section.id,
          sentences: section.id === "footer" ? footerOf(kept, overrides, correcting) : kept.map((one) => ({ ...one })),
        };
      }),
    },
    faultTools(draft, state),
  );
  return { ...edition, edition: { ...edition.edition, textHash: hashText(edition) } };
};

/** The text of an edition as published: who approved it, when, and that G10 holds. */
export const withApproval = (
  edition: Edition,
  by: readonly { readonly name: string; readonly at: string }[],
): Edition => {
  const names = by.map(({ name, at }) => `${name} (${formatTime(at)})`).join(" and ");
  return {
    ...edition,
    edition: { ...edition.edition, approval: { by: by.map(({ name, at }) => ({ name, at })) } },
    sections: edition.sections.map((section) =>
      section.id === "footer"
        ? {
            ...section,
            sentences: [
              ...section.sentences.filter(({ text }) => !text.startsWith(reviewedBy)),
              note(
                reviewedId,
                `${reviewedBy}${names}. SHA-256 of the approved text: ${edition.edition.textHash ?? ""}.`,
              ),
            ],
          }
        : section,
    ),
    gates: [
      ...edition.gates.filter(({ id }) => id !== "G10"),
      { id: "G10", name: "a named person approved this text", passed: true, faults: [] },
    ],
  };
};
