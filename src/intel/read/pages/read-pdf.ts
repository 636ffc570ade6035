/**
 * A PDF → article. Text in the document's own order, words and values re-joined over line ends, page kept per block.
 *
 * Broken, encrypted, scanned and garbled files are faults in words; nothing throws. Dates: the one written on the first
 * page or the feed's; a file's creation date is no publication date. Letters come from pdf.js (unpdf).
 */

import { getDocumentProxy } from "unpdf";
import { causeText } from "#kit/cause-text.ts";
import { err, ok, type Result } from "#kit/result.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import { assembleText } from "./assemble-text.ts";
import { plainFeedText } from "./describe-article.ts";
import { settleLanguage } from "./detect-language.ts";
import { findDates } from "./find-dates.ts";
import type { PageHints, ReadFault } from "./page-hints.ts";
import { blocksOfLines, type PdfBlock } from "./pdf-blocks.ts";
import { linesOfPage, type PdfLine, type PdfPiece, runningLines } from "./pdf-lines.ts";
import type { PageReading } from "./read-page.ts";
import { fedDates, shapeArticle } from "./shape-article.ts";

const maxBytes = 60_000_000;
const maxPages = 1_000;
const maxCharacters = 5_000_000;

export interface PdfReading extends PageReading {
  /** Which page each block of the text stands on, in order. */
  readonly pages: readonly number[];
}

interface Contents {
  readonly lines: readonly PdfLine[];
  readonly pages: number;
  readonly info: Readonly<Record<string, unknown>>;
}

const faultOf = (error: unknown): ReadFault => {
  const name = error instanceof Error ? error.name : "";
  const said = causeText(error);
  if (name === "PasswordException") return { type: "pdf_encrypted", message: "the PDF needs a password" };
  return { type: "pdf_invalid", message: `expected a PDF, but it cannot be read: ${said.slice(0, 160)}` };
};

const isPdf = (bytes: Uint8Array): boolean =>
  new TextDecoder("latin1").decode(bytes.subarray(0, 1024)).includes("%PDF-");

const numberAt = (values: readonly unknown[], index: number): number => {
  const value = values[index];
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
};

/** Marks of symbol fonts, which stand in the private area, are bullets. */
const pieceOf = (item: object): PdfPiece | undefined => {
  if (!("str" in item) || typeof item.str !== "string") return undefined;
  const transform = "transform" in item && Array.isArray(item.transform) ? item.transform : [];
  const height = "height" in item && typeof item.height === "number" ? item.height : 0;
  return {
    text: item.str.replace(/[\uf0a7\uf0a8\uf0b7\uf0d8\uf076\uf0fc\uf06e]\s?/g, "• "),
    x: numberAt(transform, 4),
    y: numberAt(transform, 5),
    width: "width" in item && typeof item.width === "number" ? item.width : 0,
    height: height > 0 ? height : Math.abs(numberAt(transform, 3)),
    endsLine: "hasEOL" in item && item.hasEOL === true,
  };
};

const readContents = async (bytes: Uint8Array): Promise<Contents> => {
  // The parser takes its bytes over, so it gets a copy; verbosity 0 keeps it silent.
  const document = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0, stopAtErrors: false });
  try {
    const lines: PdfLine[] = [];
    let characters = 0;
    const pages = Math.min(document.numPages, maxPages);
    for (let number = 1; number <= pages && characters < maxCharacters; number += 1) {
      const page = await document.getPage(number);
      const content = await page.getTextContent();
      const pieces = content.items.map((item: object) => pieceOf(item)).filter((piece) => piece !== undefined);
      const found = linesOfPage(pieces, number);
      for (const line of found) characters += line.text.length;
      lines.push(...found);
      page.cleanup();
    }
    const metadata = await document.getMetadata().catch(() => undefined);
    return { lines, pages, info: (metadata?.info ?? {}) as Record<string, unknown> };
  } finally {
    await document.loadingTask.destroy().catch(() => undefined);
  }
};

