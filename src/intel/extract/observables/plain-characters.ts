/**
 * Characters that look or mean the same as a plain one, or cannot be seen: fullwidth forms, no-break hyphens and spaces,
 * soft hyphens, zero-width and direction marks. Dashes that part sentences (– —) stay: they end an address.
 */
import { isAlphanumeric } from "#kit/text/ascii.ts";

/** Soft hyphen, zero-width space and joiners, word joiner, byte-order mark, direction marks and isolates. */
const isInvisible = (code: number): boolean =>
  code === 0xad ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x2069) ||
  code === 0xfeff;

/** Can something else stand for it? */
export const mayBePlain = (code: number): boolean =>
  isInvisible(code) ||
  (code >= 0x2007 && code <= 0x2011) ||
  code === 0xa0 ||
  code === 0x202f ||
  (code >= 0xff01 && code <= 0xff61) ||
  code === 0x3002;

/** What stands for the character at `at`, "" to drop it, undefined to leave it. */
export const plainCharacter = (text: string, at: number, code: number): string | undefined => {
  if (isInvisible(code)) return "";
  if (code === 0x2010 || code === 0x2011) return "-";
  if (code === 0xa0 || code === 0x202f || code === 0x2007) return " ";
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (code === 0x3002 || code === 0xff61) {
    const between = isAlphanumeric(text.charCodeAt(at - 1)) && isAlphanumeric(text.charCodeAt(at + 1));
    return between ? "." : undefined;
  }
  return undefined;
};
