/**
 * Text of a feed (a title, a summary) → one line of plain text, safe to print anywhere.
 *
 * Markup goes, references become characters, white space is one blank; scripts, styles and comments go with their
 * content. Block tags part words. Titles are often escaped twice ("AT&amp;amp;T", "&lt;b&gt;"): references are
 * resolved once more when the first pass left real ones, but tags that appear only then stay text. Control characters
 * and bidi overrides are removed, because they can make a line say something else than it does.
 */
import type { FeedText } from "#terms/feed.ts";
import { createReferenceDecoder } from "./decode-references.ts";
import { nextTag } from "./scan-html.ts";

const silent = new Set(["script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head"]);
const inline = new Set(
  "a abbr acronym b bdi bdo big cite code dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u var wbr del".split(
    " ",
  ),
);

const unsafe = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

const endOf = (html: string, name: string, from: number): number => {
  const found = html.toLowerCase().indexOf(`</${name}`, from);
  return found < 0 ? html.length : found;
};

const stripTags = (html: string): string => {
  const pieces: string[] = [];
  let from = 0;
  let silentLeft = 64;
  for (let tag = nextTag(html, 0); tag !== undefined; tag = nextTag(html, from)) {
    pieces.push(html.slice(from, tag.start));
    if (!inline.has(tag.name)) pieces.push(" ");
    const skips = silent.has(tag.name) && !tag.closing && silentLeft > 0;
    if (skips) silentLeft -= 1;
    from = skips ? endOf(html, tag.name, tag.end) : tag.end;
  }
  pieces.push(html.slice(from));
  return pieces.join("");
};

const oneLine = (text: string): string => text.replace(unsafe, "").replace(/\s+/g, " ").trim();

export const feedTextToPlain = (text: FeedText | string | undefined): string => {
  if (text === undefined) return "";
  const value = typeof text === "string" ? text : text.value;
  if (typeof text !== "string" && text.kind === "text") return oneLine(value);
  const { decode } = createReferenceDecoder();
  const once = decode(stripTags(value));
  return oneLine(/&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});/i.test(once) ? decode(once) : once);
};
