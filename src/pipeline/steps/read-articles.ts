/** Step read: pages, PDFs, text and feed entries become articles; each in a thread with a time limit, for all of it is hostile. */
import { canonicalUrl, itemOf, sniffKind } from "#intel/collect/index.ts";
import type { PageHints, PageReading, ReadFault } from "#intel/read/index.ts";
import { sha256Hex } from "#kit/hash.ts";
import type { Result } from "#kit/result.ts";
import type { WorkerPool } from "#outside/run-in-worker.ts";
import { createSlots, type Slots } from "#outside/slots.ts";
import type { Article } from "#terms/article.ts";
import { feedForShell, type Loss, shellReasons } from "#terms/loss.ts";
import type { AsideDocument, RawDocument } from "#terms/raw-document.ts";
import type { OnProgress } from "../progress.ts";
import type { Found, Sources } from "./collect-sources.ts";

const readRoom = new URL("../../intel/read/index.ts", import.meta.url).href;
const timeoutMs = 10_000;

const readerOf: Readonly<Record<string, string>> = {
  html: "readPage",
  pdf: "readPdf",
  markdown: "readMarkdown",
  text: "readText",
};

export interface ReadArticles {
  readonly articles: readonly Article[];
  /** Full visible text by article, for indicators; never cited. */
  readonly fullTexts: ReadonlyMap<string, string>;
  /** Canonical addresses under which feeds listed each article. */
  readonly entryUrls: ReadonlyMap<string, readonly string[]>;
  readonly losses: readonly Loss[];
}

const lossOf = (item: string, reason: string, detail: string): Loss => ({ step: "read", item, reason, detail });

interface Task {
  readonly hints: PageHints;
  /** What answered at the address; without it the feed's own words are read. */
  readonly document?: RawDocument | AsideDocument;
  /** Why the page gave nothing, where the feed's words stand in. */
  readonly why?: Loss;
}

const tasksOf = (sources: Sources, now: string): Task[] => [
  ...sources.found.map((found: Found) => ({
    document: found.document,
    hints: { url: found.url, firstSeenAt: found.document.retrievedAt, listed: found.listed },
  })),
  ...sources.feedOnly.map((entry) => ({
    hints: { url: entry.url, firstSeenAt: now, listed: entry.listed },
    why: entry.why,
  })),
];

type Outcome = PageReading | Loss;

const run = async (item: string, reader: string, args: readonly unknown[], pool: WorkerPool): Promise<Outcome> => {
  const outcome = await pool.run<Result<PageReading, ReadFault>>(readRoom, reader, [...args], { timeoutMs });
  if (!outcome.ok) return lossOf(item, outcome.error.type, outcome.error.message);
  return outcome.value.ok ? outcome.value.value : lossOf(item, outcome.value.error.type, outcome.value.error.message);
};

/** Read back at once: enough for the threads to have the next one at hand. */
const asideAtOnce = 4;

/** The bytes, where a document has them or they can be read back. */
const wholeOf = async (document: RawDocument | AsideDocument): Promise<RawDocument | undefined> => {
  if ("bytes" in document) return document;
  const { readBytes, ...about } = document;
  const bytes = await readBytes();
  return bytes === undefined ? undefined : { ...about, bytes };
};

const readDocument = async (document: RawDocument, hints: PageHints, pool: WorkerPool): Promise<Outcome> => {
  const kind = sniffKind(document.bytes, document.contentType);
  const reader = readerOf[kind];
  const item = itemOf(document);
  if (reader === undefined)
    return lossOf(item, "unknown_kind", `Expected a page, PDF, Markdown or text but found ${kind}.`);
  return run(item, reader, [document, hints], pool);
};

/** The feed's own words. They have no document of their own: their digest is that of the words. */
const readFed = async (hints: PageHints, pool: WorkerPool): Promise<Outcome> => {
  const words = (hints.listed ?? []).map(({ entry }) => [entry.title, entry.content, entry.summary]);
  const sha256 = sha256Hex(new TextEncoder().encode(JSON.stringify(words)));
  return run(hints.url, "readEntry", [hints, { sha256, retrievedAt: hints.firstSeenAt }], pool);
};

const isLoss = (outcome: Outcome): outcome is Loss => "step" in outcome;

