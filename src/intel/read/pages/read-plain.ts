/**
 * Plain text and Markdown → article. The title is the first heading or line; front matter may give title, date,
 * author, source and language; links keep their words, code keeps its lines.
 */
import { err, ok, type Result } from "#kit/result.ts";
import type { BlockType } from "#terms/article.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import { assembleText, type TextBlock } from "./assemble-text.ts";
import { decodeText } from "./decode-text.ts";
import { plainFeedText } from "./describe-article.ts";
import { settleLanguage } from "./detect-language.ts";
import { findDates, readWrittenDate } from "./find-dates.ts";
import { bareWords } from "./keep-blocks.ts";
import type { PageHints, ReadFault } from "./page-hints.ts";
import { foldSpace } from "./page-tree.ts";
import type { PageReading } from "./read-page.ts";
import { fedDates, shapeArticle } from "./shape-article.ts";

const maxBytes = 5_000_000;
const enough = 20;

type FrontMatter = ReadonlyMap<string, string>;

/** `key: value` lines between two lines of three dashes at the very start. */
const readFrontMatter = (text: string): { readonly fields: FrontMatter; readonly body: string } => {
  const fields = new Map<string, string>();
  const match = /^\s{0,4}---[ \t]{0,4}\r?\n/.exec(text);
  const end = match === null ? -1 : text.slice(0, 20_000).search(/\r?\n(?:---|\.\.\.)[ \t]{0,4}(?:\r?\n|$)/);
  if (match === null || end < match[0].length - 1) return { fields, body: text };
  for (const line of text.slice(match[0].length, end).split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon <= 0 || /^\s/.test(line)) continue;
    const value = line
      .slice(colon + 1)
      .trim()
      .replace(/^["'[]{1,2}|["'\]]{1,2}$/g, "");
    if (value !== "") fields.set(line.slice(0, colon).trim().toLowerCase(), value);
  }
  return { fields, body: text.slice(end).replace(/^\r?\n(?:---|\.\.\.)[ \t]{0,4}/, "") };
};

/** Markdown's inline marks taken off; the words of links and pictures' names stay, code stays as written. */
const withoutMarks = (line: string): string =>
  line
    .split(/(`{1,3}[^`]{1,500}`{1,3})/)
    .map((part) => (/^`.+`$/.test(part) ? part.replace(/^`{1,3}|`{1,3}$/g, "") : plainInline(part)))
    .join("");

/** Emphasis is around words: stars and lines around other marks, as in a CPE or a glob, are themselves. */
const emphasised = (whole: string, _mark: string, inner: string): string =>
  /[\p{L}\p{N}]/u.test(inner) ? inner : whole;

const plainInline = (part: string): string =>
  part
    .replace(/!\[[^[\]\n]{0,300}\]\([^()\n]{0,1000}\)/g, "")
    .replace(/\[([^[\]\n]{1,500})\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)/g, "$1")
    .replace(/\[([^[\]\n]{1,500})\]\[[^[\]\n]{0,100}\]/g, "$1")
    .replace(/<((?:https?|mailto):[^<>\s]{1,1000})>/g, "$1")
    .replace(/(?<!\\)(\*\*|__)(?=\S)([^*_\n]{1,1000}?)(?<!\\)\1/g, emphasised)
    .replace(/(?<![\w*\\])([*_])(?=\S)([^*_\n]{1,1000}?)(?<!\\)\1(?![\w*])/g, emphasised)
    .replace(/~~([^~\n]{1,500})~~/g, "$1")
    .replace(/<\/?[a-z][^<>\n]{0,300}>/gi, "")
    .replace(/\\([\\`*_{}[\]()#+.!|<>-])/g, "$1");

interface LineKind {
  readonly type: BlockType;
  readonly text: string;
  /** The line goes on with the block before when that has the same type. */
  readonly joins: boolean;
}

const kindOf = (line: string): LineKind => {
  const heading = /^\s{0,3}#{1,6}\s{1,4}(.+?)\s{0,4}#{0,6}\s{0,4}$/.exec(line);
  if (heading?.[1] !== undefined) return { type: "heading", text: heading[1], joins: false };
  const item = /^\s{0,12}(?:[-*+•]|\d{1,4}[.)])\s{1,4}(?:\[[ xX]\]\s)?(.+)$/.exec(line);
  if (item?.[1] !== undefined) return { type: "list_item", text: item[1], joins: false };
  if (/^\s{0,3}\|.*\|\s{0,4}$/.test(line)) {
    const cells = line
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|");
    return { type: "table_row", text: cells.map((cell) => cell.trim()).join(" | "), joins: false };
  }
  const quote = /^\s{0,3}>\s?(.*)$/.exec(line);
  if (quote !== null) return { type: "quote", text: quote[1] ?? "", joins: true };
  return { type: "paragraph", text: line.trim(), joins: true };
};

const isRule = (line: string): boolean =>
  /^\s{0,3}(?:[-*_=]\s?){3,}$/.test(line.slice(0, 200)) ||
  /^\s{0,3}\|?[\s:|-]{3,200}\|?\s{0,4}$/.test(line.slice(0, 206));

/** Blocks of Markdown. Fenced and indented code stays code. */
const markdownBlocks = (markdown: string): TextBlock[] => {
  const blocks: TextBlock[] = [];
  let open: { type: BlockType; lines: string[] } | undefined;
  let fence: string | undefined;
  const close = (): void => {
    if (open === undefined) return;
    const text = open.type === "code" ? codeText(open.lines) : foldSpace(withoutMarks(open.lines.join(" ")));
    if (text !== "") blocks.push({ type: open.type, text });
    open = undefined;
  };
  const add = (type: BlockType, line: string, joins: boolean): void => {
    if (open?.type === type && joins) open.lines.push(line);
    else if (joins && open?.type === "list_item" && type === "paragraph") open.lines.push(line);
    else {
      close();
      open = { type, lines: [line] };
    }
  };
  for (const line of markdown.split(/\r?\n/)) {
    const mark = /^\s{0,8}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) === true) {
        fence = undefined;
        close();
      } else add("code", line, true);
    } else if (mark !== undefined) {
      close();
      fence = mark;
    } else if (line.trim() === "" || isRule(line)) close();
    else if (/^(?: {4}|\t)/.test(line) && open?.type !== "list_item" && open?.type !== "paragraph")
      add("code", line.trim(), true);
    else {
      const kind = kindOf(line);
      add(kind.type, kind.text, kind.joins);
    }
  }
  close();
  return blocks;
};

