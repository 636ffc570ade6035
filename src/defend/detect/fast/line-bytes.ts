/** Steps over the bytes of a line of JSON: past blanks, back over backslashes, and whether a text stands at a place. */
import { backslash } from "./name-table.ts";

const isBlank = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

export const skipBlanks = (text: Uint8Array, from: number, end: number): number => {
  let at = from;
  while (at < end && isBlank(text[at] as number)) at += 1;
  return at;
};

/** The place of the last byte before a place that is no blank; negative where there is none. */
export const skipBlanksBack = (text: Uint8Array, before: number): number => {
  let at = before - 1;
  while (at >= 0 && isBlank(text[at] as number)) at -= 1;
  return at;
};

/** Whether a quote is one of a text, behind an odd number of backslashes. */
export const isEscaped = (text: Uint8Array, place: number): boolean => {
  let at = place - 1;
  while (at >= 0 && text[at] === backslash) at -= 1;
  return ((place - at) & 1) === 0;
};

/** Whether a text stands at a place, byte by byte. */
export const standsAt = (one: Uint8Array, text: Uint8Array, from: number): boolean => {
  for (let at = 0; at < one.length; at += 1) if (one[at] !== text[from + at]) return false;
  return true;
};
