/** The read room: bytes to text with offsets that never lie; feeds, dates and pages. */

export { type ParsedDate, parseDate } from "./dates/parse-date.ts";
export { feedTextToPlain } from "./feeds/feed-text-to-plain.ts";
export { type FeedError, type FeedOptions, parseFeed } from "./feeds/parse-feed.ts";
export { type OpmlFeed, parseOpml } from "./feeds/parse-opml.ts";
export { htmlToText } from "./pages/html-to-text.ts";
export type { ListedEntry, PageHints, ReadFault } from "./pages/page-hints.ts";
export { type PageReading, readPage } from "./pages/read-page.ts";
