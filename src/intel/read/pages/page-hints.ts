/** What the pipeline knows of a page before it is read: the feed entries that listed it. A feed's words help. */
import type { FeedEntry } from "#terms/feed.ts";

export interface ListedEntry {
  readonly feedUrl: string;
  readonly feedTitle?: string;
  readonly feedLanguage?: string;
  /** The feed lists many outlets: its own title is no outlet. */
  readonly aggregator?: boolean;
  readonly entry: FeedEntry;
}

export interface PageHints {
  /** Canonical address (tracking query and fragment removed); the article's id is made from it. */
  readonly url: string;
  /** RFC 3339 UTC. */
  readonly firstSeenAt: string;
  readonly listed?: readonly ListedEntry[];
}

/** A document that could not be read, in words a person can act on. */
export interface ReadFault {
  readonly type: "nothing_usable" | "too_large" | "not_text" | "pdf_invalid" | "pdf_encrypted" | "pdf_no_text";
  readonly message: string;
}
