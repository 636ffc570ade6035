/** The outlet's name: what the page states, what the feed says, what the title line and the notice of rights show. */

import { bareWords } from "./keep-blocks.ts";
import type { PageHints } from "./page-hints.ts";
import { firstMeta, type JsonRecord, type MetaValues, textOf } from "./read-meta.ts";

const usable = (name: string | undefined): name is string =>
  name !== undefined && name.length <= 80 && !/^(?:https?:|@)/.test(name) && /\p{L}/u.test(name);

/** The name before a section: `The Ledger: Technology` → `The Ledger`. */
const withoutSection = (full: string): string => {
  const name = full.replace(
    /\s(?:advisories|alerts|headlines|rss|(?:rss |news )?feed|all (?:posts|articles|news))$/i,
    "",
  );
  const cut = /^(.{3,60}?)\s?(?:[:|»]|\s[-–—]\s)\s?\S/u.exec(name)?.[1];
  return (cut ?? name).trim();
};

/** Some aggregators put RSS `source` inside the description. */
const sourceInside = (summary: string | undefined): string | undefined =>
  /<source\b[^>]{0,500}>\s{0,9}([^<>]{2,80}?)\s{0,9}<\/source>/i.exec(summary ?? "")?.[1];

/** Names given by metadata and feeds, in order of trust; used to cut the title line. */
export const statedOutlets = (meta: MetaValues, article: JsonRecord | undefined, hints: PageHints): string[] => {
  const publisher = article?.publisher;
  const fromFeed = (hints.listed ?? []).flatMap((listed) => {
    const source = listed.entry.source?.title ?? sourceInside(listed.entry.summary?.value);
    return source === undefined ? [] : [source];
  });
  return [
    firstMeta(meta, "og:site_name"),
    textOf(article, "publisher") ?? (typeof publisher === "string" ? publisher : undefined),
    firstMeta(meta, "dcterms.publisher", "dc.publisher", "citation_publisher", "publisher"),
    ...fromFeed,
    firstMeta(meta, "application-name", "apple-mobile-web-app-title", "al:ios:app_name"),
  ].filter(usable);
};

/** Feed titles, for comparing only: an aggregator's own title is no outlet. */
export const feedNames = (hints: PageHints): string[] =>
  (hints.listed ?? []).flatMap((listed) =>
    listed.feedTitle === undefined || listed.aggregator === true || listed.entry.source?.title !== undefined
      ? []
      : [listed.feedTitle, withoutSection(listed.feedTitle)],
  );

const rights =
  /^(?:©|\(c\)|copyright)\s?(?:copyright\s)?(?:©\s?)?(?:\d{4}(?:\s?[-–]\s?\d{4})?,?\s)?(?:by\s)?([\p{Lu}][^.|,©\d]{2,50}?)(?:\s\d{4})?(?:[.|,;]|\s[-–—]\s|$)/iu;

/** A name that stands both above the article and below it: the masthead and the footer. */
const mastheadName = (above: readonly string[], below: readonly string[]): string | undefined => {
  for (const line of below) {
    const name = rights.exec(line)?.[1]?.trim();
    if (name !== undefined && !/^(?:all|the author)/i.test(name)) return name;
  }
  const feet = below.map(bareWords);
  return above.find(
    (line) =>
      line.length >= 4 &&
      line.length <= 40 &&
      /^\p{Lu}/u.test(line) &&
      feet.some((foot) => foot.startsWith(`${bareWords(line)} `)),
  );
};

export const findOutlet = (
  stated: readonly string[],
  feeds: readonly string[],
  beside: string | undefined,
  lines: { readonly above: readonly string[]; readonly below: readonly string[] },
  url: string,
): string => {
  const [first] = stated;
  if (first !== undefined) return first;
  if (beside !== undefined && usable(beside) && beside.split(" ").length <= 6) return beside;
  const [feed] = feeds.filter(usable).map(withoutSection);
  return feed ?? mastheadName(lines.above, lines.below) ?? hostOf(url);
};

const hostOf = (url: string): string => {
  try {
    return new URL(url).hostname.replace(/^www\./, "") || url;
  } catch {
    return url;
  }
};
