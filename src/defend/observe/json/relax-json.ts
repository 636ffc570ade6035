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

/** `-Infinity` loses its sign with its word. */
const withWord = (before: string, word: string): string => {
  if (!notNumbers.has(word)) return before + word;
  return `${before.endsWith("-") ? before.slice(0, -1) : before}null`;
};

const withoutComma = (before: string): string => {
  const kept = before.trimEnd();
  return kept.endsWith(",") ? kept.slice(0, -1) : before;
};

const isComment = (text: string, at: number): boolean =>
  text[at] === "/" && (text[at + 1] === "/" || text[at + 1] === "*");

/** The text with what is not JSON taken out. Pieces are joined at the end, so that long texts stay linear. */
export const relaxJson = (text: string): string => {
  const pieces: string[] = [];
  let piece = "";
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? "";
    let end = at + 1;
    if (char === '"') {
      end = textEnd(text, at);
      pieces.push(piece);
      piece = text.slice(at, end);
    } else if (isComment(text, at)) end = commentEnd(text, at);
    else if (isWord(text.charCodeAt(at))) {
      end = wordEnd(text, at);
      piece = withWord(piece, text.slice(at, end));
    } else if (char === "}" || char === "]") piece = withoutComma(piece) + char;
    else piece += char;
    at = end;
  }
  pieces.push(piece);
  return pieces.join("");
};
