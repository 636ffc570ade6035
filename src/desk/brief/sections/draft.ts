/** A section's sentences before they are numbered and gated. */

import type { EditionSentence, SectionId } from "#terms/edition.ts";
import type { RoleId } from "#terms/organisation.ts";
import type { EvidenceSpan } from "#terms/span.ts";
import type { Telling } from "../tell/telling.ts";

export interface DraftSentence {
  readonly text: string;
  readonly kind: EditionSentence["kind"];
  readonly passages: readonly EvidenceSpan[];
  readonly storyId?: string;
  readonly role?: RoleId;
  readonly group?: string;
  readonly part?: "why" | "do" | "owner" | "by" | "done_when";
}

export interface DraftSection {
  readonly id: SectionId;
  readonly sentences: readonly DraftSentence[];
}

export const factOf = (telling: Telling, storyId: string, more: Partial<DraftSentence> = {}): DraftSentence => ({
  text: telling.text,
  kind: "fact",
  passages: telling.passages,
  storyId,
  ...more,
});

/** A statement about the edition itself: how it was made, nothing earlier on record. */
export const note = (text: string, more: Partial<DraftSentence> = {}): DraftSentence => ({
  text,
  kind: "note",
  passages: [],
  ...more,
});
/** A line that rests on our own records: roles, sources, earlier editions. */
export const link = (text: string, more: Partial<DraftSentence> = {}): DraftSentence => ({
  text,
  kind: "link",
  passages: [],
  ...more,
});
