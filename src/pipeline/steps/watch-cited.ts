/**
 * Looks again at the pages that recent editions cite. What changed becomes a task for people, with the words before and
 * after and whether each cited stretch still stands; no edition is touched. A page that reads as it was cited again
 * closes its task.
 *
 * Where the bytes of the cited version are on record they are read anew, by the reader of today: what only the reader
 * does otherwise is no change of the page.
 */
import { canonicalUrl, comparePages, isSame, type PageComparison } from "#intel/collect/index.ts";
import { sha256Hex } from "#kit/hash.ts";
import type { Clock } from "#outside/clock.ts";
import type { Egress } from "#outside/fetch-document.ts";
import type { Log } from "#outside/log.ts";
import type { WorkerPool } from "#outside/run-in-worker.ts";
import type { Store } from "#store/index.ts";
import type { Article } from "#terms/article.ts";
import { editionSchema } from "#terms/edition.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import type { TaskBody } from "#terms/task.ts";
import { knownTlp, narrowestTlp, type Tlp } from "#terms/tlp.ts";
import { readArticles } from "./read-articles.ts";

export interface WatchTools {
  readonly store: Store;
  readonly clock: Clock;
  readonly egress: Pick<Egress, "fetchDocument">;
  readonly pool: WorkerPool;
  readonly log: Log;
  /** How long an edition's pages are watched. */
  readonly watchDays: number;
}

type Page = Awaited<ReturnType<Store["operations"]["duePages"]>>[number];
type Outcome = "same" | "changed" | "gone" | "failed";

const pagesAtOnce = 50;
const dayMs = 86_400_000;
/** A page that is missing once may be back in an hour. */
const failuresUntilGone = 3;

const readOne = async (document: RawDocument, { pool, clock }: WatchTools): Promise<Article | undefined> => {
  const read = await readArticles(
    {
      documents: [document],
      found: [{ document, url: canonicalUrl(document.url), listed: [] }],
      feedOnly: [],
      feedsRead: 0,
      repeated: 0,
      entries: 0,
      unchanged: [],
      held: [],
      losses: [],
    },
    pool,
    clock.now(),
    () => undefined,
  );
  return read.articles[0];
};

/** The cited version as today's reader reads it; without its bytes, as it was read then. */
const citedVersion = async (page: Page, now: RawDocument, tools: WatchTools): Promise<Article> => {
  const bytes = await tools.store.readDocument(page.article.sha256);
  if (bytes === undefined) return page.article;
  return (await readOne({ ...now, bytes, sha256: page.article.sha256 }, tools)) ?? page.article;
};

interface Citing {
  readonly tlp: Tlp;
  readonly editions: TaskBody["editions"];
  readonly quotes: readonly Omit<TaskBody["quotes"][number], "stands">[];
}

/** Every sentence of recent editions that cites the page, each stretch once. */
const readCiting = async (url: string, since: string, { operations }: Store): Promise<Citing> => {
  const found = (await operations.editionsCiting(url, since)).map(({ id, json }) => ({
    id,
    edition: editionSchema.parse(JSON.parse(json)),
  }));
  const quotes = found.flatMap(({ id, edition }) =>
    edition.sections.flatMap(({ sentences }) =>
      sentences.flatMap((sentence) =>
        sentence.citations
          .filter(({ articleUrl }) => articleUrl === url)
          .map(({ quote }) => ({ quote, editionId: id, sentenceId: sentence.id, sentence: sentence.text })),
      ),
    ),
  );
  const keyOf = ({ quote, sentence }: (typeof quotes)[number]): string => `${quote}\n${sentence}`;
  return {
    tlp: narrowestTlp(found.map(({ edition }) => knownTlp(edition.edition.tlp))),
    editions: found.map(({ id, edition: { edition } }) => ({ id, asOf: edition.asOf, title: edition.title })),
    quotes: [...new Map(quotes.map((quote) => [keyOf(quote), quote])).values()],
  };
};

