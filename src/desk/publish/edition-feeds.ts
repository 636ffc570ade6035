/**
 * Editions as a feed: RSS 2.0 (with `content:encoded`), Atom 1.0 (RFC 4287) and JSON Feed 1.1. No edition: an empty,
 * valid feed. The same editions at the same address give the same bytes.
 *
 * Ids are names of content and stay when the desk moves; addresses are those under which the feed was asked for.
 */
import { escapeHtml } from "#kit/text/escape-html.ts";
import { describeFeed, type EditionFeed, type FeedItem, feedItems, feedTitle } from "./feed-items.ts";

/** U+FFFE and U+FFFF are no characters of XML 1.0; of the others `escapeHtml` leaves none that is not. */
const xml = (text: string): string => escapeHtml(text).replace(/[\ufffe\uffff]/g, "\ufffd");

const element = (name: string, text: string | undefined, attributes = ""): string =>
  text === undefined ? "" : `<${name}${attributes}>${xml(text)}</${name}>`;

const lines = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join("\n");

/** RFC 822 with a year of four digits, as RSS 2.0 asks for. */
const rssTime = (time: string | undefined): string | undefined =>
  time === undefined ? undefined : new Date(time).toUTCString().replace("GMT", "+0000");

const rssItem = (item: FeedItem): string =>
  lines(
    "<item>",
    element("title", item.title),
    element("link", item.link),
    element("guid", item.id, ' isPermaLink="false"'),
    element("pubDate", rssTime(item.time)),
    element("category", item.tlp),
    element("description", item.summary),
    element("content:encoded", item.html),
    "</item>",
  );

export const editionsToRss = (feed: EditionFeed): string => {
  const items = feedItems(feed);
  return `${lines(
    '<?xml version="1.0" encoding="utf-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/">',
    "<channel>",
    element("title", feedTitle(feed)),
    element("link", feed.home),
    element("description", describeFeed(feed)),
    element("language", "en"),
    element("lastBuildDate", rssTime(items[0]?.time)),
    feed.isPrivate === true ? "" : `<atom:link href="${xml(feed.self)}" rel="self" type="application/rss+xml"/>`,
    ...items.map(rssItem),
    "</channel>",
    "</rss>",
  )}\n`;
};

/** Atom asks for a time even where there is none to tell. */
const noTime = "1970-01-01T00:00:00Z";

const atomEntry = (item: FeedItem): string =>
  lines(
    "<entry>",
    element("title", item.title),
    element("id", item.id),
    `<link rel="alternate" type="text/html" href="${xml(item.link)}"/>`,
    element("published", item.time),
    element("updated", item.updated ?? item.time ?? noTime),
    `<category term="${xml(item.tlp)}"/>`,
    element("summary", item.summary),
    element("content", item.html, ' type="html"'),
    "</entry>",
  );

/** A correction of an older edition makes the feed newer too. */
const newestOf = (items: readonly FeedItem[]): string =>
  items.reduce((newest, { time, updated }) => [newest, time ?? "", updated ?? ""].sort().at(-1) ?? newest, noTime);

export const editionsToAtom = (feed: EditionFeed): string => {
  const items = feedItems(feed);
  return `${lines(
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    element("title", feedTitle(feed)),
    element("subtitle", describeFeed(feed)),
    element("id", feed.self),
    feed.isPrivate === true ? "" : `<link rel="self" type="application/atom+xml" href="${xml(feed.self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(feed.home)}"/>`,
    element("updated", newestOf(items)),
    "<author><name>Watchfloor</name></author>",
    ...items.map(atomEntry),
    "</feed>",
  )}\n`;
};

export const editionsToJsonFeed = (feed: EditionFeed): string => {
  const items = feedItems(feed).map((item) => ({
    id: item.id,
    url: item.link,
    title: item.title,
    ...(item.summary === undefined ? {} : { summary: item.summary }),
    content_html: item.html,
    ...(item.time === undefined ? {} : { date_published: item.time }),
    ...(item.updated === undefined ? {} : { date_modified: item.updated }),
    tags: [item.tlp],
  }));
  const written = {
    version: "https://jsonfeed.org/version/1.1",
    title: feedTitle(feed),
    home_page_url: feed.home,
    ...(feed.isPrivate === true ? {} : { feed_url: feed.self }),
    description: describeFeed(feed),
    language: "en",
    authors: [{ name: "Watchfloor" }],
    items,
  };
  return `${JSON.stringify(written, null, 2)}\n`;
};
