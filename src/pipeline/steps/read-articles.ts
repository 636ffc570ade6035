/** Step read: pages, PDFs, text and feed entries become articles; each in a thread with a time limit, for all of it is hostile. */
import { sniffKind } from "#intel/collect/index.ts";
import { feedTextToPlain, type PageHints, type PageReading, type ReadFault } from "#intel/read/index.ts";
import { sha256Hex } from "#kit/hash.ts";
import type { Result } from "#kit/result.ts";
import type { WorkerPool } from "#outside/run-in-worker.ts";
import type { Article } from "#terms/article.ts";
import type { FeedText } from "#terms/feed.ts";
import type { Loss } from "#terms/loss.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import type { OnProgress } from "../progress.ts";
import type { FeedOnly, Found, Sources } from "./collect-sources.ts";

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
  readonly losses: readonly Loss[];
}

const lossOf = (item: string, reason: string, detail: string): Loss => ({ step: "read", item, reason, detail });

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const asHtml = (text: FeedText | undefined): string =>
  text === undefined ? "" : text.kind === "text" ? `<p>${escapeHtml(text.value)}</p>` : text.value;

/** The feed's own words as a page, so that one reader serves both. */
const pageOfEntry = (entry: FeedOnly): RawDocument => {
  const [first] = entry.listed;
  const best =
    [...entry.listed].sort((a, b) => (b.entry.content?.value.length ?? 0) - (a.entry.content?.value.length ?? 0))[0] ??
    first;
  const title = best?.entry.title === undefined ? "" : escapeHtml(feedTextToPlain(best.entry.title));
  const body = asHtml(best?.entry.content ?? best?.entry.summary);
  const html = `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><article><h1>${title}</h1>${body}</article></body></html>`;
  const bytes = new TextEncoder().encode(html);
  return {
    requestedUrl: entry.url,
    url: entry.url,
    bytes,
    sha256: sha256Hex(bytes),
    contentType: "text/html; charset=utf-8",
    retrievedAt: "",
  };
};

interface Task {
  readonly document: RawDocument;
  readonly hints: PageHints;
  readonly fromFeed: boolean;
}

const tasksOf = (sources: Sources, now: string): Task[] => [
  ...sources.found.map((found: Found) => ({
    document: found.document,
    hints: { url: found.url, firstSeenAt: found.document.retrievedAt, listed: found.listed },
    fromFeed: false,
  })),
  ...sources.feedOnly.map((entry) => ({
    document: { ...pageOfEntry(entry), retrievedAt: now },
    hints: { url: entry.url, firstSeenAt: now, listed: entry.listed },
    fromFeed: true,
  })),
];

const readOne = async (task: Task, pool: WorkerPool): Promise<PageReading | Loss> => {
  const { document, hints } = task;
  const kind = sniffKind(document.bytes, document.contentType);
  const reader = readerOf[kind];
  const item = document.requestedUrl;
  if (reader === undefined)
    return lossOf(item, "unknown_kind", `Expected a page, PDF, Markdown or text but found ${kind}.`);
  const outcome = await pool.run<Result<PageReading, ReadFault>>(readRoom, reader, [document, hints], { timeoutMs });
  if (!outcome.ok) return lossOf(item, outcome.error.type, outcome.error.message);
  return outcome.value.ok ? outcome.value.value : lossOf(item, outcome.value.error.type, outcome.value.error.message);
};

const isLoss = (outcome: PageReading | Loss): outcome is Loss => "step" in outcome;

/** A page whose body is much shorter than its feed's own full text gave a shell; the feed's text is the better witness. */
const feedIsFuller = (article: Article, task: Task): boolean => {
  const longest = Math.max(0, ...(task.hints.listed?.map((listed) => listed.entry.content?.value.length ?? 0) ?? []));
  return article.text.length < 200 && longest > 1_000;
};

export const readArticles = async (
  sources: Sources,
  pool: WorkerPool,
  now: string,
  onProgress: OnProgress,
): Promise<ReadArticles> => {
  const tasks = tasksOf(sources, now);
  const losses: Loss[] = [];
  const fullTexts = new Map<string, string>();
  const byId = new Map<string, Article>();
  let done = 0;
  const outcomes = await Promise.all(
    tasks.map(async (task) => {
      let outcome = await readOne(task, pool);
      let { fromFeed } = task;
      if (
        !fromFeed &&
        (isLoss(outcome) || feedIsFuller(outcome.article, task)) &&
        (task.hints.listed?.length ?? 0) > 0
      ) {
        const why = isLoss(outcome)
          ? outcome
          : lossOf(task.hints.url, "shell_page", "the page holds less than its feed entry");
        const entry = pageOfEntry({ url: task.hints.url, listed: task.hints.listed ?? [], why });
        const second = await readOne({ ...task, document: { ...entry, retrievedAt: task.hints.firstSeenAt } }, pool);
        if (!isLoss(second)) {
          outcome = second;
          fromFeed = true;
        }
      }
      done += 1;
      onProgress({ step: "read", done, total: tasks.length });
      return { outcome, fromFeed };
    }),
  );
  outcomes.forEach(({ outcome, fromFeed }) => {
    if (isLoss(outcome)) {
      losses.push(outcome);
      return;
    }
    const { article, fullText } = outcome;
    if (byId.has(article.id)) return;
    byId.set(article.id, fromFeed ? { ...article, signs: { ...article.signs, fromFeed: true } } : article);
    fullTexts.set(article.id, fullText);
    if (article.signs.lostParagraphs.length > 0)
      losses.push(
        lossOf(
          article.url,
          "lost_paragraphs",
          `${article.signs.lostParagraphs.length} paragraphs of the page may be missing from its text`,
        ),
      );
  });
  return { articles: [...byId.values()], fullTexts, losses };
};
