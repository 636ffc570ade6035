/** Steps collect and follow: what the user named, and the pages that its feeds list. */
import { canonicalUrl, collect, collectEntries, itemOf, sniffKind } from "#intel/collect/index.ts";
import { feedTextToPlain, type ListedEntry, parseFeed } from "#intel/read/index.ts";
import type { FetchDocument, FetchOptions, OpenArchive, ReadPath } from "#terms/collecting.ts";
import type { Feed } from "#terms/feed.ts";
import type { Loss } from "#terms/loss.ts";
import type { AsideDocument, RawDocument } from "#terms/raw-document.ts";
import type { OnProgress } from "../progress.ts";

/** A document to be read as an article, with the feed entries that listed it. */
export interface Found {
  readonly document: RawDocument | AsideDocument;
  /** Canonical address. */
  readonly url: string;
  readonly listed: readonly ListedEntry[];
}

/** An entry whose page gave nothing: the feed's own text stands in for it. */
export interface FeedOnly {
  readonly url: string;
  readonly listed: readonly ListedEntry[];
  readonly why: Loss;
}

export interface Sources {
  /** Every document collected, feeds and pages, but for those that were put aside. */
  readonly documents: readonly RawDocument[];
  readonly found: readonly Found[];
  readonly feedOnly: readonly FeedOnly[];
  readonly feedsRead: number;
  /** Entries that named a page already listed. */
  readonly repeated: number;
  /** Entries of all feeds, with an address or without. */
  readonly entries: number;
  /** Inputs that are as they were when they were last read. */
  readonly unchanged: readonly string[];
  /** Canonical addresses that were listed and, being held already, not asked. */
  readonly held: readonly string[];
  readonly losses: readonly Loss[];
}

export interface CollectTools {
  readonly fetchDocument: FetchDocument;
  readonly readPath: ReadPath;
  readonly openArchive: OpenArchive;
  readonly signal?: AbortSignal;
  /** Validators of the version already held, for a conditional request. */
  readonly validatorsOf?: (url: string) => Pick<FetchOptions, "etag" | "lastModified"> | undefined;
  /** Keeps a page's bytes until it is read; without it all of them are held. */
  readonly putAside?: (page: RawDocument) => Promise<AsideDocument>;
  /** Those of the canonical addresses that need not be asked again. */
  readonly heldOf?: (urls: readonly string[]) => Promise<ReadonlySet<string>>;
}

const isFeed = (document: RawDocument): boolean =>
  /^(?:feed|json_feed)$/.test(sniffKind(document.bytes, document.contentType));

/** A feed that lists several outlets: its own title is no outlet of theirs. */
const isAggregator = (feed: Feed): boolean => {
  const outlets = new Set(
    feed.entries.map((entry) => entry.source?.title ?? entry.source?.url).filter((name) => name !== undefined),
  );
  return (
    outlets.size >= 2 ||
    feed.entries.some((entry) => entry.source !== undefined && entry.source.title !== feed.title?.value)
  );
};

const listEntries = (document: RawDocument, feed: Feed): ListedEntry[] => {
  const title = feed.title === undefined ? undefined : feedTextToPlain(feed.title);
  const aggregator = isAggregator(feed);
  return feed.entries.map((entry) => ({
    feedUrl: canonicalUrl(document.url),
    ...(title === undefined || title === "" ? {} : { feedTitle: title }),
    ...(feed.language === undefined ? {} : { feedLanguage: feed.language }),
    aggregator,
    entry,
  }));
};

interface ReadFeeds {
  readonly listed: readonly ListedEntry[];
  readonly feeds: number;
  readonly losses: readonly Loss[];
}

const readFeeds = (documents: readonly RawDocument[]): ReadFeeds => {
  const listed: ListedEntry[] = [];
  const losses: Loss[] = [];
  let feeds = 0;
  for (const document of documents) {
    const parsed = parseFeed(document.bytes, {
      url: document.url,
      ...(document.contentType === undefined ? {} : { contentType: document.contentType }),
    });
    if (!parsed.ok) {
      losses.push({
        step: "read",
        item: itemOf(document),
        reason: parsed.error.type,
        detail: parsed.error.message,
      });
      continue;
    }
    feeds += 1;
    const entries = listEntries(document, parsed.value);
    const unlinked = entries.filter(({ entry }) => entry.link === undefined).length;
    for (const entry of entries) listed.push(entry);
    if (unlinked > 0)
      losses.push({
        step: "read",
        item: itemOf(document),
        reason: "no_address",
        detail: `Expected each entry to link to its page but ${unlinked} of ${entries.length} do not; they were not read.`,
      });
    for (const fault of parsed.value.faults.slice(0, 3))
      losses.push({
        step: "read",
        item: itemOf(document),
        reason: `feed_${fault.type}`,
        detail: `read anyway: ${fault.message}`,
      });
  }
  return { listed, feeds, losses };
};

/** Collects everything an edition rests on. Entries without a link have no address to be cited by, and are a loss. */
export const collectSources = async (
  inputs: readonly string[],
  tools: CollectTools,
  onProgress: OnProgress,
): Promise<Sources> => {
  onProgress({ step: "collect", done: 0, total: inputs.length });
  const collected = await collect(inputs, tools);
  onProgress({ step: "collect", done: inputs.length, total: inputs.length });
  const feedDocuments = collected.documents.filter(isFeed);
  const direct = collected.documents.filter((document) => !isFeed(document));
  const { listed, feeds, losses } = readFeeds(feedDocuments);
  const withAddress = listed.filter((entry) => entry.entry.link !== undefined);
  const urlOf = (entry: ListedEntry): string => canonicalUrl(entry.entry.link ?? "");
  const held = (await tools.heldOf?.([...new Set(withAddress.map(urlOf))])) ?? new Set<string>();
  const linked = withAddress.filter((entry) => !held.has(urlOf(entry)));
  onProgress({ step: "follow", done: 0, total: linked.length });
  const entries = await collectEntries(
    linked.map((entry) => ({ url: entry.entry.link ?? "", feedUrl: entry.feedUrl })),
    tools,
  );
  onProgress({ step: "follow", done: linked.length, total: linked.length });
  const listedBy = new Map<string, ListedEntry[]>();
  for (const entry of linked) {
    const url = urlOf(entry);
    const known = listedBy.get(url);
    if (known === undefined) listedBy.set(url, [entry]);
    else known.push(entry);
  }
  const found = [
    ...entries.pages.map((page) => ({
      document: page.document,
      url: page.url,
      listed: page.entryUrls.flatMap((url) => listedBy.get(url) ?? []),
    })),
    ...direct.map((document) => ({ document, url: canonicalUrl(document.url), listed: [] })),
  ];
  const lost = new Map(entries.losses.map((loss) => [loss.item, loss]));
  const feedOnly = [...listedBy].flatMap(([url, list]) => {
    const why = lost.get(url);
    return why === undefined ? [] : [{ url, listed: list, why }];
  });
  const stood = new Set(feedOnly.map((entry) => entry.url));
  return {
    documents: [
      ...collected.documents,
      ...entries.pages.flatMap(({ document }) => ("bytes" in document ? [document] : [])),
    ],
    found,
    feedOnly,
    feedsRead: feeds,
    repeated: linked.length - listedBy.size,
    entries: listed.length,
    unchanged: collected.unchanged,
    held: [...held],
    losses: [...collected.losses, ...losses, ...entries.losses.filter((loss) => !stood.has(loss.item))],
  };
};
