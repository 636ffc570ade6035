/**
 * Where the feeds of a page are: those that it names (RSS autodiscovery, `<link rel=alternate>` with the type of a feed),
 * and where sites usually keep one. Whether something stands there is for whoever asks to find out.
 */
import { canonicalUrl } from "#kit/address/canonical-url.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import { looksLikeText } from "./read-markup.ts";

const lookBytes = 256 * 1024;
const mostFeeds = 10;

const isFeedType = (attributes: string): boolean =>
  /type\s{0,9}=\s{0,9}["']?application\/(?:rss\+xml|atom\+xml|feed\+json)/i.test(attributes);

const isWeb = ({ protocol }: URL): boolean => protocol === "http:" || protocol === "https:";

/** In the order of the page, each once; feeds of comments last, as they are hardly ever what is meant. */
export const feedsNamedBy = (document: RawDocument): readonly string[] => {
  const found = new Map<string, string>();
  for (const match of looksLikeText(document.bytes, lookBytes).matchAll(/<link\b([^>]{1,1000})>/gi)) {
    const attributes = match[1] ?? "";
    if (!isFeedType(attributes)) continue;
    const href = /href\s{0,9}=\s{0,9}(?:"([^"]{1,500})"|'([^']{1,500})')/i.exec(attributes);
    const address = (href?.[1] ?? href?.[2] ?? "").replaceAll("&amp;", "&");
    if (address === "" || !URL.canParse(address, document.url)) continue;
    const url = new URL(address, document.url);
    if (isWeb(url) && !found.has(canonicalUrl(url.href))) found.set(canonicalUrl(url.href), url.href);
  }
  const all = [...found.values()];
  const isComments = (url: string): boolean => /comments?\b/i.test(url);
  return [...all.filter((url) => !isComments(url)), ...all.filter(isComments)].slice(0, mostFeeds);
};

const usualNames = ["feed", "feed.xml", "rss.xml", "atom.xml", "rss", "index.xml"];

/** Where the common site builders put a feed: below the page, then below the site. */
export const usualFeedPlaces = (address: string): readonly string[] => {
  if (!URL.canParse(address)) return [];
  const url = new URL(address);
  if (!isWeb(url)) return [];
  const folder = url.pathname.endsWith("/") ? url.pathname : `${url.pathname}/`;
  const bases = folder === "/" ? ["/"] : [folder, "/"];
  return bases.flatMap((base) =>
    usualNames.slice(0, base === "/" ? undefined : 2).map((name) => `${url.origin}${base}${name}`),
  );
};
