/**
 * Text constructs of feeds: what an element says, and whether that is plain text or markup.
 *
 * Atom 1.0 (RFC 4287, 3.1 and 4.1.3): `text`, `html`, `xhtml` (its div removed), media types, base64 for what is not
 * text; Atom 0.3: media type and `mode`. RSS says nothing, so a value counts as HTML when it has a tag or a reference
 * that HTML knows. Bare tags inside a plain element are written out as they stand.
 */
import type { FeedText } from "#terms/feed.ts";
import { mendC1References, namedCharacter } from "./html-entities.ts";
import { isXhtmlSpace } from "./name-spaces.ts";
import { resolveMarkupLinks } from "./resolve-markup-links.ts";
import { serializeInside } from "./serialize-markup.ts";
import { attributeOf, elementsOf, textOf, type XmlElement } from "./xml-tree.ts";

const knownTags = new Set(
  (
    "a abbr address article aside b blockquote br caption center cite code dd del details div dl dt em figcaption figure " +
    "font footer h1 h2 h3 h4 h5 h6 header hr i iframe img ins kbd li main mark ol p picture pre q s section small span " +
    "strong sub summary sup table tbody td th thead tr tt u ul video"
  ).split(" "),
);

/** Does it hold a tag or a reference of HTML? "1 < 2" and "R&D" do not. */
const looksLikeHtml = (value: string): boolean => {
  if (value.includes("<")) {
    for (const match of value.slice(0, 200_000).matchAll(/<\/?([A-Za-z][A-Za-z0-9]{0,11})[\s/>]/g)) {
      if (knownTags.has((match[1] ?? "").toLowerCase())) return true;
    }
  }
  if (!value.includes("&")) return false;
  for (const match of value.slice(0, 200_000).matchAll(/&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});/g)) {
    const name = match[1] ?? "";
    if (name.startsWith("#") || namedCharacter(name) !== undefined) return true;
  }
  return false;
};

const finish = (value: string, kind: FeedText["kind"], element: XmlElement): FeedText | undefined => {
  const trimmed = value.trim();
  if (trimmed === "") return undefined;
  const resolved = kind === "text" ? trimmed : mendC1References(resolveMarkupLinks(trimmed, element.base));
  return { value: resolved, kind, ...(element.language === "" ? {} : { language: element.language }) };
};

export const readRssText = (element: XmlElement): FeedText | undefined => {
  const bare = elementsOf(element).length > 0;
  const value = bare ? serializeInside(element, true) : textOf(element);
  if (isXhtmlSpace(element.namespace)) return finish(value, "xhtml", element);
  return finish(value, bare || looksLikeHtml(value) ? "html" : "text", element);
};

/** Text of base64; undefined when it is not base64 or not UTF-8, so that a wrong label costs nothing. */
const decodeBase64 = (text: string): string | undefined => {
  const packed = text.replace(/\s+/g, "");
  if (packed === "" || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const isTextType = (type: string): boolean =>
  /^(?:text|html|xhtml)$/.test(type) || type.startsWith("text/") || /[/+]xml$/.test(type) || type === "";

/** The div that RFC 4287 wants around XHTML is not part of the content. */
const unwrapDiv = (element: XmlElement): XmlElement => {
  const [only, ...more] = elementsOf(element);
  const alone = only !== undefined && more.length === 0 && /(?:^|:)div$/i.test(only.name);
  const blank = element.children.every((child) => typeof child !== "string" || child.trim() === "");
  return alone && blank ? only : element;
};

const stripOuterDiv = (html: string): string => {
  const inner = /^<div(?:\s[^<>]{0,400})?>([\s\S]*)<\/div>$/i.exec(html.trim())?.[1];
  return inner === undefined || /<\/?div[\s>]/i.test(inner) ? html : inner;
};

export interface AtomTextOptions {
  /** Atom 0.3: `mode` rules, and the div stays. */
  readonly old: boolean;
}

const readMarkup = (element: XmlElement, mode: string, old: boolean): FeedText | undefined =>
  mode === "escaped"
    ? finish(textOf(element), "html", element)
    : finish(serializeInside(old ? element : unwrapDiv(element), true), "xhtml", element);

const readHtml = (element: XmlElement, old: boolean): FeedText | undefined => {
  const value = elementsOf(element).length > 0 ? serializeInside(unwrapDiv(element), false) : textOf(element);
  return finish(old ? value : stripOuterDiv(value), "html", element);
};

export const readAtomText = (element: XmlElement, { old }: AtomTextOptions): FeedText | undefined => {
  const type = (attributeOf(element, "type") ?? "text").trim().toLowerCase();
  const mode = (attributeOf(element, "mode") ?? "").trim().toLowerCase();
  const packed = mode === "base64" || (!old && type.includes("/") && !isTextType(type));
  const unpacked = packed ? decodeBase64(textOf(element)) : undefined;
  if (unpacked !== undefined) return finish(unpacked, looksLikeHtml(unpacked) ? "html" : "text", element);
  if (type === "xhtml" || /[/+]xml$/.test(type)) return readMarkup(element, mode, old);
  if (type.includes("html")) return readHtml(element, old);
  if (elementsOf(element).length > 0) return readMarkup(element, mode, old);
  const value = textOf(element);
  return finish(value, old && looksLikeHtml(value) ? "html" : "text", element);
};
