/**
 * What a later word of the desk does to an edition on record: its text stays, and is marked. A sentence that a correction
 * changed shows the old words struck and the new ones beside them; a recalled edition says first that it is recalled.
 *
 * Sentences are the same when they have the same id, and the headline is one of them; what the desk says of itself (sources, more, footer) is not compared.
 */
import {
  closingSections,
  type Edition,
  type EditionSentence,
  type SectionId,
  sectionTitles,
  titleId,
} from "#terms/edition.ts";
import type { Reading, ReadingSentence } from "#terms/reading.ts";
import type { EditionStanding } from "#terms/record.ts";

export interface Change {
  readonly section: SectionId;
  readonly sentenceId: string;
  /** Absent: the sentence is new. */
  readonly before?: string;
  /** Absent: the sentence is left out. */
  readonly after?: string;
}

interface Placed {
  readonly section: SectionId;
  readonly sentence: Pick<EditionSentence, "id" | "text">;
}

const sentencesOf = ({ edition, sections }: Edition): Placed[] => [
  { section: "summary", sentence: { id: titleId, text: edition.title } },
  ...sections
    .filter(({ id }) => !closingSections.has(id))
    .flatMap(({ id, sentences }) => sentences.map((sentence) => ({ section: id, sentence }))),
];

/** In reading order: what the old edition said otherwise, then what is new. */
export const compareEditions = (old: Edition, corrected: Edition): Change[] => {
  const now = new Map(sentencesOf(corrected).map(({ sentence }) => [sentence.id, sentence]));
  const before = sentencesOf(old);
  const known = new Set(before.map(({ sentence }) => sentence.id));
  const changed = before.flatMap(({ section, sentence }): Change[] => {
    const after = now.get(sentence.id)?.text;
    if (after === sentence.text) return [];
    return [{ section, sentenceId: sentence.id, before: sentence.text, ...(after === undefined ? {} : { after }) }];
  });
  const added = sentencesOf(corrected).flatMap(({ section, sentence }): Change[] =>
    known.has(sentence.id) ? [] : [{ section, sentenceId: sentence.id, after: sentence.text }],
  );
  return [...changed, ...added];
};

/** What a change stands under. */
export const titleOfChange = ({ section, sentenceId }: Change): string =>
  sentenceId === titleId ? "Headline" : sectionTitles[section];

/** The reading with its marks; as it was when nothing was said of it later. */
export const markReading = (reading: Reading, edition: Edition, standing: EditionStanding | undefined): Reading => {
  if (standing?.recalled !== undefined) {
    const { at, reason } = standing.recalled;
    return { ...reading, notice: { kind: "recalled", at, reason } };
  }
  if (standing?.corrected === undefined) return reading;
  const { at, editionId, edition: corrected } = standing.corrected;
  const changes = new Map(compareEditions(edition, corrected).map((change) => [change.sentenceId, change]));
  const mark = (sentence: ReadingSentence): ReadingSentence => {
    const change = changes.get(sentence.id);
    if (change === undefined) return sentence;
    return { ...sentence, corrected: { at, ...(change.after === undefined ? {} : { text: change.after }) } };
  };
  return {
    ...reading,
    notice: { kind: "corrected", at, editionId, reason: corrected.edition.corrects?.reason ?? "" },
    sections: reading.sections.map((section) => ({
      ...section,
      blocks: section.blocks.map((block) => ({ ...block, sentences: block.sentences.map(mark) })),
    })),
  };
};
