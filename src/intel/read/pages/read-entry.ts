/**
 * A feed entry → article, for when its page is blocked or gives nothing: what the feed said is better than nothing and
 * is marked as such (`signs.fromFeed`). Content first, else the summary.
 */
import { err, ok, type Result } from "#kit/result.ts";
import type { Article } from "#terms/article.ts";
import type { FeedText } from "#terms/feed.ts";
import { assembleText } from "./assemble-text.ts";
import { isSiteLine } from "./boilerplate-lines.ts";
import { plainFeedText } from "./describe-article.ts";
import { settleLanguage } from "./detect-language.ts";
import { findAuthors } from "./find-authors.ts";
import { findDates } from "./find-dates.ts";
import { feedNames, statedOutlets } from "./find-outlet.ts";
import { findCategories, isSponsored } from "./find-signs.ts";
import { findTitle } from "./find-title.ts";
import { htmlToBlocks } from "./html-to-text.ts";
import type { PageHints, ReadFault } from "./page-hints.ts";
import type { PageReading } from "./read-page.ts";
import { fedDates, shapeArticle } from "./shape-article.ts";

const enough = 20;
const longestDek = 500;

/** The entry's title, without the name of the outlet that lists of many outlets put behind it. */
const titleOf = (hints: PageHints): string | undefined => {
  const stated = (hints.listed ?? [])
    .map(({ entry }) => plainFeedText(entry.title))
    .filter((one) => one !== undefined)
    .slice(0, 1);
  const outlets = [...statedOutlets(new Map(), undefined, hints), ...feedNames(hints)];
  return findTitle({ stated, fed: [], headings: [], lines: [], outlets })?.title;
};

interface Body {
  readonly text: string;
  readonly blocks: Article["blocks"];
  readonly hidden: readonly string[];
}

const bodyOf = (source: FeedText): Body => {
  if (source.kind === "text") {
    const parts = source.value
      .split(/\n\s*\n/)
      .map((part) => ({ type: "paragraph" as const, text: part.replace(/\s+/g, " ").trim() }));
    return { ...assembleText(parts), hidden: [] };
  }
  const { text, blocks, hidden } = htmlToBlocks(source.value);
  const kept = blocks
    .map((block) => ({ type: block.type, text: text.slice(block.start, block.end) }))
    .filter((part) => !isSiteLine(part.text));
  return { ...assembleText(kept), hidden };
};

/** `sha256` and `retrievedAt` are those of the feed document the entry came in. */
export const readEntry = (
  hints: PageHints,
  feed: { readonly sha256: string; readonly retrievedAt: string },
): Result<PageReading, ReadFault> => {
  const entries = (hints.listed ?? []).map(({ entry }) => entry);
  const sources = [...entries.map((entry) => entry.content), ...entries.map((entry) => entry.summary)];
  const bodies = sources.filter((source) => source !== undefined).map(bodyOf);
  const body = bodies.find((one) => one.text.length >= enough);
  if (body === undefined) return err({ type: "nothing_usable", message: "the feed gives no text for this entry" });
  const title = titleOf(hints) ?? body.text.slice(0, 80);
  const dek = entries
    .map((entry) => plainFeedText(entry.summary))
    .find((one) => one !== undefined && one.length <= longestDek && !body.text.includes(one.slice(0, 60)));
  const label = entries.find((entry) => entry.language !== undefined)?.language ?? hints.listed?.[0]?.feedLanguage;
  const authors = findAuthors({ meta: new Map(), article: undefined, bylines: [], headerLines: [], hints });
  const categories = findCategories(
    new Map(),
    undefined,
    [],
    entries.flatMap((entry) => [...entry.tags]),
  );
  const dates = findDates({
    meta: new Map(),
    article: undefined,
    times: [],
    headerLines: [],
    retrievedAt: feed.retrievedAt,
    ...fedDates(hints),
  });
  const paragraphs = body.blocks.map((block) => body.text.slice(block.start, block.end));
  const article = shapeArticle(hints, {
    title,
    ...(dek === undefined || dek === title ? {} : { dek }),
    authors,
    language: settleLanguage(label, body.text),
    text: body.text,
    blocks: body.blocks,
    sha256: feed.sha256,
    dates,
    signs: {
      hiddenText: body.hidden,
      sponsored: isSponsored({ title, lines: [], authors, categories, paragraphs, cues: [] }),
      fromFeed: true,
      categories,
    },
  });
  return ok({ article, fullText: `${title}\n\n${body.text}` });
};