const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? "" : "s"}`;

const explain = ({ passages, more, quotes }: PageComparison): string => {
  const fallen = quotes.filter(({ stands }) => !stands).length;
  const changed = `${count(passages.length + more, "passage")} changed since it was cited`;
  return fallen === 0
    ? `${changed}; every cited stretch still stands.`
    : `${changed}; ${fallen} of ${count(quotes.length, "cited stretch").replace(/stretchs$/, "stretches")} no longer ${fallen === 1 ? "stands" : "stand"} there.`;
};

const bodyOf = (page: Page, citing: Citing, comparison: PageComparison, because: string): TaskBody => ({
  url: page.url,
  outlet: page.article.outlet,
  title: page.article.title,
  citedAt: page.article.firstSeenAt,
  editions: [...citing.editions],
  passages: comparison.passages.map((passage) => ({ ...passage })),
  more: comparison.more,
  quotes: citing.quotes.map((quote, at) => ({ ...quote, stands: comparison.quotes[at]?.stands ?? false })),
  because,
});

const lookAtDocument = async (
  page: Page,
  document: RawDocument,
  since: string,
  tools: WatchTools,
): Promise<{ readonly outcome: Outcome; readonly textSha256?: string }> => {
  const { store, clock } = tools;
  const at = clock.now();
  const closed = { by: "the desk: the page reads as it was cited", at };
  if (document.sha256 === page.article.sha256) {
    await store.operations.closeTask({ subject: page.url }, closed);
    return { outcome: "same" };
  }
  const now = await readOne(document, tools);
  if (now === undefined) return { outcome: "failed" };
  const textSha256 = sha256Hex(`${now.title}\n${now.text}`);
  // Looked at and told before.
  if (textSha256 === page.textSha256) return { outcome: "same", textSha256 };
  const cited = await citedVersion(page, document, tools);
  const citing = await readCiting(page.url, since, store);
  // A stretch that today's reader does not find in the cited version either says nothing of the page.
  const stood = comparePages(
    cited,
    cited,
    citing.quotes.map(({ quote }) => quote),
  ).quotes;
  const judged = { ...citing, quotes: citing.quotes.filter((_, index) => stood[index]?.stands === true) };
  const comparison = comparePages(
    cited,
    now,
    judged.quotes.map(({ quote }) => quote),
  );
  if (isSame(comparison)) {
    await store.operations.closeTask({ subject: page.url }, closed);
    return { outcome: "same", textSha256 };
  }
  await store.saveDocument(document);
  await store.operations.closeTask(
    { subject: page.url, kind: "page_gone" },
    { by: "the desk: the page answers again", at },
  );
  const body = bodyOf(page, judged, comparison, explain(comparison));
  await store.operations.openTask({ kind: "page_changed", tlp: judged.tlp, at, body });
  return { outcome: "changed", textSha256 };
};

const nothing: PageComparison = { passages: [], more: 0, quotes: [] };

const lookAtFault = async (
  page: Page,
  type: string,
  since: string,
  { store, clock }: WatchTools,
): Promise<{ readonly outcome: Outcome }> => {
  if (type === "not_modified") return { outcome: "same" };
  if (type !== "not_found" || page.failures + 1 < failuresUntilGone) return { outcome: "failed" };
  const citing = await readCiting(page.url, since, store);
  const because = `The page answered ${failuresUntilGone} times in a row that it is not there; what was cited is kept as it was read.`;
  const body = bodyOf(page, citing, nothing, because);
  await store.operations.openTask({ kind: "page_gone", tlp: citing.tlp, at: clock.now(), body });
  return { outcome: "gone" };
};

const lookAt = async (page: Page, since: string, tools: WatchTools, signal: AbortSignal): Promise<Outcome> => {
  const { etag, lastModified, failures, textSha256 } = page;
  // The feed's own words were cited: the page is no witness of them.
  const answer = page.article.signs.fromFeed
    ? undefined
    : await tools.egress.fetchDocument(page.url, {
        signal,
        ...(etag === undefined ? {} : { etag }),
        ...(lastModified === undefined ? {} : { lastModified }),
      });
  signal.throwIfAborted();
  const look: { readonly outcome: Outcome; readonly textSha256?: string } =
    answer === undefined
      ? { outcome: "same" }
      : answer.ok
        ? await lookAtDocument(page, answer.value, since, tools)
        : await lookAtFault(page, answer.error.type, since, tools);
  const isAway = look.outcome === "failed" || look.outcome === "gone";
  await tools.store.operations.saveLook({
    url: page.url,
    lookedAt: tools.clock.now(),
    outcome: look.outcome,
    failures: isAway ? failures + 1 : 0,
    etag: answer?.ok === true ? answer.value.etag : etag,
    lastModified: answer?.ok === true ? answer.value.lastModified : lastModified,
    textSha256: look.textSha256 ?? textSha256,
  });
  return look.outcome;
};

/** @returns how many pages were looked at, by what was found */
export const watchCited = async (tools: WatchTools, signal: AbortSignal): Promise<Readonly<Record<string, number>>> => {
  const now = tools.clock.now();
  const since = new Date(Date.parse(now) - tools.watchDays * dayMs).toISOString();
  const pages = await tools.store.operations.duePages({ now, citedSince: since, limit: pagesAtOnce });
  const counts = new Map<Outcome, number>();
  await Promise.all(
    pages.map(async (page) => {
      const outcome = await lookAt(page, since, tools, signal);
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }),
  );
  const found = Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  const lost = (counts.get("failed") ?? 0) + (counts.get("gone") ?? 0);
  const out = pages.length - lost;
  tools.log.info("watch.pages_looked_at", { in: pages.length, out, dropped: found });
  return found;
};
