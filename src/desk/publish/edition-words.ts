/** Words that the forms of an edition share, so that no form names a thing differently from the others. */
import type { Edition } from "#terms/edition.ts";

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
