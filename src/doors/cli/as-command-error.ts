import { CannotFinish } from "#pipeline/cannot-finish.ts";
import { WrongUse } from "#pipeline/wrong-use.ts";
import { unfinished, wrongUse } from "./exit-codes.ts";

/** What the flow says in words for a person ends the command with its code; anything else is passed on. */
export const asCommandError = (cause: unknown): unknown => {
  if (cause instanceof WrongUse) return wrongUse(cause.message);
  return cause instanceof CannotFinish ? unfinished(cause.message) : cause;
};
