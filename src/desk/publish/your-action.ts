/**
 * "Your action, by when": one line that leads a mail, a feed's item or a file for one role, taken from the cards of the
 * edition, word for word.
 *
 * For one role it is that role's action; for everyone it says which role must act by when.
 */
import { type RoleId, roleNames } from "#terms/organisation.ts";
import type { Reading, ReadingBlock, ReadingSentence } from "#terms/reading.ts";

export interface YourAction {
  readonly label: string;
  readonly text: string;
  /** Labels of the passages its words rest on. */
  readonly passages: readonly string[];
}

const partOf = (block: ReadingBlock, part: ReadingSentence["part"]): ReadingSentence | undefined =>
  block.sentences.find((sentence) => sentence.part === part);

const withoutStop = (text: string): string => (text.endsWith(".") ? text.slice(0, -1) : text);

/** Cards of the edition in their order; a role may have several, each with an action of its own. */
const cardsOf = (reading: Reading): readonly ReadingBlock[] =>
  reading.sections
    .filter(({ id }) => id === "for_you")
    .flatMap(({ blocks }) => blocks.filter(({ type }) => type === "card"));

const ofRole = (cards: readonly ReadingBlock[], role: RoleId): YourAction => {
  const label = "Your action, by when";
  const own = cards.filter((card) => card.role === role && partOf(card, "do") !== undefined);
  if (own.length === 0)
    return { label, text: `this edition asks nothing of the role ${roleNames[role]}.`, passages: [] };
  const said = own.map((card) => {
    const by = partOf(card, "by");
    return `${withoutStop(partOf(card, "do")?.text ?? "")}${by === undefined ? "" : `, by ${withoutStop(by.text)}`}`;
  });
  return { label, text: `${said.join("; ")}.`, passages: own.flatMap((card) => partOf(card, "do")?.passages ?? []) };
};

const ofEveryone = (cards: readonly ReadingBlock[]): YourAction => {
  const due = cards.flatMap((card) => {
    const by = partOf(card, "by");
    return by === undefined ? [] : [`${card.roleName ?? card.heading ?? ""}: ${withoutStop(by.text)}`];
  });
  const text = due.length === 0 ? "this edition asks nobody to act." : `${due.join("; ")}.`;
  return { label: "Actions, by when", text, passages: [] };
};

/** A card as it reads since a correction. */
const asItStands = (card: ReadingBlock): ReadingBlock => ({
  ...card,
  sentences: card.sentences.flatMap(({ corrected, ...sentence }) => {
    const text = corrected === undefined ? sentence.text : corrected.text;
    return text === undefined ? [] : [{ ...sentence, text }];
  }),
});

/**
 * For who reads an edition on record as one role, which the line names: they may not know as whom they read.
 *
 * @returns nothing for everyone, and of an edition that was recalled: nobody is to act on it
 */
export const actionOfRole = (reading: Reading, role: RoleId | undefined): YourAction | undefined => {
  if (role === undefined || reading.notice?.kind === "recalled") return undefined;
  const action = ofRole(cardsOf(reading).map(asItStands), role);
  return { ...action, label: `${action.label} (${roleNames[role]})` };
};

export const yourAction = (reading: Reading, role: RoleId | undefined): YourAction =>
  role === undefined ? ofEveryone(cardsOf(reading)) : ofRole(cardsOf(reading), role);
