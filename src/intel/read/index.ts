/** The read room: bytes to text with offsets that never lie; feeds, dates and pages. */

export { type ParsedDate, parseDate } from "./dates/parse-date.ts";
export { describeFeed, type FeedInWords, feedTexts } from "./feeds/describe-feed.ts";
export { feedTextToPlain } from "./feeds/feed-text-to-plain.ts";
export { type FeedError, type FeedOptions, parseFeed } from "./feeds/parse-feed.ts";
export { type OpmlFeed, parseOpml } from "./feeds/parse-opml.ts";
export { htmlToText } from "./pages/html-to-text.ts";
export type { ListedEntry, PageHints, ReadFault } from "./pages/page-hints.ts";
export { readEntry } from "./pages/read-entry.ts";
export { type PageReading, readPage } from "./pages/read-page.ts";
export { type PdfReading, readPdf } from "./pages/read-pdf.ts";
export { readMarkdown, readText } from "./pages/read-plain.ts";
