/** A name as it is shown to others: any script, no control or bidi characters, so that it stays one name on one line. */
import { showInvisible } from "#kit/text/show-invisible.ts";

const longestName = 100;

/** @returns why not, in words for a person */
export const nameFault = (name: string): string | undefined => {
  if (name.trim() === "" || [...name].length > longestName) return `Expected a name of 1 to ${longestName} characters.`;
  if (/[\t\r\n]/u.test(name) || showInvisible(name) !== name)
    return "Expected a name without control characters or marks that turn the reading direction.";
  return undefined;
};
