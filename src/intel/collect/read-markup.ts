/**
 * Looks at markup without parsing it: the name of the root element, and how much text a reader would see.
 *
 * One pass from left to right with no way back, so its cost is the length of the text whatever stands in it. It is a
 * look, not a parse: what is hidden by style sheets counts as seen. `read` decides about that.
 */

/** Leading bytes as text, for looking only: UTF-16 and UTF-32 are understood, all else is byte for byte. */
export const looksLikeText = (bytes: Uint8Array, maxBytes: number): string => {
  const head = bytes.subarray(0, maxBytes);
  const [a, b, c, d] = head;
  if (a === 0 && b === 0 && ((c === 0xfe && d === 0xff) || (c === 0 && d === 0x3c))) return everyFourth(head, 3);
  if (c === 0 && d === 0 && ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0))) return everyFourth(head, 0);
  if (a === 0xff && b === 0xfe) return new TextDecoder("utf-16le").decode(head);
  if (a === 0xfe && b === 0xff) return new TextDecoder("utf-16be").decode(head);
  if (a === 0xef && b === 0xbb && c === 0xbf) return new TextDecoder("latin1").decode(head.subarray(3));
  if (a === 0x3c && b === 0) return new TextDecoder("utf-16le").decode(head);
  if (a === 0 && b === 0x3c) return new TextDecoder("utf-16be").decode(head);
  return new TextDecoder("latin1").decode(head);
};

/** UTF-32 by the last of each four bytes; what is not Latin becomes some other letter, which serves for a look. */
const everyFourth = (bytes: Uint8Array, from: number): string => {
  const low = bytes.filter((_, index) => index % 4 === from);
  return new TextDecoder("latin1").decode(low).replace(/^ÿ/, "");
};

const isNameCharacter = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x30 && code <= 0x39) ||
  code === 0x2d ||
  code === 0x2e ||
  code === 0x3a ||
  code === 0x5f;

/** Element name at `at`, lower case, at most 64 characters; empty when there is none. */
const nameAt = (text: string, at: number): string => {
  let end = at;
  while (end < text.length && end - at < 64 && isNameCharacter(text.charCodeAt(end))) end += 1;
  return text.slice(at, end).toLowerCase();
};

export interface Root {
  /** Of the first element: lower case, with its prefix; empty when there is none. */
  readonly name: string;
  readonly hasXmlDeclaration: boolean;
  /** A document type of HTML stood before it. Feeds carry one by mistake, so the element has the last word. */
  readonly hasHtmlDoctype: boolean;
}

/** The first element, after declaration, comments, instructions and document type. */
export const rootOf = (text: string): Root => {
  let at = text.indexOf("<");
  let hasXmlDeclaration = false;
  let hasHtmlDoctype = false;
  while (at >= 0) {
    if (text.startsWith("<!--", at)) at = after(text, "-->", at + 4);
    else if (text.startsWith("<?", at)) {
      hasXmlDeclaration ||= nameAt(text, at + 2) === "xml";
      at = after(text, ">", at + 2);
    } else if (text.startsWith("<!", at)) {
      hasHtmlDoctype ||= nameAt(text, at + 2) === "doctype" && nameAt(text, skipSpace(text, at + 9)) === "html";
      at = afterDoctype(text, at + 2);
    } else {
      const name = nameAt(text, at + 1);
      if (name !== "") return { name, hasXmlDeclaration, hasHtmlDoctype };
      at += 1;
    }
    at = text.indexOf("<", at);
  }
  return { name: "", hasXmlDeclaration, hasHtmlDoctype };
};

const skipSpace = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
};

const after = (text: string, end: string, from: number): number => {
  const found = text.indexOf(end, from);
  return found < 0 ? text.length : found + end.length;
};

/** A document type may hold declarations in brackets, with `>` among them. */
const afterDoctype = (text: string, from: number): number => {
  const close = text.indexOf(">", from);
  const bracket = text.indexOf("[", from);
  if (bracket < 0 || (close >= 0 && close < bracket)) return close < 0 ? text.length : close + 1;
  return after(text, ">", after(text, "]", bracket));
};

export interface Seen {
  /** Characters of text that are not space, up to the limit asked for. */
  readonly characters: number;
  /** The text's beginning, lower case, spaces run together. */
  readonly beginning: string;
  readonly hasScript: boolean;
  /** A script that carries data (JSON-LD, JSON) of some length: the article may be in there. */
  readonly hasDataScript: boolean;
  /** `<meta http-equiv=refresh>`: the page only sends the reader on. */
  readonly hasRefresh: boolean;
}

const rawTextElements: ReadonlySet<string> = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "title",
  "textarea",
  "iframe",
]);
const dataScriptCharacters = 600;

/** Walks over a page until `enough` characters were seen or it ends. */
export const seeText = (html: string, enough: number): Seen => {
  const lower = html.toLowerCase();
  const seen = { characters: 0, beginning: "", hasScript: false, hasDataScript: false, hasRefresh: false };
  let at = 0;
  while (at < lower.length && seen.characters < enough) {
    const open = lower.indexOf("<", at);
    const end = open < 0 ? lower.length : open;
    addText(seen, lower.slice(at, Math.min(end, at + 4 * enough)));
    if (open < 0) break;
    at = lower.startsWith("<!--", open) ? after(lower, "-->", open + 4) : overTag(seen, lower, open);
  }
  return seen;
};

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const addText = (seen: Writable<Seen>, text: string): void => {
  const words = text.replace(/&#?[a-z0-9]{1,10};/g, "x").replace(/\s+/g, " ");
  seen.characters += words.length - (words.split(" ").length - 1);
  if (seen.beginning.length < 2_000) seen.beginning += words;
};

/** @returns where to go on: after the tag, or after the whole element when its content is no text. */
const overTag = (seen: Writable<Seen>, lower: string, open: number): number => {
  const name = nameAt(lower, open + 1);
  const tagEnd = after(lower, ">", open + 1);
  if (name === "") {
    const isTag = lower[open + 1] === "/" || lower[open + 1] === "!" || lower[open + 1] === "?";
    return isTag ? tagEnd : open + 1;
  }
  const tag = lower.slice(open, Math.min(tagEnd, open + 2_000));
  if (name === "meta" && tag.includes("http-equiv") && tag.includes("refresh")) seen.hasRefresh = true;
  if (!rawTextElements.has(name)) return tagEnd;
  const close = lower.indexOf(`</${name}`, tagEnd);
  const contentEnd = close < 0 ? lower.length : close;
  if (name === "script") {
    seen.hasScript = true;
    if (tag.includes("json") && contentEnd - tagEnd >= dataScriptCharacters) seen.hasDataScript = true;
  }
  return close < 0 ? lower.length : after(lower, ">", close);
};
