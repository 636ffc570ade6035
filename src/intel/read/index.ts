/** The read room: bytes to text with offsets that never lie; feeds, dates and pages. */
export { htmlToText } from "./pages/html-to-text.ts";
export type { ListedEntry, PageHints, ReadFault } from "./pages/page-hints.ts";
export { type PageReading, readPage } from "./pages/read-page.ts";
