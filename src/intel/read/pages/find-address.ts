/**
 * The page's own address: what it says of itself in `<link rel="canonical">` or `og:url` (RFC 6596, Open Graph).
 *
 * Believed only where it differs from the address asked for in nothing but the query and the fragment: a page cannot
 * give itself out as another page or another site's. A query that names the page (`id`, `p` …) is never taken off, for
 * some sites state the same address on every page.
 */
import { canonicalUrl } from "#kit/address/canonical-url.ts";
import { attributeOf, elementsIn, type PageTree } from "./page-tree.ts";
import { firstMeta, type MetaValues } from "./read-meta.ts";

/** Parameters by which sites tell their pages apart. */
const naming: ReadonlySet<string> = new Set(
  (
    "a aid art article article_id articleid cat cid cve date d day doc docid document entry f feed file id idx item k " +
    "key l lang language m mid msg n name news newsid newsitem nid no node num number o offset p page page_id pageid " +
    "part path pid post post_id postid q query r release report s search section sid slug start story storyid t " +
    "thread tid title topic u url v version video view w year"
  ).split(" "),
);

const linkedAddress = (tree: PageTree): string | undefined => {
  for (const element of elementsIn(tree)) {
    if (element.tag !== "link" || !/(?:^|\s)canonical(?:\s|$)/i.test(element.attributes.get("rel") ?? "")) continue;
    const href = attributeOf(element, "href");
    if (href !== undefined) return href;
  }
  return undefined;
};

const dropsName = (asked: URL, stated: URL): boolean =>
  [...asked.searchParams].some(
    ([name, value]) => naming.has(name.toLowerCase()) && stated.searchParams.get(name) !== value,
  );

/** `url`: the canonical form of the address asked for; comes back as it is when the page says nothing better. */
export const findAddress = (tree: PageTree, meta: MetaValues, url: string): string => {
  for (const stated of [linkedAddress(tree), firstMeta(meta, "og:url")]) {
    if (stated === undefined || stated.length > 2_000 || !URL.canParse(url) || !URL.canParse(stated, url)) continue;
    const asked = new URL(url);
    const own = new URL(canonicalUrl(new URL(stated, url).href));
    if (!/^https?:$/.test(asked.protocol) || own.host !== asked.host || own.pathname !== asked.pathname) continue;
    if (dropsName(asked, own)) continue;
    asked.search = own.search;
    return canonicalUrl(asked.href);
  }
  return url;
};
