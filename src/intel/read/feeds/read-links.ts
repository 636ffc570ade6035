/**
 * Links of a channel or an entry, and which of them is its page.
 *
 * RSS writes the address as text, Atom as `href`; either form is taken wherever it stands. Enclosures are links with
 * that rel. The page is the first `alternate` that is HTML or of no stated type, else any alternate; then a permalink
 * `guid`. Addresses that run code are dropped.
 */
import type { FeedLink } from "#terms/feed.ts";
import { isUnsafeAddress, resolveReference } from "./resolve-reference.ts";
import {
  attributeOf,
  childrenOf,
  elementsOf,
  localAttributeOf,
  ownTextOf,
  textOf,
  type XmlElement,
} from "./xml-tree.ts";

const longestAddress = 8192;

export const readAddress = (element: XmlElement, written: string | undefined): string | undefined => {
  const text = written?.trim() ?? "";
  if (text === "" && written === undefined) return undefined;
  const address = resolveReference(element.base, text);
  if (address === "" || address.length > longestAddress || isUnsafeAddress(address)) return undefined;
  // A line break or blank inside an address is a slip of the writer's template.
  return address.replace(/[\t\r\n]+\s*/g, "");
};

const detailsOf = (element: XmlElement): Omit<FeedLink, "href" | "rel"> => {
  const type = attributeOf(element, "type")?.trim();
  const title = attributeOf(element, "title")?.trim();
  const hreflang = attributeOf(element, "hreflang")?.trim();
  const length = attributeOf(element, "length")?.trim();
  return {
    ...(type ? { type } : {}),
    ...(title ? { title } : {}),
    ...(hreflang ? { hreflang } : {}),
    ...(length ? { length } : {}),
  };
};

const readLink = (element: XmlElement): FeedLink | undefined => {
  const own = ownTextOf(element).trim();
  const written = attributeOf(element, "href") ?? (own === "" ? localAttributeOf(element, "resource") : own);
  const href = readAddress(element, written);
  if (href === undefined) return undefined;
  return { href, rel: attributeOf(element, "rel")?.trim().toLowerCase() || "alternate", ...detailsOf(element) };
};

const readEnclosure = (element: XmlElement): FeedLink | undefined => {
  const href = readAddress(element, attributeOf(element, "url") ?? localAttributeOf(element, "resource"));
  return href === undefined ? undefined : { href, rel: "enclosure", ...detailsOf(element) };
};

const readContentSource = (element: XmlElement): FeedLink | undefined => {
  const href = readAddress(element, attributeOf(element, "src"));
  return href === undefined ? undefined : { href, rel: "content", ...detailsOf(element) };
};

/** A Map, because element names are untrusted and "constructor" is one. */
const readers: ReadonlyMap<string, (element: XmlElement) => FeedLink | undefined> = new Map(
  Object.entries<(element: XmlElement) => FeedLink | undefined>({
    link: readLink,
    "atom:link": readLink,
    "rss:link": readLink,
    enclosure: readEnclosure,
    content: readContentSource,
    "media:content": readEnclosure,
    "feedburner:origlink": (element) => {
      const href = readAddress(element, textOf(element));
      return href === undefined ? undefined : { href, rel: "canonical" };
    },
  }),
);

export const readLinks = (element: XmlElement): FeedLink[] =>
  elementsOf(element)
    .map((child) => readers.get(child.key)?.(child))
    .filter((link) => link !== undefined);

const isPage = ({ type }: FeedLink): boolean => type === undefined || /html/i.test(type);

export const pageLink = (element: XmlElement, links: readonly FeedLink[]): string | undefined => {
  const own = childrenOf(element, "link", "rss:link").map(readLink);
  const pages = [...own, ...links].filter((link) => link?.rel === "alternate");
  const best = pages.find((link) => link !== undefined && isPage(link)) ?? pages[0];
  return best?.href ?? permalink(element);
};

/** RSS: a `guid` is the page's address unless it says otherwise. Atom: an `id` that is a web address. */
const permalink = (element: XmlElement): string | undefined => {
  for (const child of childrenOf(element, "guid", "id")) {
    const text = textOf(child).trim();
    const says = attributeOf(child, "ispermalink")?.trim().toLowerCase();
    const address = says === "true" || /^https?:\/\//i.test(text) ? readAddress(child, text) : undefined;
    if (says !== "false" && address !== undefined) return address;
  }
  return undefined;
};
