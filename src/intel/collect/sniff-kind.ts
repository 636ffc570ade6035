/**
 * What kind of document bytes are: by what stands in them, never by a name, and by the sender's word only where the
 * bytes leave it open. Costs a look at the first 64 KiB.
 */
import { archiveFormatOf, startsWithBytes } from "#kit/bytes/archive-format.ts";
import { looksLikeText, type Root, rootOf } from "./read-markup.ts";

export type DocumentKind =
  | "feed"
  | "json_feed"
  | "opml"
  | "html"
  | "xml"
  | "pdf"
  | "markdown"
  | "text"
  | "json"
  | "archive"
  | "binary"
  | "empty";

const lookBytes = 64 * 1024;

/** Leading bytes of formats that hold no text for us: pictures, fonts, sound, programs, old office files. */
const binaryMagics: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x52, 0x49, 0x46, 0x46],
  [0x77, 0x4f, 0x46],
  [0x7f, 0x45, 0x4c, 0x46],
  [0x4d, 0x5a, 0x90],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x49, 0x44, 0x33],
  [0x42, 0x5a, 0x68],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a],
  [0x52, 0x61, 0x72, 0x21],
];

/** `contentType` is the sender's header or a guess from a file's ending. */
export const sniffKind = (bytes: Uint8Array, contentType?: string): DocumentKind => {
  if (archiveFormatOf(bytes) !== undefined) return "archive";
  if (isPdf(bytes)) return "pdf";
  if (binaryMagics.some((magic) => startsWithBytes(bytes, magic))) return "binary";
  const text = looksLikeText(bytes, lookBytes);
  const trimmed = text.trimStart();
  if (trimmed === "") return bytes.length <= lookBytes || isBlank(bytes) ? "empty" : "text";
  if (hasControlCharacters(text)) return "binary";
  const mediaType = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return kindOfText(trimmed, mediaType);
};

/** The header may stand anywhere in the first 1,024 bytes (ISO 32000-1, annex H.3.4.1), but not inside a page. */
const isPdf = (bytes: Uint8Array): boolean => {
  if (startsWithBytes(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return true;
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1_024));
  const at = head.indexOf("%PDF-");
  return at > 0 && !head.slice(0, at).includes("<") && /^%PDF-\d\.\d[\r\n]/.test(head.slice(at, at + 12));
};

const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte <= 0x20);

/** Text has tabs, line ends, form feeds, escapes; a single odd byte is forgiven, as feeds hold them now and then. */
const hasControlCharacters = (text: string): boolean => {
  let odd = 0;
  const length = Math.min(text.length, 4_096);
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x09 || (code > 0x0d && code < 0x20 && code !== 0x1b)) odd += 1;
  }
  return odd > 8 && odd * 50 > length;
};

const kindOfText = (text: string, mediaType: string): DocumentKind => {
  if (text.startsWith("<")) return kindOfMarkup(text, mediaType);
  if (isJson(text, mediaType)) return isJsonFeed(text) ? "json_feed" : "json";
  const late = lateRoot(text);
  if (late !== undefined) return late;
  if (mediaType === "text/markdown" || isMarkdown(text)) return "markdown";
  if (mediaType === "text/html" && /<[a-z][a-z0-9]{0,10}[\s>/]/i.test(text.slice(0, 4_096))) return "html";
  return "text";
};

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

const feedRoots: ReadonlySet<string> = new Set(["rss", "feed", "rdf", "channel"]);

/** What an XML or HTML document without a telling root can still be, by what the sender says. */
const kindOfMarkup = (text: string, mediaType: string): DocumentKind => {
  const root = rootOf(text);
  const known = kindOfRoot(root);
  if (known !== undefined) return known;
  if (root.name === "") return mediaType.includes("html") ? "html" : "text";
  if (htmlElements.has(root.name)) return "html";
  if (mediaType.includes("rss") || mediaType.includes("atom")) return "feed";
  if (mediaType.includes("html") && !root.hasXmlDeclaration) return "html";
  return "xml";
};

const kindOfRoot = ({ name, hasHtmlDoctype }: Root): DocumentKind | undefined => {
  const local = localName(name);
  if (local === "opml") return "opml";
  if (feedRoots.has(local)) return "feed";
  return local === "html" || hasHtmlDoctype ? "html" : undefined;
};

const htmlElements: ReadonlySet<string> = new Set(
  (
    "head body title meta link script style base noscript div span p a article section main header footer nav aside " +
    "h1 h2 h3 h4 h5 h6 ul ol li dl table tr td pre blockquote figure img br hr form b i em strong center font"
  ).split(" "),
);

/** A feed behind a few words that a broken server put before it. */
const lateRoot = (text: string): DocumentKind | undefined => {
  const head = text.slice(0, 4_096).toLowerCase();
  const at = head.search(/<\?xml|<rss[\s>]|<feed[\s>]|<rdf:rdf[\s>]|<opml[\s>]|<!doctype html|<html[\s>]/);
  if (at < 0) return undefined;
  return kindOfRoot(rootOf(text.slice(at)));
};

/** An opening brace or bracket, and after it what JSON allows there. Markdown links begin with a bracket too. */
const isJson = (text: string, mediaType: string): boolean => {
  const isStart = /^(?:\{\s{0,1000}["}]|\[\s{0,1000}[{["\]])/.test(text);
  return isStart || (mediaType.endsWith("json") && /^[[{]/.test(text));
};

/** The version's address (jsonfeed.org/version/1.1), with or without escaped slashes. */
const isJsonFeed = (text: string): boolean => /jsonfeed\.org\\?\/version\\?\//.test(text);

/** Two different signs of Markdown, or two headings. A lone list or `#` line stands in plain text as well. */
const isMarkdown = (text: string): boolean => {
  const signs = new Set<string>();
  let headings = 0;
  for (const line of text.slice(0, 16_384).split("\n", 400)) {
    if (/^#{1,6} \S/.test(line)) headings += 1;
    else if (/^(?:```|~~~)/.test(line)) signs.add("fence");
    else if (/^> \S/.test(line)) signs.add("quote");
    else if (/^(?:[-*+]|\d{1,3}[.)]) \S/.test(line)) signs.add("list");
    else if (/^\|.{1,500}\|\s{0,20}$/.test(line)) signs.add("table");
    if (line.includes("](")) signs.add("link");
    if (/\*\*\S/.test(line)) signs.add("strong");
  }
  if (headings > 0) signs.add("heading");
  return headings > 1 || (signs.size > 1 && (signs.has("heading") || signs.has("link") || signs.has("fence")));
};
