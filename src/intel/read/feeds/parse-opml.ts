/**
 * OPML 1.0 and 2.0 → the feeds it lists, each with the folders it stands in. Depth and breadth are bounded by the tree.
 */
import { err, ok, type Result } from "#kit/result.ts";
import { buildTree } from "./build-tree.ts";
import { decodeFeed } from "./decode-feed.ts";
import { baseOf, type FeedError, type FeedOptions, headerOf } from "./parse-feed.ts";
import { readAddress } from "./read-links.ts";
import { attributeOf, elementsOf, type XmlElement } from "./xml-tree.ts";

export interface OpmlFeed {
  readonly title: string;
  readonly xmlUrl: string;
  readonly htmlUrl?: string;
  /** Folder names from the outside in; then nothing. `category` attributes count when there is no folder. */
  readonly categories: readonly string[];
}

const mostFeeds = 100_000;

const label = (outline: XmlElement): string =>
  (attributeOf(outline, "title") || attributeOf(outline, "text") || "").replace(/\s+/g, " ").trim();

const categoriesOf = (outline: XmlElement): string[] =>
  (attributeOf(outline, "category") ?? "")
    .split(/[,/]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

const readFeed = (outline: XmlElement, path: readonly string[]): OpmlFeed | undefined => {
  const listed = attributeOf(outline, "xmlurl") ?? attributeOf(outline, "url");
  const kind = attributeOf(outline, "type")?.trim().toLowerCase();
  if (attributeOf(outline, "xmlurl") === undefined && !(kind === "rss" || kind === "atom")) return undefined;
  const xmlUrl = readAddress(outline, listed);
  if (xmlUrl === undefined) return undefined;
  const htmlUrl = readAddress(outline, attributeOf(outline, "htmlurl"));
  return {
    title: label(outline) || xmlUrl,
    xmlUrl,
    ...(htmlUrl === undefined ? {} : { htmlUrl }),
    categories: path.length > 0 ? path : categoriesOf(outline),
  };
};

const walk = (root: XmlElement): OpmlFeed[] => {
  const feeds: OpmlFeed[] = [];
  const stack: { readonly element: XmlElement; readonly path: readonly string[] }[] = [{ element: root, path: [] }];
  for (let next = stack.pop(); next !== undefined && feeds.length < mostFeeds; next = stack.pop()) {
    const { element, path } = next;
    const feed = element.key === "outline" ? readFeed(element, path) : undefined;
    if (feed !== undefined) feeds.push(feed);
    const folder = element.key === "outline" && feed === undefined ? label(element) : "";
    const inner = folder === "" ? path : [...path, folder];
    for (const child of elementsOf(element).reverse()) stack.push({ element: child, path: inner });
  }
  return feeds;
};

export const parseOpml = (bytes: Uint8Array, options: FeedOptions = {}): Result<readonly OpmlFeed[], FeedError> => {
  const { text } = decodeFeed(bytes, options.contentType ?? headerOf(options, "content-type"));
  if (text.trim() === "") return err({ type: "empty", message: "expected OPML but found nothing" });
  const { roots } = buildTree(text, { base: baseOf(options), language: "" });
  const root = roots.find((element) => element.key === "opml") ?? roots.find((element) => element.key === "body");
  if (root === undefined)
    return err({
      type: "not_a_feed",
      message: `expected <opml> but found <${roots[0]?.name.slice(0, 60) ?? "nothing"}>`,
    });
  return ok(walk(root));
};
