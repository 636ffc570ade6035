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
  /** Specifics that stand both in the sentence and in its passages: `number: 70 organisations`. */
  readonly checked?: readonly string[];
}

export interface DraftSection {
  readonly id: SectionId;
  readonly sentences: readonly DraftSentence[];
}

const kindWords: Readonly<Record<string, string>> = {
  quantity: "number",
  date: "date",
  duration: "duration",
  vulnerability: "id",
  identifier: "id",
  version: "version",
  score: "score",
  observable: "indicator",
  name: "name",
};

/** The specifics of a telling as its reader sees them: whole names and numbers with what they count. */
const checkedOf = (telling: Telling): string[] => {
  const found: { at: number; text: string; label: string }[] = [];
  for (const claim of telling.claims)
    for (const mention of claim.mentions) {
      const label = kindWords[mention.kind];
      const at = telling.text.indexOf(mention.surface);
      if (label !== undefined && at >= 0) found.push({ at, text: mention.surface, label });
    }
  found.sort((a, b) => a.at - b.at || b.text.length - a.text.length);
  const kept: typeof found = [];
  for (const entry of found)
    if (!kept.some((other) => entry.at < other.at + other.text.length && entry.at + entry.text.length > other.at))
      kept.push(entry);
  return kept.map((entry) => `${entry.label}: ${entry.text}`).slice(0, 8);
};

export const factOf = (telling: Telling, storyId: string, more: Partial<DraftSentence> = {}): DraftSentence => ({
  text: telling.text,
  kind: "fact",
  passages: telling.passages,
  storyId,
  checked: checkedOf(telling),
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
