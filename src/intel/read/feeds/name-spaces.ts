/** Namespace addresses of feeds and their modules → the prefix this room uses. Compared without case. */
const rssSpaces = new Set([
  "",
  "http://purl.org/rss/1.0/",
  "http://purl.org/rss/1.0",
  "http://my.netscape.com/rdf/simple/0.9/",
  "http://channel.netscape.com/rdf/simple/0.9/",
  "http://my.netscape.com/publish/formats/rss-0.91.dtd",
  "http://backend.userland.com/rss",
  "http://backend.userland.com/rss2",
  "http://backend.userland.com/rss091",
  "http://backend.userland.com/rss092",
  "http://blogs.law.harvard.edu/tech/rss",
  "http://purl.org/net/rss1.1#",
  "http://www.rssboard.org/rss-specification",
]);

const atomSpaces = new Set([
  "http://www.w3.org/2005/atom",
  "https://www.w3.org/2005/atom",
  "http://purl.org/atom/ns#",
  "http://purl.org/atom/ns",
  "http://example.com/newformat#",
  "http://example.com/necho",
  "http://purl.org/echo/",
  "http://purl.org/pie/",
  "uri/of/echo/namespace#",
]);

const modules: Readonly<Record<string, string>> = {
  "http://purl.org/dc/elements/1.1/": "dc",
  "http://purl.org/dc/elements/1.0/": "dc",
  "http://purl.org/dc/terms/": "dcterms",
  "http://purl.org/rss/1.0/modules/content/": "content",
  "http://purl.org/rss/1.0/modules/syndication/": "sy",
  "http://purl.org/rss/1.0/modules/slash/": "slash",
  "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
  "http://www.w3.org/1999/xhtml": "xhtml",
  "http://www.w3.org/xml/1998/namespace": "xml",
  "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
  "http://example.com/dtds/podcast-1.0.dtd": "itunes",
  "http://search.yahoo.com/mrss": "media",
  "http://search.yahoo.com/mrss/": "media",
  "http://wellformedweb.org/commentapi/": "wfw",
  "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
  "http://prismstandard.org/namespaces/1.2/basic/": "prism",
  "http://prismstandard.org/namespaces/basic/2.0/": "prism",
  "http://prismstandard.org/namespaces/basic/2.1/": "prism",
  "http://prismstandard.org/namespaces/basic/3.0/": "prism",
  "http://webns.net/mvcb/": "admin",
};

/** Prefixes whose meaning is plain when the document forgot to declare them. */
const byConvention = new Set([
  "dc",
  "dcterms",
  "content",
  "rdf",
  "xhtml",
  "itunes",
  "media",
  "wfw",
  "atom",
  "feedburner",
]);

export const isAtomSpace = (uri: string): boolean => atomSpaces.has(uri.toLowerCase());
export const isXhtmlSpace = (uri: string): boolean => modules[uri.toLowerCase()] === "xhtml";
export const isKnownPrefix = (prefix: string): boolean => byConvention.has(prefix);

/** What the document's own vocabulary is: that of its root. */
export interface Vocabulary {
  readonly atom: boolean;
  /** The root's own namespace, lower case. */
  readonly root: string;
}

const prefixOf = (uri: string, vocabulary: Vocabulary): string => {
  const lower = uri.toLowerCase();
  const module = Object.hasOwn(modules, lower) ? modules[lower] : undefined;
  if (module !== undefined) return `${module}:`;
  if (atomSpaces.has(lower)) return vocabulary.atom ? "" : "atom:";
  if (lower === vocabulary.root) return "";
  if (lower === "") return "";
  if (rssSpaces.has(lower)) return vocabulary.atom ? "rss:" : "";
  return "?:";
};

/** `undefined` for a prefix nobody declared. */
export const keyOf = (prefix: string, local: string, uri: string | undefined, vocabulary: Vocabulary): string => {
  const name = local.toLowerCase();
  if (uri !== undefined) return `${prefixOf(uri, vocabulary)}${name}`;
  const known = prefix.toLowerCase();
  if (!byConvention.has(known)) return `?:${name}`;
  return known === "atom" && vocabulary.atom ? name : `${known}:${name}`;
};