/** A page whose body is much shorter than its feed's own full text gave a shell; the feed's text is the better witness. */
const feedIsFuller = (article: Article, hints: PageHints): boolean => {
  const longest = Math.max(0, ...(hints.listed?.map((listed) => listed.entry.content?.value.length ?? 0) ?? []));
  return article.text.length < 200 && longest > 1_000;
};

const readPage = async (
  document: RawDocument | AsideDocument,
  hints: PageHints,
  pool: WorkerPool,
): Promise<Outcome> => {
  const whole = await wholeOf(document);
  if (whole !== undefined) return readDocument(whole, hints, pool);
  return lossOf(document.requestedUrl, "unreadable", "Expected the bytes that were put aside but they are gone.");
};

const readOne = async ({ document, hints }: Task, pool: WorkerPool, within: Slots["within"]): Promise<Outcome> => {
  if (document === undefined) return readFed(hints, pool);
  const page = await within(() => readPage(document, hints, pool));
  const poor = isLoss(page) || feedIsFuller(page.article, hints);
  if (!poor || (hints.listed?.length ?? 0) === 0) return page;
  const fed = await readFed(hints, pool);
  return isLoss(fed) ? page : fed;
};

/** Two addresses that answer with the same bytes under one path are one page. */
const pageKey = (article: Article): string => `${article.url.split("?")[0] ?? ""} ${article.sha256}`;

/** One article of two readings: a page before a feed's words, with the feeds of both. */
const joined = (one: PageReading, other: PageReading): PageReading => {
  const [best, second] = one.article.signs.fromFeed && !other.article.signs.fromFeed ? [other, one] : [one, other];
  const feedUrls = [...new Set([...best.article.feedUrls, ...second.article.feedUrls])].sort();
  return { ...best, article: { ...best.article, feedUrls } };
};

interface Page {
  readonly reading: PageReading;
  readonly entryUrls: readonly string[];
}

const byPage = (pages: readonly Page[]): Page[] => {
  const idOf = new Map<string, string>();
  const byId = new Map<string, Page>();
  for (const page of pages) {
    const { article } = page.reading;
    const key = pageKey(article);
    const id = byId.has(article.id) ? article.id : (idOf.get(key) ?? article.id);
    idOf.set(key, id);
    const known = byId.get(id);
    const entryUrls = [...(known?.entryUrls ?? []), ...page.entryUrls];
    byId.set(id, { reading: known === undefined ? page.reading : joined(known.reading, page.reading), entryUrls });
  }
  return [...byId.values()];
};

const entryUrlsOf = ({ hints }: Task): string[] => {
  const links = (hints.listed ?? []).flatMap(({ entry }) => entry.link ?? []);
  return [...new Set(links.map(canonicalUrl))];
};

export const readArticles = async (
  sources: Sources,
  pool: WorkerPool,
  now: string,
  onProgress: OnProgress,
): Promise<ReadArticles> => {
  const tasks = tasksOf(sources, now);
  const { within } = createSlots(asideAtOnce);
  let done = 0;
  const outcomes = await Promise.all(
    tasks.map(async (task) => {
      const outcome = await readOne(task, pool, within);
      done += 1;
      onProgress({ step: "read", done, total: tasks.length });
      return outcome;
    }),
  );
  const pages = byPage(
    outcomes.flatMap((reading, at) => {
      const task = tasks[at];
      return isLoss(reading) || task === undefined ? [] : [{ reading, entryUrls: entryUrlsOf(task) }];
    }),
  );
  const readings = pages.map(({ reading }) => reading);
  // Nothing is lost where a feed's words stand in for a shell; the source's health hears of it.
  const stoodIn = tasks.flatMap(({ why }, at) => {
    const outcome = outcomes[at];
    return why !== undefined && shellReasons.has(why.reason) && outcome !== undefined && !isLoss(outcome)
      ? [lossOf(why.item, feedForShell, why.detail)]
      : [];
  });
  const holed = readings.filter(({ article }) => article.signs.lostParagraphs.length > 0);
  return {
    articles: readings.map(({ article }) => article),
    entryUrls: new Map(pages.map(({ reading, entryUrls }) => [reading.article.id, entryUrls])),
    fullTexts: new Map(readings.map(({ article, fullText }) => [article.id, fullText])),
    losses: [
      ...outcomes.filter(isLoss),
      ...stoodIn,
      ...holed.map(({ article }) =>
        lossOf(
          article.url,
          "lost_paragraphs",
          `${article.signs.lostParagraphs.length} paragraphs of the page may be missing from its text`,
        ),
      ),
    ],
  };
};
