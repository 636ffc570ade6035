/**
 * A feed's tree → Feed: RSS 0.90–2.0, RDF (RSS 1.0), Atom 0.3 and 1.0, and mixtures of them.
 *
 * Only direct children of the channel or entry speak for it, so that the title of its image or the id of an extension
 * is never taken for its own. For each field the format's own element comes first, then Dublin Core, Atom in RSS,
 * Media RSS and the podcast tags.
 */
import type { Feed, FeedEntry, FeedFault, FeedText } from "#terms/feed.ts";
import type { XmlDocument } from "./build-tree.ts";
import { isAtomSpace } from "./name-spaces.ts";
import { type ClockReport, readClocks } from "./read-clocks.ts";
import { pageLink, readAddress, readLinks } from "./read-links.ts";
import { distinctPersons, readPersonElement, readPersonLine } from "./read-person.ts";
import { readAtomText, readRssText } from "./read-text.ts";
import {
  attributeOf,
  childrenOf,
  childrenWith,
  elementsOf,
  firstTextOf,
  localAttributeOf,
  textOf,
  type XmlElement,
} from "./xml-tree.ts";

interface Context {
  readonly old: boolean;
  readonly report: ClockReport;
}

const readText = (element: XmlElement, { old }: Context): FeedText | undefined => {
  const atom =
    isAtomSpace(element.namespace) || (attributeOf(element, "type") ?? attributeOf(element, "mode")) !== undefined;
  return atom ? readAtomText(element, { old }) : readRssText(element);
};

const firstText = (element: XmlElement, context: Context, keys: readonly string[]): FeedText | undefined => {
  for (const key of keys) {
    for (const child of childrenWith(element, key)) {
      const text = readText(child, context);
      if (text !== undefined) return text;
    }
  }
  return undefined;
};

const titleKeys = ["title", "dc:title", "atom:title", "rss:title", "media:title", "itunes:title"];
const summaryKeys = [
  "description",
  "summary",
  "abstract",
  "dc:description",
  "atom:summary",
  "dcterms:abstract",
  "itunes:summary",
  "media:description",
  "itunes:subtitle",
];
const contentKeys = ["content:encoded", "content", "fullitem", "xhtml:body", "xhtml:div", "body", "atom:content"];
const subtitleKeys = [
  "description",
  "subtitle",
  "tagline",
  "abstract",
  "dc:description",
  "atom:subtitle",
  "itunes:summary",
  "itunes:subtitle",
];
const rightsKeys = ["rights", "copyright", "dc:rights", "dcterms:rights", "atom:rights"];

const readTags = (element: XmlElement): string[] => {
  const tags = childrenOf(element, "category", "dc:subject", "atom:category", "dcterms:subject").map((child) => {
    const own = child.children.filter((part) => typeof part === "string").join("");
    return (attributeOf(child, "term") ?? (own.trim() === "" ? (attributeOf(child, "label") ?? "") : own)).trim();
  });
  return [...new Set(tags.filter((tag) => tag !== "" && tag.length <= 500))];
};

const readAuthors = (element: XmlElement, keys: readonly string[], fallback: readonly string[]) => {
  const named = childrenOf(element, ...keys).map(readPersonElement);
  const found = named.some((person) => person !== undefined)
    ? named
    : childrenOf(element, ...fallback).map(readPersonElement);
  return distinctPersons(found);
};

const readSource = (element: XmlElement, context: Context): FeedEntry["source"] => {
  const [source] = childrenOf(element, "source", "atom:source");
  if (source === undefined) return undefined;
  const inner = childrenOf(source, "title", "atom:title")[0];
  const title = inner === undefined ? textOf(source).trim() : readText(inner, context)?.value;
  const links = readLinks(source);
  const url = readAddress(source, attributeOf(source, "url")) ?? pageLink(source, links) ?? links[0]?.href;
  if (!title && url === undefined) return undefined;
  return { ...(title ? { title } : {}), ...(url === undefined ? {} : { url }) };
};

const readId = (element: XmlElement): string | undefined => {
  for (const key of ["guid", "id", "atom:id", "dc:identifier"]) {
    const [child] = childrenWith(element, key);
    const text = child === undefined ? "" : textOf(child).trim();
    if (child !== undefined && text !== "") {
      // An identifier is kept as it is; only an Atom id that is a relative path is an address to be resolved.
      const relative = key !== "guid" && /^[^:\s]{0,200}\//.test(text);
      return relative ? (readAddress(child, text) ?? text) : text;
    }
  }
  return localAttributeOf(element, "about")?.trim() || undefined;
};

const ownLanguage = (element: XmlElement): string | undefined =>
  firstTextOf(element, "language", "dc:language")?.replaceAll("_", "-") ?? (element.language || undefined);

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };

/** Summary and content. An RSS item with two describing elements and no content: the second one is the content. */
const readBodies = (element: XmlElement, context: Context): Pick<FeedEntry, "summary" | "content"> => {
  const content = firstText(element, context, contentKeys);
  const two = content === undefined ? childrenOf(element, "description", "summary") : [];
  const [first, second] = two.map((child) => readText(child, context)).filter((text) => text !== undefined);
  if (first !== undefined && second !== undefined) return { summary: first, content: second };
  return { ...optional("summary", firstText(element, context, summaryKeys)), ...optional("content", content) };
};

