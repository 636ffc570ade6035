/** A feed and its entries, whatever its dialect (RSS 0.9–2.0, RDF, Atom 0.3 and 1.0, JSON Feed). */
export interface FeedPerson {
  readonly name?: string;
  readonly email?: string;
  readonly url?: string;
}

export interface FeedLink {
  readonly href: string;
  readonly rel: string;
  readonly type?: string;
  readonly title?: string;
  readonly hreflang?: string;
  /** Bytes, as written. */
  readonly length?: string;
}

/** Text of a feed. `html` is markup still to be sanitised; `text` is plain. */
export interface FeedText {
  readonly value: string;
  readonly kind: "text" | "html" | "xhtml";
  readonly language?: string;
}

export interface FeedEntry {
  /** `guid`, `id` or `rdf:about`, as given. */
  readonly id?: string;
  readonly title?: FeedText;
  /** Absolute address of the entry's page, resolved against xml:base and the feed's address. */
  readonly link?: string;
  readonly links: readonly FeedLink[];
  readonly summary?: FeedText;
  readonly content?: FeedText;
  readonly authors: readonly FeedPerson[];
  readonly tags: readonly string[];
  /** RFC 3339 UTC; absent when the feed gives none or none that can be read. Never "now". */
  readonly publishedAt?: string;
  /** The zone offset of `publishedAt` as the outlet wrote it, minutes east of UTC; absent when it wrote none. */
  readonly publishedZoneMinutes?: number;
  readonly updatedAt?: string;
  readonly language?: string;
  /** The outlet an aggregator took it from (RSS `source`, Atom `source`). */
  readonly source?: { readonly title?: string; readonly url?: string };
}

export interface Feed {
  readonly dialect: string;
  readonly title?: FeedText;
  readonly subtitle?: FeedText;
  readonly id?: string;
  readonly link?: string;
  readonly links: readonly FeedLink[];
  readonly language?: string;
  readonly updatedAt?: string;
  readonly publishedAt?: string;
  readonly authors: readonly FeedPerson[];
  readonly tags: readonly string[];
  readonly rights?: FeedText;
  readonly generator?: string;
  readonly entries: readonly FeedEntry[];
  /** What was wrong with it though it was read: not well-formed, wrong charset, unreadable date … */
  readonly faults: readonly FeedFault[];
}

export interface FeedFault {
  readonly type: string;
  readonly message: string;
}
