/** Words that the forms of an edition share, so that no form names a thing differently from the others. */
import type { Edition, EditionSentence } from "#terms/edition.ts";
import type { Reading } from "#terms/reading.ts";

type Kind = NonNullable<Edition["edition"]["kind"]>;

/** How each form leads to the day of an edition; foreign words may stand in it, each form escapes it. */
interface KindWords {
  readonly text: string;
  readonly html: string;
  readonly markdown: string;
  readonly subject: string;
}

/** @param who ` for Energy`, or nothing for the main edition */
const kindWords: Readonly<Record<Kind, (who: string) => KindWords>> = {
  daily: (who) => ({
    text: `Watchfloor briefing${who} of`,
    html: `Edition${who} of`,
    markdown: `Watchfloor briefing${who} ·`,
    subject: `Watchfloor${who},`,
  }),
  flash: (who) => ({
    text: `Watchfloor flash${who} of`,
    html: `Flash${who} of`,
    markdown: `Watchfloor flash${who} ·`,
    subject: `Watchfloor flash${who},`,
  }),
  weekly: (who) => ({
    text: `Watchfloor roll-up${who} of the week to`,
    html: `Roll-up${who} of the week to`,
    markdown: `Watchfloor roll-up${who} · week to`,
    subject: `Watchfloor${who}, week to`,
  }),
};

export const wordsOfKind = ({ kind, audience }: Pick<Edition["edition"], "kind" | "audience">): KindWords =>
  kindWords[kind ?? "daily"](audience === undefined ? "" : ` for ${audience.title}`);

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
