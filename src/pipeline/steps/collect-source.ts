/**
 * Step collect, for one source of the desk's own: asks its feed if it changed, follows the entries that are not on record,
 * and puts articles and run on record together. A run that is broken off leaves the bytes it read and no other trace, and is
 * done again. Of the pages of a run few are held in memory at once, however many a feed lists.
 */
import { canonicalUrl, sumUpRuns } from "#intel/collect/index.ts";
import { findOffTopic } from "#intel/corroborate/index.ts";
import { type Clock, momentNow } from "#outside/clock.ts";
import type { Egress } from "#outside/fetch-document.ts";
import { openArchive } from "#outside/open-archive.ts";
import { readPath } from "#outside/read-path.ts";
import type { WorkerPool } from "#outside/run-in-worker.ts";
import type { Store } from "#store/index.ts";
import type { Article } from "#terms/article.ts";
import type { FetchOptions } from "#terms/collecting.ts";
import type { AsideDocument, RawDocument } from "#terms/raw-document.ts";
import type { BriefRun, Source, SourceInForce, SourceRun } from "#terms/source.ts";
import { collectSources, type Sources } from "./collect-sources.ts";
import { annotateArticle } from "./extract-mentions.ts";
import { keepDocuments } from "./keep-edition.ts";
import type { Reference } from "./open-reference.ts";
import { readArticles } from "./read-articles.ts";
import { tallyRun } from "./tally-coverage.ts";

export interface CollectingTools {
  readonly store: Store;
  readonly clock: Clock;
  readonly egress: Egress;
  readonly pool: WorkerPool;
  /** By which names and flaws are known: what names one is no other subject. */
  readonly reference: Reference;
}

const ignore = (): void => undefined;

/** A feed that lists nothing was read: whether it should list something, its health says. */
const outcomeOf = (sources: Sources): SourceRun["outcome"] => {
  if (sources.unchanged.length > 0) return "unchanged";
  return sources.feedsRead > 0 || sources.losses.some(({ reason }) => reason === "empty_feed") ? "ok" : "failed";
};

const aboutFeed = (source: Source, sources: Sources): Pick<SourceRun, "movedTo" | "etag" | "lastModified"> => {
  const feed = sources.documents.find((document) => document.requestedUrl === source.address);
  if (feed === undefined) return {};
  return {
    ...(canonicalUrl(feed.url) === canonicalUrl(source.address) ? {} : { movedTo: feed.url }),
    ...(feed.etag === undefined ? {} : { etag: feed.etag }),
    ...(feed.lastModified === undefined ? {} : { lastModified: feed.lastModified }),
  };
};

/** What may have passed by the next time it is asked. */
const passing = new Set([
  "timeout",
  "connection_failed",
  "name_not_resolved",
  "host_unavailable",
  "rate_limited",
  "server_error",
]);

/**
 * Unchanged since it was last read whole; after a failure, or with pages still owed, it is read again, and so is one that
 * listed nothing: an answer that it is still so would hide that it is silent. What was read before a person set the source
 * anew may have been another address.
 */
const validatorsOf = (runs: readonly SourceRun[], setAt = ""): Pick<FetchOptions, "etag" | "lastModified"> => {
  const read = runs.find((run) => run.outcome !== "unchanged" && run.startedAt > setAt);
  if (read?.outcome !== "ok" || read.entries === 0 || read.losses.some((loss) => passing.has(loss.reason))) return {};
  return {
    ...(read.etag === undefined ? {} : { etag: read.etag }),
    ...(read.lastModified === undefined ? {} : { lastModified: read.lastModified }),
  };
};

/** Runs looked back at for the last one that read the feed. */
const runsBack = 100;

/** Losses kept of one run; a hostile feed could name a million. */
const mostLosses = 200;

/** What the operator says of the source: who may receive what it brings, and its language where the text leaves that open. */
export const asOfSource = (article: Article, { tlp, language }: Source): Article => ({
  ...article,
  ...(tlp === "TLP:CLEAR" ? {} : { tlp }),
  ...(language === undefined || (article.language !== "und" && article.languageCertainty !== "labelled")
    ? {}
    : { language, languageCertainty: "labelled" }),
});

const findTopics = (articles: readonly Article[], reference: Reference): ReadonlyMap<string, string> =>
  new Map(
    articles.flatMap((article) => {
      const found = findOffTopic(article, annotateArticle(article, reference));
      return found === undefined ? [] : [[article.id, `${found.reason}: ${found.why}`] as const];
    }),
  );

/** Its bytes are on record from here on, and are read back when the page's turn comes. */
const putAsideIn =
  (store: Store) =>
  async ({ bytes, ...about }: RawDocument): Promise<AsideDocument> => {
    await store.saveDocument({ ...about, bytes });
    return { ...about, readBytes: () => store.readDocument(about.sha256) };
  };

export interface CollectedSource {
  readonly run: SourceRun;
  /** This one and those before it, newest first, as many as its health is judged by. */
  readonly runs: readonly BriefRun[];
}

/** @throws when the run was broken off by `signal`, or the store could not take it */
export const collectSource = async (
  source: Source & Pick<SourceInForce, "setAt">,
  { store, clock, egress, pool, reference }: CollectingTools,
  signal: AbortSignal,
): Promise<CollectedSource> => {
  const startedAt = momentNow();
  const before = await store.readRuns(source.id, runsBack);
  const validators = validatorsOf(before, source.setAt);
  const sources = await collectSources(
    [source.address],
    {
      fetchDocument: egress.fetchDocument,
      readPath: (path) => readPath(path, { clock }),
      openArchive,
      signal,
      putAside: putAsideIn(store),
      validatorsOf: (url) => (url === source.address ? validators : undefined),
      heldOf: (urls) => store.knownUrls(urls),
    },
    ignore,
  );
  const read = await readArticles(sources, pool, clock.now(), ignore);
  signal.throwIfAborted();
  await keepDocuments(store, sources.documents);
  const losses = [...sources.losses, ...read.losses];
  const run: SourceRun = {
    startedAt,
    outcome: outcomeOf(sources),
    ...aboutFeed(source, sources),
    entries: sources.entries,
    fresh: read.articles.length,
    fromFeed: read.articles.filter((article) => article.signs.fromFeed).length,
    losses: losses.slice(0, mostLosses),
  };
  const { entryUrls } = read;
  const articles = read.articles.map((article) => asOfSource(article, source));
  const offTopic = findTopics(articles, reference);
  const coverage = { lines: tallyRun(run, losses, sources.held.length), tlp: source.tlp };
  const summary = sumUpRuns([run, ...before]);
  await store.saveRun({
    sourceId: source.id,
    run,
    articles,
    entryUrls,
    known: sources.held,
    offTopic,
    summary,
    coverage,
  });
  return { run, runs: summary.runs };
};
