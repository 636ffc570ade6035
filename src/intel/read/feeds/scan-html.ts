/**
 * Finds the tags of an HTML fragment: one linear walk, no tree. For link resolution and for reducing titles to text.
 *
 * A quoted attribute value may hold `<` and `>`; one whose quote never closes ends at the next `>`. A `<` before that
 * means that the first one opened nothing, which also keeps the walk linear on thousands of unclosed tags.
 */
export interface HtmlTag {
  /** Half-open range of the whole tag. */
  readonly start: number;
  readonly end: number;
  /** Lower case; "" for comments and declarations. */
  readonly name: string;
  readonly closing: boolean;
}

const longestTag = 65_536;

const tagEnd = (html: string, from: number): number => {
  const limit = Math.min(html.length, from + longestTag);
  let firstClose = -1;
  let quote = "";
  for (let at = from; at < limit; at += 1) {
    const char = html.charAt(at);
    if (char === ">" && firstClose < 0) firstClose = at + 1;
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === ">") return at + 1;
    else if (char === "<") return -1;
    else if ((char === '"' || char === "'") && html.charAt(at - 1) === "=") quote = char;
  }
  return firstClose;
};

const commentEnd = (html: string, from: number): number => {
  const end = html.indexOf("-->", from + 4);
  return end < 0 ? html.indexOf(">", from) + 1 : end + 3;
};

/** Next tag at or after `from`, or undefined. A `<` that opens nothing is passed over. */
export const nextTag = (html: string, from: number): HtmlTag | undefined => {
  for (let start = html.indexOf("<", from); start >= 0; start = html.indexOf("<", start + 1)) {
    if (html.charAt(start + 1) === "!") {
      const end = html.startsWith("<!--", start) ? commentEnd(html, start) : html.indexOf(">", start) + 1;
      if (end > 0) return { start, end, name: "", closing: false };
      return undefined;
    }
    const match = /^<(\/?)([A-Za-z][A-Za-z0-9:-]{0,30})/.exec(html.slice(start, start + 34));
    if (match === null) continue;
    const end = tagEnd(html, start + match[0].length);
    if (end > 0) return { start, end, name: (match[2] ?? "").toLowerCase(), closing: match[1] === "/" };
  }
  return undefined;
};
