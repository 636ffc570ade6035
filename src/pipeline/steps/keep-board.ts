/** Step keep: the board of a working day, for triage. */
import { composeBoard } from "#desk/review/index.ts";
import type { Store } from "#store/index.ts";
import type { MadeEdition, PreparedEdition } from "../make-edition.ts";
import { keepEdition } from "./keep-edition.ts";

/**
 * @param day of the edition that the stories are triaged for
 * @returns its id
 */
export const keepBoard = (store: Store, prepared: PreparedEdition, day: string): Promise<string> =>
  store.triage.saveBoard(prepared.articles, (keyOf) => composeBoard(prepared, day, keyOf));

/** An edition made from what a person named, with its board: the board first, so that none is without. @returns the edition's id */
export const keepMade = async (store: Store, made: MadeEdition): Promise<string> => {
  await keepBoard(store, made.input, made.edition.edition.date);
  return keepEdition(store, made);
};