/** Share of letters that no font map explains, or of words without any end. */
const isGarbled = (text: string): boolean => {
  const sample = text.slice(0, 200_000);
  const strange = sample.match(/[\ufffd\ue000-\uf8ff\u0000-\u0008\u000e-\u001f]/gu)?.length ?? 0;
  const words = sample.split(/\s+/);
  const endless = words.filter((word) => word.length > 60 && /^\p{L}+$/u.test(word)).length;
  return strange > sample.length * 0.12 || endless > words.length * 0.1;
};

const infoText = (info: Readonly<Record<string, unknown>>, name: string): string | undefined => {
  const value = info[name];
  const text = typeof value === "string" ? value.replace(/[\s\u0000]+/g, " ").trim() : "";
  return text === "" ? undefined : text;
};

const isFileName = (title: string): boolean =>
  /^(?:microsoft (?:word|powerpoint)|untitled|document\d*$)|\.(?:docx?|pdf|indd|pptx?|qxd|tex|odt|rtf)$/i.test(title) ||
  title.length < 5;

/** The file's own title, else the largest letters of the first page. */
const titleOf = (info: Readonly<Record<string, unknown>>, blocks: readonly PdfBlock[], hints: PageHints): string => {
  const stated = infoText(info, "Title");
  if (stated !== undefined && !isFileName(stated)) return stated;
  const fed = (hints.listed ?? []).map(({ entry }) => plainFeedText(entry.title)).find((title) => title !== undefined);
  if (fed !== undefined) return fed;
  const front = blocks.filter((block) => block.page === 1 && block.text.length >= 5 && block.text.length <= 250);
  const largest = [...front].sort((a, b) => b.height - a.height)[0];
  return largest?.text ?? blocks[0]?.text.slice(0, 120) ?? hints.url;
};

const authorsOf = (info: Readonly<Record<string, unknown>>): string[] =>
  (infoText(info, "Author") ?? "")
    .split(/[;,]|\sand\s/)
    .map((name) => name.trim())
    .filter((name) => /^\p{L}[\p{L} .'’-]{2,60}$/u.test(name) && !/^(?:user|admin|author|owner)$/i.test(name))
    .slice(0, 10);

/** Short lines of the first page: a date in running text is another's. */
const dateLines = (lines: readonly PdfLine[]): string[] =>
  lines.filter((line) => line.page === 1 && line.text.length <= 60).map((line) => line.text);

export const readPdf = async (raw: RawDocument, hints: PageHints): Promise<Result<PdfReading, ReadFault>> => {
  if (raw.bytes.length > maxBytes) return err({ type: "too_large", message: `PDFs up to ${maxBytes} bytes are read` });
  if (!isPdf(raw.bytes))
    return err({ type: "pdf_invalid", message: "expected a PDF, but the file does not begin as one" });
  let contents: Contents;
  try {
    contents = await readContents(raw.bytes);
  } catch (error) {
    return err(faultOf(error));
  }
  const running = runningLines(contents.lines, contents.pages);
  const parts = blocksOfLines(contents.lines.filter((line) => !running.has(line)));
  const { text, blocks } = assembleText(parts);
  if (text.length < 40) return err({ type: "pdf_no_text", message: "the PDF holds pictures of text, not text" });
  if (isGarbled(text))
    return err({ type: "pdf_no_text", message: "the PDF's letters cannot be told: its fonts name none" });
  const language = settleLanguage(infoText(contents.info, "Language"), text);
  const title = titleOf(contents.info, parts, hints);
  const dates = findDates({
    meta: new Map(),
    article: undefined,
    times: [],
    headerLines: dateLines(contents.lines),
    language,
    retrievedAt: raw.retrievedAt,
    ...fedDates(hints),
  });
  const authors = authorsOf(contents.info);
  const article = shapeArticle(hints, { title, authors, language, text, blocks, sha256: raw.sha256, dates });
  const fullText = contents.lines.map((line) => line.text).join("\n");
  return ok({
    article,
    fullText: `${text}\n\n${fullText}`,
    pages: parts.filter((part) => part.text !== "").map((part) => part.page),
  });
};
