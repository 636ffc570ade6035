/**
 * Whether a document that was answered with is of use: a source that answers with nothing usable is broken, whatever
 * its status code.
 *
 * Broken are: nothing at all, a feed without entries, a page where a feed was expected, a page that holds only the
 * frame for a script to fill, a check for people in the place of the page. A short honest page passes.
 */
import type { RawDocument } from "#terms/raw-document.ts";
import { feedsNamedBy } from "./find-feeds.ts";
import { looksLikeText, rootOf, seeText } from "./read-markup.ts";
import { type DocumentKind, sniffKind } from "./sniff-kind.ts";

export interface Judgement {
  readonly kind: DocumentKind;
  /** Absent when the document is of use. */
  readonly fault?: { readonly reason: string; readonly detail: string };
}

/** What the one who named the address expects there. */
export type Expectation = "anything" | "feed" | "page";

const maxLookBytes = 8 * 1024 * 1024;
/** A page with this many characters in sight says something. */
const enoughCharacters = 150;
/** A check for people is short; an article about such checks is longer. */
const wallCharacters = 700;

const wallPhrases: readonly string[] = [
  "checking your browser",
  "verify you are human",
  "verifying you are human",
  "enable javascript and cookies to continue",
  "are you a robot",
  "not a robot",
  "unusual traffic",
  "please complete the security check",
  "access to this page has been denied",
  "you have been blocked",
  "request unsuccessful. incapsula",
  "ddos protection by",
];

export const judgeDocument = (document: RawDocument, expected: Expectation): Judgement => {
  const kind = sniffKind(document.bytes, document.contentType);
  const fault = faultOf(document, kind, expected);
  return fault === undefined ? { kind } : { kind, fault };
};

const faultOf = (document: RawDocument, kind: DocumentKind, expected: Expectation): Judgement["fault"] => {
  if (kind === "empty") return { reason: "empty", detail: "Expected a document but the answer holds nothing." };
  if (kind === "binary")
    return { reason: "unsupported_type", detail: "Expected text but found a picture, program or other binary file." };
  if (kind === "xml")
    return { reason: "unsupported_type", detail: `Expected a feed or page but found XML${rootWords(document)}.` };
  const page = kind === "html" ? pageFault(document) : undefined;
  if (page?.reason === "bot_wall") return page;
  if (expected === "feed" && kind !== "feed" && kind !== "json_feed") return notAFeed(document, kind);
  if (expected === "page" && (kind === "feed" || kind === "json_feed" || kind === "opml"))
    return { reason: "not_a_page", detail: `Expected a page but found ${kindWords[kind]}.` };
  if (kind === "feed" && !hasEntries(document.bytes))
    return { reason: "empty_feed", detail: "The feed can be read but lists no entries." };
  return page;
};

const kindWords: Readonly<Record<DocumentKind, string>> = {
  feed: "a feed",
  json_feed: "a JSON feed",
  opml: "a list of feeds (OPML)",
  html: "a web page",
  xml: "other XML",
  pdf: "a PDF",
  markdown: "Markdown",
  text: "plain text",
  json: "JSON",
  archive: "an archive",
  binary: "a binary file",
  empty: "nothing",
};

const rootWords = (document: RawDocument): string => {
  const { name } = rootOf(looksLikeText(document.bytes, 16_384));
  return name === "" ? "" : ` whose root is <${name}>`;
};

const pageFault = (document: RawDocument): Judgement["fault"] => {
  const seen = seeText(looksLikeText(document.bytes, maxLookBytes), wallCharacters);
  const phrase = wallPhrases.find((words) => seen.beginning.includes(words));
  if (seen.characters < wallCharacters && phrase !== undefined)
    return { reason: "bot_wall", detail: `Expected a document but found a check for people ("${phrase}").` };
  if (seen.characters >= enoughCharacters || seen.hasDataScript) return undefined;
  const found = `${seen.characters} characters of text`;
  if (seen.hasScript)
    return { reason: "shell_page", detail: `Expected a page but found ${found} and a script that is to fill it.` };
  if (seen.hasRefresh)
    return { reason: "shell_page", detail: `Expected a page but found ${found} and a jump to another address.` };
  if (seen.characters === 0) return { reason: "empty_page", detail: "Expected a page but it holds no text." };
  return undefined;
};

/** Says which feed the page itself names, so that a person can put the right address in. */
const notAFeed = (document: RawDocument, kind: DocumentKind): Judgement["fault"] => {
  const [named] = kind === "html" ? feedsNamedBy(document) : [];
  const hint = named === undefined ? "" : ` The page names its feed: ${named}`;
  return { reason: "not_a_feed", detail: `Expected a feed but found ${kindWords[kind]}.${hint}` };
};

/** Looks for the first `item` or `entry` element, with or without prefix; feeds in UTF-16 are taken at their word. */
const hasEntries = (bytes: Uint8Array): boolean => {
  if (bytes.subarray(0, 4).includes(0) || bytes[0] === 0xff || bytes[0] === 0xfe) return true;
  const window = 64 * 1024;
  for (let at = 0; at < bytes.length; at += window) {
    const text = new TextDecoder("latin1").decode(bytes.subarray(at, at + window + 80));
    if (/<(?:[a-z][\w.-]{0,30}:)?(?:item|entry)[\s/>]/i.test(text)) return true;
  }
  return false;
};
