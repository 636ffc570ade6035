/**
 * What the desk would find at an address, before it is told to collect it: the feed that stands there, or those that the
 * page names or that stand where sites keep them; of each what it lists, and how its newest page reads.
 *
 * Everything goes through the egress door, parsing runs in a thread with a time limit, and the whole look ends in time.
 * Nothing is kept.
 */
import { canonicalUrl, collectEntries, feedsNamedBy, sniffKind, usualFeedPlaces } from "#intel/collect/index.ts";
import type { FeedInWords } from "#intel/read/index.ts";
import type { Result } from "#kit/result.ts";
import { type Clock, systemClock } from "#outside/clock.ts";
import { type Egress, openEgress } from "#outside/fetch-document.ts";
import { hostAndPort, type ResolveName } from "#outside/guard-address.ts";
import { createWorkerPool, type WorkerPool } from "#outside/run-in-worker.ts";
import type { FetchDocument, FetchFault } from "#terms/collecting.ts";
import type { Feed } from "#terms/feed.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import { readArticles } from "./read-articles.ts";

/** How the newest page that a feed lists reads. */
export interface LookedPage {
  readonly address: string;
  /** Characters of its text; absent when it gave none. */
  readonly characters?: number;
  readonly language?: string;
  /** The page gave nothing: the feed's own words stand in. Why, in words. */
  readonly because?: string;
}

export interface LookedFeed extends FeedInWords {
  readonly address: string;
  /** The address that answered, when it is another one. */
  readonly movedTo?: string;
  readonly page?: LookedPage;
  /** What is wrong with it though it can be read, in words. */
  readonly faults: readonly string[];
}

export interface Look {
  /** As it was asked, with a scheme. */
  readonly address: string;
  /** `feed`: it stands at the address itself. `page`: at others, which the page names or sites use. */
  readonly kind: "feed" | "page" | "nothing";
  readonly feeds: readonly LookedFeed[];
  /** Why there is no feed, and what to do, in words. */
  readonly because?: string;
}

export interface LookOptions {
  /** `host:port` that may be asked though not public. */
  readonly allowHosts: readonly string[];
  readonly clock?: Clock;
  readonly resolve?: ResolveName;
  readonly timeoutMs?: number;
}

const lookMs = 25_000;
const askMs = 10_000;
const parseMs = 8_000;
const mostBytes = 12 * 1024 * 1024;
const mostFeeds = 4;
const faultsShown = 3;
const readRoom = new URL("../../intel/read/index.ts", import.meta.url).href;

