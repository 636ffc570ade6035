/**
 * Bytes of a feed → Feed, or why they are none.
 *
 * Promise: any bytes end in a Result, in time linear in their number and with bounded depth; what is not well-formed
 * gives what can be had, with faults; an external entity is never read. Everything in the result is untrusted text.
 */
import { err, ok, type Result } from "#kit/result.ts";
import type { Feed } from "#terms/feed.ts";
import { buildTree } from "./build-tree.ts";
import { decodeFeed } from "./decode-feed.ts";
import { readJsonFeed } from "./read-json-feed.ts";
import { feedRoot, readXmlFeed } from "./read-xml-feed.ts";
import { isUnsafeAddress, resolveReference } from "./resolve-reference.ts";

export interface FeedOptions {
  /** The `Content-Type` header as sent. */
  readonly contentType?: string;
  /** The address that answered; relative references resolve against it. */
  readonly url?: string;
  /** Other response headers; `Content-Location` and `Content-Language` are looked at. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FeedError {
  readonly type: "empty" | "not_a_feed" | "too_large";
  readonly message: string;
}

const largestFeed = 128 * 1024 * 1024;

export const headerOf = (options: FeedOptions, name: string): string | undefined =>
  Object.entries(options.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];

export const baseOf = (options: FeedOptions): string => {
  const url = options.url ?? "";
  const location = headerOf(options, "content-location")?.trim();
  return location === undefined || location === "" || isUnsafeAddress(location) ? url : resolveReference(url, location);
};

const notAFeed = (text: string, rootName: string | undefined): FeedError => {
  const start = text.slice(0, 2000).trimStart().toLowerCase();
  const html = start.startsWith("<!doctype html") || start.startsWith("<html") || rootName?.toLowerCase() === "html";
  const found = html
    ? "a web page"
    : rootName === undefined
      ? "no markup of a feed"
      : `a document with root <${rootName.slice(0, 60)}>`;
  return { type: "not_a_feed", message: `expected RSS, Atom, RDF or JSON Feed but found ${found}` };
};

export const parseFeed = (bytes: Uint8Array, options: FeedOptions = {}): Result<Feed, FeedError> => {
  if (bytes.length > largestFeed)
    return err({ type: "too_large", message: `a feed of ${bytes.length} bytes is over the limit of ${largestFeed}` });
  const contentType = options.contentType ?? headerOf(options, "content-type");
  const decoded = decodeFeed(bytes, contentType);
  const text = decoded.text;
  if (text.trim() === "") return err({ type: "empty", message: "expected a feed but found nothing" });
  const base = baseOf(options);
  if (/^\s*\{/.test(text.slice(0, 1000))) {
    const feed = readJsonFeed(
      text,
      base,
      decoded.faults.filter(({ type }) => type !== "not_xml_type"),
    );
    return feed === undefined
      ? err({ type: "not_a_feed", message: "expected a JSON Feed but found other or broken JSON" })
      : ok(feed);
  }
  const language = headerOf(options, "content-language")?.trim() ?? "";
  const document = buildTree(text, { base, language: /^[A-Za-z-]{2,35}$/.test(language) ? language : "" });
  const root = feedRoot(document);
  return root === undefined
    ? err(notAFeed(text, document.roots[0]?.name))
    : ok(readXmlFeed(document, root, decoded.faults));
};
