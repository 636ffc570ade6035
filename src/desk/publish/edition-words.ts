/** Words that the forms of an edition share, so that no form names a thing differently from the others. */
import type { Edition, EditionSentence } from "#terms/edition.ts";
import type { Reading } from "#terms/reading.ts";

type Kind = NonNullable<Edition["edition"]["kind"]>;

/** How each form leads to the day of an edition. */
interface KindWords {
  readonly text: string;
  readonly html: string;
  readonly markdown: string;
  readonly subject: string;
}

const kindWords: Readonly<Record<Kind, KindWords>> = {
  daily: {
    text: "Watchfloor briefing of",
    html: "Edition of",
    markdown: "Watchfloor briefing ·",
    subject: "Watchfloor,",
  },
  flash: {
    text: "Watchfloor flash of",
    html: "Flash of",
    markdown: "Watchfloor flash ·",
    subject: "Watchfloor flash,",
  },
  weekly: {
    text: "Watchfloor roll-up of the week to",
    html: "Roll-up of the week to",
    markdown: "Watchfloor roll-up · week to",
    subject: "Watchfloor, week to",
  },
};

export const wordsOfKind = ({ kind }: Pick<Edition["edition"], "kind">): KindWords => kindWords[kind ?? "daily"];

/** What a reader is to do with an edition on record of which the desk said something later. */
export const noticeWords: Readonly<Record<NonNullable<Reading["notice"]>["kind"], string>> = {
  recalled: "Do not act on this edition.",
  corrected: "What changed is marked where it stands.",
};

/** What the lines of a card are, where each stands beside its name. */
export const partNames: Readonly<Record<NonNullable<EditionSentence["part"]>, string>> = {
  why: "Why you",
  do: "Do",
  owner: "Owner",
  by: "By",
  done_when: "Done when",
};