interface Tools {
  readonly fetchDocument: FetchDocument;
  readonly pool: WorkerPool;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What a person types has often no scheme: then the first of these that answers is meant. */
const readingsOf = (typed: string): readonly [string, ...string[]] => {
  const trimmed = typed.trim();
  return /^[a-z][a-z0-9+.-]{1,30}:\/\//i.test(trimmed) ? [trimmed] : [`https://${trimmed}`, `http://${trimmed}`];
};

const ownHostWords = (address: string): string => {
  const named = URL.canParse(address) ? hostAndPort(new URL(address)) : "host:port";
  return `A host of your own network is asked only when the configuration names it: put ${named} under collect.allowHosts, and start the desk anew.`;
};

/** A fault in words, with what to do about it. */
export const faultWords = (address: string, { type, message }: FetchFault): string => {
  if (type === "blocked_address") return `${message} ${ownHostWords(address)}`;
  if (type === "robots_disallowed") return `${message} The desk will not collect it.`;
  return message;
};

const isFeed = (document: RawDocument): boolean =>
  /^(?:feed|json_feed)$/.test(sniffKind(document.bytes, document.contentType));

const parse = async (document: RawDocument, pool: WorkerPool): Promise<Feed | string> => {
  const { bytes, url, contentType } = document;
  const options = { url, ...(contentType === undefined ? {} : { contentType }) };
  const parsed = await pool.run<Result<Feed, { readonly message: string }>>(
    readRoom,
    "parseFeed",
    [new Uint8Array(bytes), options],
    { timeoutMs: parseMs },
  );
  if (!parsed.ok) return `Reading it failed: ${parsed.error.message}`;
  return parsed.value.ok ? parsed.value.value : `It cannot be read as a feed: ${parsed.value.error.message}.`;
};

/** The newest page as the desk would read it. */
const readNewest = async (feed: Feed, feedUrl: string, tools: Tools): Promise<LookedPage | undefined> => {
  const timeOf = (entry: Feed["entries"][number]) => entry.publishedAt ?? entry.updatedAt ?? "";
  const [entry] = feed.entries
    .filter(({ link }) => link !== undefined)
    .toSorted((a, b) => (timeOf(a) < timeOf(b) ? 1 : timeOf(a) > timeOf(b) ? -1 : 0));
  if (entry?.link === undefined) return undefined;
  const url = canonicalUrl(entry.link);
  const listed = [{ feedUrl, entry, ...(feed.language === undefined ? {} : { feedLanguage: feed.language }) }];
  const { pages, losses } = await collectEntries([{ url: entry.link, feedUrl }], tools);
  const [page] = pages;
  const [lost] = losses;
  const { articles, losses: unread } = await readArticles(
    {
      documents: [],
      found: page === undefined ? [] : [{ document: page.document, url: page.url, listed }],
      feedOnly: page === undefined && lost !== undefined ? [{ url, listed, why: lost }] : [],
      feedsRead: 1,
      repeated: 0,
      entries: 1,
      unchanged: [],
      held: [],
      losses: [],
    },
    tools.pool,
    tools.clock.now(),
    () => undefined,
  );
  const [article] = articles;
  const because = lost?.detail ?? (article === undefined ? unread[0]?.detail : undefined);
  return {
    address: url,
    ...(article === undefined ? {} : { characters: article.text.length, language: article.language }),
    ...(because === undefined ? {} : { because }),
  };
};

const describe = async (document: RawDocument, tools: Tools): Promise<LookedFeed | string> => {
  const feed = await parse(document, tools.pool);
  if (typeof feed === "string") return feed;
  const { describeFeed } = await import("#intel/read/index.ts");
  const page = await readNewest(feed, canonicalUrl(document.url), tools);
  const moved = canonicalUrl(document.url) !== canonicalUrl(document.requestedUrl);
  return {
    ...describeFeed(feed),
    address: document.requestedUrl,
    ...(moved ? { movedTo: document.url } : {}),
    ...(page === undefined ? {} : { page }),
    faults: feed.faults.slice(0, faultsShown).map(({ message }) => message),
  };
};

const askFor = (address: string, { fetchDocument, signal }: Tools) => fetchDocument(address, { signal });

/** Feeds among the addresses, the first few that are one; each feed once, however many addresses lead to it. */
const feedsAmong = async (addresses: readonly string[], most: number, tools: Tools): Promise<LookedFeed[]> => {
  const found = new Map<string, LookedFeed>();
  for (const address of addresses) {
    if (found.size >= most || tools.signal.aborted) break;
    const answer = await askFor(address, tools);
    if (!answer.ok || !isFeed(answer.value) || found.has(answer.value.sha256)) continue;
    const feed = await describe(answer.value, tools);
    if (typeof feed !== "string") found.set(answer.value.sha256, feed);
  }
  return [...found.values()];
};

const ofPage = async (address: string, page: RawDocument, tools: Tools): Promise<Look> => {
  const named = feedsNamedBy(page);
  const feeds =
    named.length > 0
      ? await feedsAmong(named, mostFeeds, tools)
      : await feedsAmong(usualFeedPlaces(page.url), 1, tools);
  if (feeds.length > 0) return { address, kind: "page", feeds };
  const where =
    named.length > 0
      ? "the page names none that can be read"
      : "the page names none, and none is where sites usually keep one";
  return {
    address,
    kind: "nothing",
    feeds,
    because: `Expected a feed but found a web page; ${where}. Look on the site for “RSS” or “Feed”, and give that address.`,
  };
};

const lookWith = async ([address, other]: readonly [string, ...string[]], tools: Tools): Promise<Look> => {
  const answer = await askFor(address, tools);
  if (!answer.ok && answer.error.type === "connection_failed" && other !== undefined) {
    const plain = await lookWith([other], tools);
    if (plain.kind !== "nothing") return plain;
  }
  if (!answer.ok) return { address, kind: "nothing", feeds: [], because: faultWords(address, answer.error) };
  const document = answer.value;
  if (isFeed(document)) {
    const feed = await describe(document, tools);
    if (typeof feed === "string") return { address, kind: "nothing", feeds: [], because: feed };
    return { address, kind: "feed", feeds: [feed] };
  }
  const kind = sniffKind(document.bytes, document.contentType);
  if (kind === "html") return ofPage(address, document, tools);
  const because =
    kind === "opml"
      ? "This is a list of feeds (OPML). Import it: it brings all of them at once."
      : `Expected a feed or a web page but found ${kind === "empty" ? "nothing" : `something else (${kind})`}.`;
  return { address, kind: "nothing", feeds: [], because };
};

/** @param typed an address as a person types it, with a scheme or without */
export const lookAtSource = async (typed: string, options: LookOptions): Promise<Look> => {
  const clock = options.clock ?? systemClock;
  const egress: Egress = openEgress({
    clock,
    allowHosts: options.allowHosts,
    timeoutMs: askMs,
    maxBytes: mostBytes,
    ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
  });
  const pool = createWorkerPool({ threads: 1 });
  const signal = AbortSignal.timeout(options.timeoutMs ?? lookMs);
  try {
    const look = await lookWith(readingsOf(typed), { fetchDocument: egress.fetchDocument, pool, clock, signal });
    if (look.feeds.length > 0 || !signal.aborted) return look;
    return {
      ...look,
      because: `It took longer than ${lookMs / 1000} s and was given up. ${look.because ?? ""}`.trim(),
    };
  } finally {
    await Promise.all([egress.close(), pool.close()]);
  }
};
