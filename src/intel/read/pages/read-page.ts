/**
 * An HTML page → article: body text with typed blocks, title, dek, authors, outlet, dates, language, signs.
 *
 * Pure and linear in the page's length; never throws on bad input. What cannot be used is a fault with a reason.
 * The text holds body blocks only: `text.slice(block.start, block.end)` is the block.
 */
import { err, ok, type Result } from "#kit/result.ts";
import type { Article } from "#terms/article.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import { buildTree } from "./build-tree.ts";
import { collectBlocks } from "./collect-blocks.ts";
import { decodeText } from "./decode-text.ts";
import { describeArticle, descriptionsOf, type Sources, titleOf } from "./describe-article.ts";
import { findAddress } from "./find-address.ts";
import { findArticle, whyNothing } from "./find-article.ts";
import { findAuthors } from "./find-authors.ts";
import { judgePage } from "./judge-blocks.ts";
import { markHidden } from "./mark-hidden.ts";
import type { PageHints, ReadFault } from "./page-hints.ts";
import { articleRecord, readJsonLd, readMeta } from "./read-meta.ts";

export interface PageReading {
  readonly article: Article;
  /** All visible text of the page, boilerplate too: for finding indicators, never for citing. */
  readonly fullText: string;
}

const maxBytes = 5_000_000;

export const readPage = (raw: RawDocument, asked: PageHints): Result<PageReading, ReadFault> => {
  if (raw.bytes.length > maxBytes) {
    return err({ type: "too_large", message: `pages up to ${maxBytes} bytes are read, this has ${raw.bytes.length}` });
  }
  const tree = buildTree(decodeText(raw.bytes, raw.contentType));
  const hiddenText = markHidden(tree);
  const blocks = collectBlocks(tree);
  const page = judgePage(tree, blocks);
  const record = articleRecord(readJsonLd(tree));
  const meta = readMeta(tree);
  const hints = { ...asked, url: findAddress(tree, meta, asked.url) };
  const sources: Sources = { meta, record, hints };
  const heading = titleOf(page, sources);
  const known = {
    titles:
      heading === undefined
        ? []
        : [heading.title, ...(heading.beside === undefined ? [] : [`${heading.title} ${heading.beside}`])],
    deks: descriptionsOf(sources),
    authors: findAuthors({ meta, article: record, bylines: [], headerLines: [], hints }),
  };
  const articleBody = typeof record?.articleBody === "string" ? record.articleBody : undefined;
  const found = findArticle(tree, blocks, page, heading, known, articleBody);
  if (found === undefined) {
    const why = whyNothing(page, heading?.title ?? "");
    return err({ type: "nothing_usable", message: `expected an article, but ${why}` });
  }
  const article = describeArticle(raw, found, heading, sources, hiddenText);
  const everything = collectBlocks(tree, true).map((block) => block.text);
  return ok({ article, fullText: [article.title, ...everything].join("\n\n") });
};
