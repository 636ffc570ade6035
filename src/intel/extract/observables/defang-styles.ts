/**
 * How authors make an address harmless, and what each style stands for: `[.]` `(.)` `{.}` `<.>` `[dot]` `[.` `].]` `\.` `^.`,
 * `[@]` `(at)`, `[:]` `[://]` `[/]`, `hxxp` `h00p` `hXXps` `meow`.
 *
 * A style counts only where it stands inside a token: "applications. [To be" is prose. Bounded look-ahead; no backtracking.
 */
import { isAlphanumeric, isDigit, isSmall } from "#kit/text/ascii.ts";

export interface DefangStyle {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

const bracketed = /[[({<]( ?)(\.|,|dot|d0t|punto|punkt|@|at|arroba|:\/\/|:|\/\/|\/|https?|hxxps?|www)\1[\])}>]/iy;
const scheme = /h(?:xx|tx|xt|00|\*\*|__)p(?=s?(?:[:[({\\]|__))/iy;
const schemeBackslash = /h(?:tt|xx)ps?:\\\\(?=[a-z0-9])/iy;
const otherScheme = /(?:meow|fxp|fxxp)(?=s?(?::|\[:)\/?\/?)/iy;

const standsFor = new Map([
  [".", "."],
  [",", "."],
  ["dot", "."],
  ["d0t", "."],
  ["punto", "."],
  ["punkt", "."],
  ["@", "@"],
  ["at", "@"],
  ["arroba", "@"],
  [":", ":"],
  ["://", "://"],
  ["//", "//"],
  ["/", "/"],
  ["http", "http"],
  ["https", "https"],
  ["hxxp", "http"],
  ["hxxps", "https"],
  ["www", "www"],
]);

/** Letters, digits, and anything beyond ASCII (names in other scripts). */
const isNamePart = (code: number): boolean =>
  isAlphanumeric(code) ||
  code === 95 ||
  code === 45 ||
  (code > 0xbf && code < 0xfb00 && !(code >= 0x2000 && code < 0x2e80) && !(code >= 0x3000 && code < 0x3040));

const isLowerOrDigit = (code: number): boolean => isDigit(code) || isSmall(code);

const match = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

const readBracket = (text: string, at: number): DefangStyle | undefined => {
  if (text.startsWith("[]://", at) && isNamePart(text.charCodeAt(at - 1))) return { start: at, end: at + 2, by: "" };
  const found = match(bracketed, text, at);
  const word = found?.[2]?.toLowerCase();
  if (found === null || word === undefined) return readOpenBracket(text, at);
  const by = standsFor.get(word) ?? word;
  let start = at;
  let end = at + found[0].length;
  if (word === "www" || word.startsWith("h")) return { start, end, by };
  if (by !== "." && by !== "@")
    return isNamePart(text.charCodeAt(at - 1)) || by === "/" ? { start, end, by } : undefined;
  if (text.charCodeAt(start - 1) === 32 && text.charCodeAt(end) === 32 && word !== ",") {
    start -= 1;
    end += 1;
  }
  if (!isNamePart(text.charCodeAt(start - 1)) && text.charCodeAt(start - 1) !== 93) return undefined;
  return isNamePart(text.charCodeAt(end)) || text.charCodeAt(end) === 91 ? { start, end, by } : undefined;
};

/** `www[.example[.com` and `www[.[example`. */
const readOpenBracket = (text: string, at: number): DefangStyle | undefined => {
  if (text.charCodeAt(at) !== 91 || text.charCodeAt(at + 1) !== 46 || !isNamePart(text.charCodeAt(at - 1)))
    return undefined;
  const end = text.charCodeAt(at + 2) === 91 ? at + 3 : at + 2;
  return isLowerOrDigit(text.charCodeAt(end)) ? { start: at, end, by: "." } : undefined;
};

/** `www].]example`, and `example.]com`. */
const readCloseBracket = (text: string, at: number): DefangStyle | undefined => {
  const dotted = text.charCodeAt(at) === 93 ? at + 1 : at;
  if (text.charCodeAt(dotted) !== 46 || text.charCodeAt(dotted + 1) !== 93) return undefined;
  if (!isNamePart(text.charCodeAt(at - 1)) || !isLowerOrDigit(text.charCodeAt(dotted + 2))) return undefined;
  return { start: at, end: dotted + 2, by: "." };
};

/** `evil\.com` and `evil^.com`; a backslash only when the token is no path. */
const readEscapedDot = (text: string, at: number): DefangStyle | undefined => {
  if (text.charCodeAt(at + 1) !== 46) return undefined;
  if (!isNamePart(text.charCodeAt(at - 1)) || !isLowerOrDigit(text.charCodeAt(at + 2))) return undefined;
  if (text.charCodeAt(at) === 92) {
    for (let back = at - 1; back >= 0 && back > at - 64; back -= 1) {
      const code = text.charCodeAt(back);
      if (code <= 32) break;
      if (code === 58 || code === 37 || (code === 92 && text.charCodeAt(back + 1) !== 46)) return undefined;
    }
  }
  return { start: at, end: at + 2, by: "." };
};

/** Whether the second letter can belong to a scheme that was made harmless: most words end here. */
const mayBeScheme = (text: string, at: number): boolean => {
  const next = text.charCodeAt(at + 1) | 32;
  if ((text.charCodeAt(at) | 32) !== 104)
    return next === 120 || (next === 101 && (text.charCodeAt(at + 2) | 32) === 111);
  return next === 120 || next === 116 || next === 48 || next === 42 || next === 127;
};

const readScheme = (text: string, at: number): DefangStyle | undefined => {
  if (!mayBeScheme(text, at)) return undefined;
  const before = text.charCodeAt(at - 1);
  if (isNamePart(before) && before !== 95 && before !== 45) return undefined;
  const slashes = match(schemeBackslash, text, at);
  if (slashes !== null) {
    const secure = slashes[0].charCodeAt(4) === 115 || slashes[0].charCodeAt(4) === 83;
    return { start: at, end: at + slashes[0].length, by: secure ? "https://" : "http://" };
  }
  const found = match(scheme, text, at) ?? match(otherScheme, text, at);
  if (found === null) return undefined;
  return { start: at, end: at + found[0].length, by: found[0].toLowerCase().startsWith("f") ? "ftp" : "http" };
};

/** ASCII characters a style may start with: 1 for a sign, 2 for a letter of a scheme. */
const opens = new Uint8Array(128);
for (const character of "[({<].\\^") opens[character.charCodeAt(0)] = 1;
for (const character of "hHmf") opens[character.charCodeAt(0)] = 2;

export const opensStyle = (code: number): boolean => (opens[code] ?? 0) !== 0;

/** Can a style start here? Most full stops, brackets and letters are told from one by what stands next to them. */
export const mayOpenStyle = (text: string, at: number, code: number): boolean => {
  const how = opens[code];
  if (how === undefined || how === 0) return false;
  if (how === 2) return mayBeScheme(text, at);
  return code === 46 ? text.charCodeAt(at + 1) === 93 : true;
};

/** The defang style that starts at `at` (with the blank before it, where it has one), or undefined. */
export const readDefangStyle = (text: string, at: number): DefangStyle | undefined => {
  switch (text.charCodeAt(at)) {
    case 93:
    case 46:
      return readCloseBracket(text, at);
    case 92:
    case 94:
      return readEscapedDot(text, at);
    case 91:
    case 40:
    case 123:
    case 60:
      return readBracket(text, at);
    default:
      return readScheme(text, at);
  }
};
