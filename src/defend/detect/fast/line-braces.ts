/**
 * Whether a brace in a line of JSON may open an object there, or surely stands in a text: scripts are full of those.
 *
 * Before an object stand a colon behind a name, a comma, a bracket, or the end of another value; a word only where it is a value
 * itself. What is doubtful counts as an object.
 */
import { isEscaped, skipBlanksBack } from "./line-bytes.ts";
import { colon, quote, slash } from "./name-table.ts";

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

/** Of words that stand in JSON, careless ones' too: the ends of `true`, `false`, `null`, `NaN`, `Infinity`. */
const wordEnds: readonly string[] = ["true", "alse", "null", "NaN", "nity"];

const endsWord = (text: Buffer, last: number): boolean =>
  wordEnds.some((word) => text.toString("latin1", Math.max(0, last + 1 - word.length), last + 1) === word);

/** `)`, `=`, `;`, `(`, `$`, `%`, `@`, `|`, `&`, `!`, `?`, `>`, `<`: in no JSON outside of texts. */
const strange = new Set([...")=;($%@|&!?><~^'`_"].map((char) => char.charCodeAt(0)));

/** @param text with the whole line from 0 on */
export const mayOpen = (text: Buffer, place: number): boolean => {
  if (place === 0) return true;
  const last = skipBlanksBack(text, place);
  const byte = text[last] ?? 0;
  if (strange.has(byte)) return false;
  if (isLetter(byte)) return endsWord(text, last);
  if (byte !== colon) return true;
  // A name ends in a quote of its own, not in one that is escaped.
  const name = skipBlanksBack(text, last);
  return text[name] === quote ? !isEscaped(text, name) : text[name] === slash;
};
