/**
 * JSON as people and careless programs write it: comments, a comma after the last member, `NaN` and `Infinity`. What strict
 * JSON refuses is tried once more without them. One pass, linear.
 */
const isWord = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

const textEnd = (text: string, from: number): number => {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return Math.min(at + 1, text.length);
};

const commentEnd = (text: string, from: number): number => {
  const isLine = text[from + 1] === "/";
  const end = text.indexOf(isLine ? "\n" : "*/", from + 2);
  return end < 0 ? text.length : end + (isLine ? 0 : 2);
};

const wordEnd = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && isWord(text.charCodeAt(at))) at += 1;
  return at;
};

const notNumbers = new Set(["NaN", "Infinity"]);

const isComment = (text: string, at: number): boolean =>
  text[at] === "/" && (text[at + 1] === "/" || text[at + 1] === "*");

const isBlank = (char: string): boolean => char === " " || char === "\n" || char === "\r" || char === "\t";

/** Where the part that starts at a place ends: a text, a comment, a word, or one character. */
const partEnd = (text: string, at: number): number => {
  if (text[at] === '"') return textEnd(text, at);
  if (isComment(text, at)) return commentEnd(text, at);
  return isWord(text.charCodeAt(at)) ? wordEnd(text, at) : at + 1;
};

/** The text with what is not JSON taken out. Parts are joined once, so that long texts stay linear. */
export const relaxJson = (text: string): string => {
  const parts: string[] = [];
  /** The last part that is neither space nor comment. */
  let last = -1;
  for (let at = 0; at < text.length; ) {
    const end = partEnd(text, at);
    const part = text.slice(at, end);
    const isPassed = isComment(text, at) || isBlank(part);
    at = end;
    if (isPassed) continue;
    if ((part === "}" || part === "]") && parts[last] === ",") parts[last] = "";
    if (notNumbers.has(part) && parts[last] === "-") parts[last] = "";
    parts.push(notNumbers.has(part) ? "null" : part);
    last = parts.length - 1;
  }
  return parts.join("");
};
