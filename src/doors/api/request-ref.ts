/** The name of a request: short enough to be read out, and found in the log. */
import { randomInt } from "node:crypto";

/** Crockford's: no letter that is taken for another, or for a digit. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 4;

export const makeRef = (): string => Array.from({ length }, () => letters[randomInt(letters.length)]).join("");