const codeText = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== "")
    .join("\n");

/** A key, an item, an assignment or a brace of YAML, YARA and their like; and a line that opens what is indented below it. */
const codeLine = /^\s{0,40}(?:[\w.$|*"'-]{1,80}\s?[:=](?:\s|$)|- |[{}#]|\/\/|[\w :]{1,120}\{\s{0,8}$)/;
const opensNest = /[:{]\s{0,8}$/;
const indent = (line: string): number => line.search(/\S/);

/** Rules and settings pasted into plain text: lines of their form, of which one opens an indented one. Prose is neither. */
const isCode = (lines: readonly string[]): boolean => {
  if (lines.length < 3 || !lines.some((line) => opensNest.test(line.slice(-200)))) return false;
  const nests = lines.some(
    (line, at) =>
      opensNest.test(line.slice(-200)) && indent(lines[at + 1] ?? line) > indent(line) && codeLine.test(line),
  );
  return nests && lines.filter((line) => codeLine.test(line)).length >= lines.length * 0.6;
};

/** Blocks of plain text: paragraphs by blank lines; lists and rows by their marks; code keeps its lines. */
const partBlocks = (part: string): TextBlock[] => {
  const lines = part.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (isCode(lines)) return [{ type: "code", text: codeText(lines) }];
  const marked = lines.filter((line) => /^\s{0,8}(?:[-*•]|\d{1,3}[.)])\s/.test(line)).length;
  if (marked < 2 || marked < lines.length * 0.6) return [{ type: "paragraph", text: foldSpace(lines.join(" ")) }];
  return lines.map((line) => ({ type: "list_item", text: foldSpace(line.replace(/^\s{0,8}[-*•]\s/, "")) }));
};

const textBlocks = (text: string): TextBlock[] =>
  text
    .split(/\r?\n[ \t]*\r?\n/)
    .flatMap(partBlocks)
    .filter((block) => block.text !== "");

interface Parts {
  readonly fields: FrontMatter;
  readonly title: string;
  readonly rest: readonly TextBlock[];
  /** Lines near the title that may carry the date. */
  readonly headerLines: readonly string[];
}

const partsOf = (fields: FrontMatter, blocks: readonly TextBlock[], hints: PageHints): Parts => {
  const stated = fields.get("title");
  const fed = (hints.listed ?? []).map(({ entry }) => plainFeedText(entry.title)).find((title) => title !== undefined);
  const heading = blocks.findIndex((block) => block.type === "heading");
  const first = blocks[0];
  const lineTitle = first !== undefined && first.text.length <= 150 && !/[.!?]$/.test(first.text) ? 0 : -1;
  const at = heading >= 0 && heading <= 2 ? heading : lineTitle;
  const title = stated ?? blocks[at]?.text ?? fed ?? first?.text.slice(0, 100) ?? hints.url;
  const repeats = (block: TextBlock, index: number): boolean =>
    index === at && bareWords(block.text) === bareWords(title);
  const others = blocks.filter((block, index) => !repeats(block, index));
  const rest = others.length === 0 ? blocks : others; // A note of one line is its own title, and is read.
  const headerLines = rest
    .slice(0, 3)
    .map((block) => block.text)
    .filter((line) => line.length <= 80 && readWrittenDate(line, undefined).length > 0);
  return { fields, title, rest, headerLines };
};

const names = (raw: string | undefined): string[] =>
  (raw ?? "")
    .split(/,|;|\sand\s/)
    .map((name) => name.trim().replace(/^["']|["']$/g, ""))
    .filter((name) => name !== "");

const describe = (
  raw: RawDocument,
  hints: PageHints,
  { fields, title, rest, headerLines }: Parts,
): Result<PageReading, ReadFault> => {
  const { text, blocks } = assembleText(rest);
  if (text.length < enough)
    return err({ type: "nothing_usable", message: `expected text, but only ${text.length} characters are there` });
  const language = settleLanguage(fields.get("lang") ?? fields.get("language"), text);
  const date = fields.get("date") ?? fields.get("published") ?? fields.get("publishdate");
  const changed = fields.get("lastmod") ?? fields.get("updated") ?? fields.get("modified");
  const meta = new Map<string, readonly string[]>();
  if (date !== undefined) meta.set("date", [date]);
  if (changed !== undefined) meta.set("last-modified", [changed]);
  const outlet = fields.get("source") ?? fields.get("publisher") ?? fields.get("outlet");
  const { retrievedAt } = raw;
  const article = shapeArticle(hints, {
    title,
    authors: names(fields.get("author") ?? fields.get("authors")),
    language,
    text,
    blocks,
    sha256: raw.sha256,
    dates: findDates({ meta, article: undefined, times: [], headerLines, language, retrievedAt, ...fedDates(hints) }),
    signs: { categories: names(fields.get("category") ?? fields.get("categories")) },
    ...(outlet === undefined ? {} : { outlet }),
  });
  return ok({ article, fullText: `${title}\n\n${text}` });
};

const looksBinary = (text: string): boolean => {
  const sample = text.slice(0, 4_000);
  const odd = sample.match(/[\u0000-\u0008\u000e-\u001a\ufffd]/g)?.length ?? 0;
  return odd > sample.length * 0.05;
};

const decoded = (raw: RawDocument): Result<string, ReadFault> => {
  if (raw.bytes.length > maxBytes) return err({ type: "too_large", message: `texts up to ${maxBytes} bytes are read` });
  const text = decodeText(raw.bytes, raw.contentType);
  return looksBinary(text)
    ? err({ type: "not_text", message: "expected text, but the file holds other bytes" })
    : ok(text);
};

export const readMarkdown = (raw: RawDocument, hints: PageHints): Result<PageReading, ReadFault> => {
  const text = decoded(raw);
  if (!text.ok) return text;
  const { fields, body } = readFrontMatter(text.value);
  return describe(raw, hints, partsOf(fields, markdownBlocks(body), hints));
};

export const readText = (raw: RawDocument, hints: PageHints): Result<PageReading, ReadFault> => {
  const text = decoded(raw);
  if (!text.ok) return text;
  return describe(raw, hints, partsOf(new Map(), textBlocks(text.value), hints));
};