const readEntry = (element: XmlElement, context: Context): FeedEntry => {
  const links = readLinks(element);
  return {
    ...optional("id", readId(element)),
    ...optional("title", firstText(element, context, titleKeys)),
    ...optional("link", pageLink(element, links)),
    links,
    ...readBodies(element, context),
    authors: readAuthors(
      element,
      ["author", "dc:creator", "dc:author", "atom:author"],
      ["itunes:author", "media:credit"],
    ),
    tags: readTags(element),
    ...readClocks(element, context.report),
    ...optional("language", ownLanguage(element)),
    ...optional("source", readSource(element, context)),
  };
};

const passThrough = new Set(["rss", "rdf", "rdf:rdf", "channel", "feed", "items", "rdf:seq", "rss:channel"]);
const entryKeys = new Set(["item", "entry", "rss:item", "atom:entry"]);

/** Entries in document order, wherever between root and channel they stand. */
const entriesOf = (root: XmlElement): XmlElement[] => {
  const found: XmlElement[] = [];
  const stack: XmlElement[] = [root];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (entryKeys.has(next.key)) found.push(next);
    else if (next === root || passThrough.has(next.key)) {
      const inner = elementsOf(next);
      for (let at = inner.length - 1; at >= 0; at -= 1) {
        const child = inner[at];
        if (child !== undefined) stack.push(child);
      }
    }
  }
  return found;
};

const localName = (element: XmlElement): string => element.name.slice(element.name.indexOf(":") + 1).toLowerCase();

const rootNames = new Set(["rss", "rdf", "feed", "channel", "entry", "rss1"]);

/** The feed's root: at the top, or a little below it when something is wrapped around. */
export const feedRoot = (document: XmlDocument): XmlElement | undefined => {
  let level: readonly XmlElement[] = document.roots;
  for (let depth = 0; depth < 4; depth += 1) {
    const root = level.find((element) => rootNames.has(localName(element)));
    if (root !== undefined) return root;
    level = level.slice(0, 100).flatMap(elementsOf);
  }
  return undefined;
};

const rssVersions: ReadonlyMap<string, string> = new Map([
  ["0.90", "rss090"],
  ["0.91", "rss091u"],
  ["0.92", "rss092"],
  ["0.93", "rss093"],
  ["0.94", "rss094"],
  ["", "rss"],
]);

const dialectOf = (root: XmlElement, channel: XmlElement): string => {
  const version = attributeOf(root, "version")?.trim() ?? "";
  if (localName(root) === "feed" || localName(root) === "entry") {
    return version === "0.3" || /purl\.org\/atom/i.test(root.namespace) ? "atom03" : "atom10";
  }
  if (localName(root) === "rdf") return /0\.9/.test(channel.namespace) ? "rss090" : "rss10";
  return rssVersions.get(version) ?? (version.startsWith("2") ? "rss20" : "rss");
};

const generatorOf = (channel: XmlElement): string | undefined => {
  const [agent] = childrenOf(channel, "admin:generatoragent");
  return firstTextOf(channel, "generator", "atom:generator") ?? (agent && localAttributeOf(agent, "resource"));
};

/** An author named in a line elsewhere than in an author element. */
const channelAuthors = (channel: XmlElement): Feed["authors"] => {
  const found = readAuthors(
    channel,
    ["author", "managingeditor", "dc:creator", "dc:author", "atom:author"],
    ["webmaster", "itunes:author", "dc:publisher"],
  );
  return found.length > 0 ? found : distinctPersons([readPersonLine(firstTextOf(channel, "itunes:owner") ?? "")]);
};

export const readXmlFeed = (document: XmlDocument, root: XmlElement, faults: readonly FeedFault[]): Feed => {
  const channel = elementsOf(root).find((child) => localName(child) === "channel") ?? root;
  const dialect = dialectOf(root, channel);
  const context: Context = { old: dialect === "atom03", report: { unreadable: 0 } };
  const single = localName(root) === "entry";
  const links = readLinks(channel);
  const { publishedZoneMinutes: _, ...clocks } = readClocks(channel, context.report);
  const entries = entriesOf(root).map((element) => readEntry(element, context));
  const unreadable = context.report.unreadable;
  return {
    dialect,
    ...optional("title", single ? undefined : firstText(channel, context, titleKeys)),
    ...optional("subtitle", firstText(channel, context, subtitleKeys)),
    ...optional("id", readId(channel)),
    ...optional("link", pageLink(channel, links)),
    links,
    ...optional("language", ownLanguage(channel)),
    ...clocks,
    authors: channelAuthors(channel),
    tags: readTags(channel),
    ...optional("rights", firstText(channel, context, rightsKeys)),
    ...optional("generator", generatorOf(channel)),
    entries,
    faults: [
      ...faults,
      ...document.faults,
      ...(unreadable === 0 ? [] : [{ type: "unreadable_date", message: `${unreadable} dates cannot be read` }]),
    ],
  };
};
