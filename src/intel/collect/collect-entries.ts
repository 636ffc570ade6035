/**
 * The pages that feeds list: each address once, however many feeds and tracking queries name it.
 *
 * A page that gives nothing usable is a loss that names the entry's address, so that the feed's own text can stand in
 * for it. Links are hostile: only http and https are asked, and the egress door judges them like any other.
 */
import { canonicalUrl } from "#kit/address/canonical-url.ts";
import type { Loss } from "#terms/loss.ts";
import type { AsideDocument, RawDocument } from "#terms/raw-document.ts";
import { type FetchTools, itemOfAddress, lossOf, readAddress, readsAtOnce } from "./collect.ts";
import { judgeDocument } from "./judge-document.ts";
import { mapBounded } from "./map-bounded.ts";

export interface ListedEntry {
  readonly url: string;
  readonly feedUrl: string;
}

export interface CollectedPage {
  readonly document: RawDocument | AsideDocument;
  /** Canonical address of the page that answered. */
  readonly url: string;
  /** Canonical addresses under which feeds listed it; differs from `url` after redirects. */
  readonly entryUrls: readonly string[];
  readonly feedUrls: readonly string[];
}

export interface CollectedEntries {
  /** In the order in which they were first listed. */
  readonly pages: readonly CollectedPage[];
  /** `item` is the entry's canonical address, or the feed's when entries were left out for number. */
  readonly losses: readonly Loss[];
  readonly unchanged: readonly string[];
}

const maxPages = 2_000;

interface EntryTools extends FetchTools {
  /** Takes each page as it comes; without it all of them are held until the last has come. */
  readonly putAside?: ((page: RawDocument) => Promise<AsideDocument>) | undefined;
}

interface Listing {
  readonly canonical: string;
  readonly url: string;
  readonly feedUrls: readonly string[];
}

/** Entries by canonical address, in the order in which they were first listed. */
export const dedupeEntries = (entries: readonly ListedEntry[]): readonly Listing[] => {
  const listings = new Map<string, { canonical: string; url: string; feedUrls: string[] }>();
  for (const entry of entries) {
    const canonical = canonicalUrl(entry.url);
    const known = listings.get(canonical);
    if (known === undefined) listings.set(canonical, { canonical, url: entry.url, feedUrls: [entry.feedUrl] });
    else if (!known.feedUrls.includes(entry.feedUrl)) known.feedUrls.push(entry.feedUrl);
  }
  return [...listings.values()];
};

export const collectEntries = async (entries: readonly ListedEntry[], tools: EntryTools): Promise<CollectedEntries> => {
  const listings = dedupeEntries(entries);
  const read = listings.slice(0, maxPages);
  const losses = leftOut(listings.slice(maxPages));
  const unchanged: string[] = [];
  const pages = new Map<string, CollectedPage>();
  const found = await mapBounded(read, readsAtOnce, (listing) => readListing(listing, tools));
  for (const [index, listing] of read.entries()) {
    const outcome = found[index];
    if (outcome === undefined) continue;
    losses.push(...outcome.losses);
    if (outcome.unchanged) unchanged.push(listing.canonical);
    if (outcome.document !== undefined) addPage(pages, listing, outcome.document);
  }
  return { pages: [...pages.values()], losses, unchanged };
};

interface Outcome {
  readonly document?: CollectedPage["document"];
  readonly losses: readonly Loss[];
  readonly unchanged: boolean;
}

const readListing = async (listing: Listing, tools: EntryTools): Promise<Outcome> => {
  const found = await readAddress(listing.url, "page", tools);
  const losses = found.losses.map((loss) => ({ ...loss, item: listing.canonical }));
  const document = found.documents[0]?.document;
  if (document === undefined) return { losses, unchanged: found.unchanged.length > 0 };
  const { kind, fault } = judgeDocument(document, "page");
  if (fault !== undefined) return { losses: [lossOf(listing.canonical, fault.reason, fault.detail)], unchanged: false };
  if (kind === "archive")
    return {
      losses: [lossOf(listing.canonical, "not_a_page", "Expected a page but found an archive.")],
      unchanged: false,
    };
  return { document: (await tools.putAside?.(document)) ?? document, losses: [], unchanged: false };
};

const addPage = (pages: Map<string, CollectedPage>, listing: Listing, document: CollectedPage["document"]): void => {
  const url = canonicalUrl(document.url);
  const known = pages.get(url);
  const feedUrls = new Set([...(known?.feedUrls ?? []), ...listing.feedUrls]);
  const entryUrls = new Set([...(known?.entryUrls ?? []), listing.canonical]);
  pages.set(url, { document: known?.document ?? document, url, entryUrls: [...entryUrls], feedUrls: [...feedUrls] });
};

/** One loss a feed, with the number: 48,000 lines would hide the other losses. */
const leftOut = (listings: readonly Listing[]): Loss[] => {
  const counts = new Map<string, number>();
  for (const listing of listings) {
    const feedUrl = listing.feedUrls[0] ?? "";
    counts.set(feedUrl, (counts.get(feedUrl) ?? 0) + 1);
  }
  return [...counts].map(([feedUrl, count]) =>
    lossOf(
      itemOfAddress(feedUrl),
      "too_many_entries",
      `Expected at most ${maxPages} pages in a run; ${count} entries were not read.`,
    ),
  );
};
