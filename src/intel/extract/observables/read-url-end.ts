/**
 * Where a URL ends in running text: at white space, quotes, angle brackets, CJK brackets and scripts, a backslash, or a
 * bracket it did not open; closing punctuation is then cut off. `<id>` and `[id]` after `=` or `/` stand for a part the
 * author took out and belong to it. Each character is read once; at most 8,192 of them.
 */
const maxUrl = 8192;

/** ASCII characters that end a URL wherever they stand: controls, blank, `"` `>` `\` `^` backtick `|`. */
const ends = new Uint8Array(128);
ends.fill(1, 0, 33);
for (const character of '">\\^`|\x7f') ends[character.charCodeAt(0)] = 1;

const trailing = new Set(".,;:!'*_([{");

const endsUrl = (code: number): boolean =>
  code < 128
    ? ends[code] === 1
    : (code >= 0x2000 && code < 0x2c00) || code >= 0x2e80 || code === 0xab || code === 0xbb || code === 0xa0;

/** End of `<id>` at `at`, or -1. */
const placeholderEnd = (text: string, at: number): number => {
  if (!"=/-".includes(text.charAt(at - 1))) return -1;
  const close = text.slice(at, at + 34).indexOf(">");
  return close > 1 && /^[A-Za-z0-9 _-]+$/.test(text.slice(at + 1, at + close)) ? at + close + 1 : -1;
};

/** A square bracket belongs to a query (`?id=[x]`) or a path that goes on after it; else it opens a link text (`…/[Name]`). */
const opensPart = (text: string, at: number): boolean => {
  const before = text.charAt(at - 1);
  if (before === "=" || before === "&" || before === "?") return true;
  return (before === "/" || before === "-") && /^\[[\w -]{1,32}\][/?=.-]/.test(text.slice(at, at + 36));
};

/** Brackets opened so far, and whether the next one may stand. */
const createBrackets = (text: string) => {
  let round = 0;
  let square = 0;
  return (code: number, at: number): boolean => {
    switch (code) {
      case 40:
        round += 1;
        return true;
      case 41:
        round -= 1;
        return round >= 0;
      case 91:
        square += 1;
        return opensPart(text, at);
      case 93:
        square -= 1;
        return square >= 0;
      default:
        return true;
    }
  };
};

/** A comma before another URL, or before a capitalised word that fills a field of a comma-separated row. */
const startsNextField = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 44 &&
  /^,(?:[A-Za-z]{2,8}:\/\/|(?:[A-Z][a-z]{2,15}|[A-Z]{2,8})(?:[,\s]|$))/.test(text.slice(at, at + 20));

/** End of the characters that can belong to a URL from `from` on; `quoted`: it stands in single quotes. */
const readTail = (text: string, from: number, quoted: boolean): number => {
  const mayStand = createBrackets(text);
  const limit = Math.min(text.length, from + maxUrl);
  let at = from;
  while (at < limit) {
    const code = text.charCodeAt(at);
    if (endsUrl(code) || (code === 39 && quoted) || !mayStand(code, at) || startsNextField(text, at)) return at;
    const after = code === 60 ? placeholderEnd(text, at) : at + 1;
    if (after === -1) return at;
    at = after;
  }
  return at;
};

/** End of path, query and fragment that start at `from`. */
export const readUrlEnd = (text: string, from: number, quoted: boolean): number => {
  let at = readTail(text, from, quoted);
  while (at > from && trailing.has(text.charAt(at - 1))) at -= 1;
  return at;
};
