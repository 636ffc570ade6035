/**
 * From the blocks of the article's element to its body: title, dek, byline, captions, calls to action, lists of other
 * stories and what comes after the article's end are left out. Subheadings stay when text follows them.
 */

import { homeOf, isProse } from "./block-homes.ts";
import { isBylineLine, isClosingHeading, isSiteLine } from "./boilerplate-lines.ts";
import { withoutInserts, withoutRepeats } from "./drop-inserts.ts";
import { withoutBios, withoutComments, withoutRemarks, withoutTail, withoutThreads } from "./drop-remarks.ts";
import { readWrittenDate } from "./find-dates.ts";
import {
  isBylinePart,
  isCaptionPart,
  isDekPart,
  type JudgedBlock,
  type JudgedPage,
  longestDek,
} from "./judge-blocks.ts";
import type { PageElement } from "./page-tree.ts";

/** What is known of the page before its body is cut: all optional, all only used to leave out what repeats them. */
export interface KnownWords {
  readonly titles: readonly string[];
  readonly deks: readonly string[];
  readonly authors?: readonly string[];
}

/** Letters and digits only, lower case: for comparing what people would call the same words. */
export const bareWords = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const sameAsOne = (text: string, known: readonly string[]): boolean => {
  const bare = bareWords(text);
  return bare !== "" && known.some((other) => bareWords(other) === bare);
};

/** On a page of short lines, a sentence is as good as it gets. */
const isSentence = (block: JudgedBlock): boolean => block.sentence && block.worth >= 20 && block.linkShare < 0.4;

const revisionHead =
  /\b(?:version|revision|date|datum|change|changes|änderung|status|description|beschreibung|author)\b/gi;
const isRevisionHead = (block: JudgedBlock): boolean =>
  block.type === "table_row" &&
  block.text.length < 80 &&
  new Set(block.text.toLowerCase().match(revisionHead)).size >= 2;

/** Marks the blocks of tables that only list a document's versions, with the heading right before them. */
const revisionTables = (blocks: readonly JudgedBlock[]): ReadonlySet<JudgedBlock> => {
  const marked = new Set<JudgedBlock>();
  blocks.forEach((block, index) => {
    if (!isRevisionHead(block)) return;
    const before = blocks[index - 1];
    if (before?.type === "heading") marked.add(before);
    for (let at = index; blocks[at]?.type === "table_row"; at += 1) {
      const row = blocks[at];
      if (row !== undefined) marked.add(row);
    }
  });
  return marked;
};

const isDatedLine = (block: JudgedBlock): boolean =>
  block.text.length <= 140 && (isBylineLine(block.text) || readWrittenDate(block.text, undefined).length > 0);

/**
 * A line with the date or the writer stands between dek and text: what is above it, when short, is not the text.
 * Looked for in the first blocks after the title.
 */
const afterByline = (blocks: readonly JudgedBlock[], start: number): number => {
  let prose = 0;
  let after = start;
  for (let at = start; at < Math.min(blocks.length, start + 10); at += 1) {
    const block = blocks[at];
    if (block === undefined) break;
    if (isDatedLine(block) && !block.sentence) after = at + 1;
    prose += block.aside ? 0 : block.worth;
    if (prose >= longestDek) break;
  }
  return after;
};

/** Index after the title's own heading and what stands above the first prose. */
const bodyStart = (blocks: readonly JudgedBlock[], known: KnownWords): number => {
  let start = 0;
  let prose = 0;
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block === undefined) break;
    if (block.level > 0 && block.level <= 2 && sameAsOne(block.text, known.titles) && prose < 400) start = at + 1;
    if (isProse(block) && !block.aside) prose += block.worth;
  }
  return start;
};

const nextKicker =
  /^(?:next (?:story|article|post|up)|up next|read next|more stories|nächster (?:artikel|beitrag)|article suivant|siguiente (?:artículo|noticia)|próxima notícia|prossimo articolo|volgend artikel)\b.{0,20}$/i;

/**
 * Index where the article ends: at another page's title after the prose began. That is a heading of the first rank in
 * a box of its own (within the paragraphs' box it is a section), or any heading under a line such as "Next story".
 */
const bodyEnd = (blocks: readonly JudgedBlock[], start: number, known: KnownWords): number => {
  let prose = 0;
  const homes = new Set<PageElement | undefined>();
  const titled = known.titles.length > 0 && blocks.slice(0, start).some((one) => one.level === 1);
  for (let at = start; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block === undefined) break;
    if (isProse(block)) {
      prose += block.worth;
      homes.add(homeOf(block));
    }
    if (prose <= 400 || block.level === 0) continue;
    const kicker = nextKicker.test(blocks[at - 1]?.text ?? "");
    const other = block.level === 1 && titled && !sameAsOne(block.text, known.titles) && !homes.has(homeOf(block));
    if (kicker || other) return at;
  }
  return blocks.length;
};

/** A description repeated among the paragraphs is one of them; in a box of its own it is the dek. */
const isStatedDek = (block: JudgedBlock, next: JudgedBlock | undefined, known: KnownWords): boolean =>
  (block.text.length < longestDek || /^h[1-6]$/.test(block.element.tag)) &&
  sameAsOne(block.text, known.deks) &&
  next?.element.parent !== block.element.parent;

/** Without a sentence's end, too, a line of this length is text. */
const longLine = 100;

const isHeaderLine = (block: JudgedBlock, next: JudgedBlock | undefined, known: KnownWords): boolean => {
  if (sameAsOne(block.text, known.titles) || isStatedDek(block, next, known)) return true;
  if (block.text.length > 300) return false;
  if (isDekPart(block) || isBylinePart(block) || isBylineLine(block.text)) return true;
  // A list of terms above the text is the document's own data: number, version, marking, date.
  if (block.element.tag === "dt" || block.element.tag === "dd") return true;
  if (isProse(block)) return false;
  if (next === undefined) return !isSentence(block);
  if (block.text.length >= longLine && block.linkShare < 0.3 && block.type !== "heading") return false;
  // A short opening line is text when it stands among the paragraphs.
  return block.type === "heading" || block.text.length < 25 || homeOf(next) !== homeOf(block);
};

const isNoise = (block: JudgedBlock): boolean => {
  if (block.aside || block.type === "caption") return true;
  if (isSiteLine(block.text)) return true;
  if (isCaptionPart(block) && block.text.length < 600) return true;
  if (block.linkShare > 0.7 && block.text.length < 250 && block.type !== "table_row") return true;
  return isBylinePart(block) && !block.sentence && block.text.length < 120;
};

/** Headings that close the article take what follows in their box, up to a heading of their rank or higher. */
const closedParts = (blocks: readonly JudgedBlock[]): ReadonlySet<JudgedBlock> => {
  const closed = new Set<JudgedBlock>();
  let level = 0;
  let end = 0;
  for (const block of blocks) {
    const closes = block.level > 0 && isClosingHeading(block.text);
    if (level > 0 && (block.at >= end || (block.level > 0 && block.level <= level && !closes))) level = 0;
    if (closes && level === 0) {
      level = block.level;
      end = block.element.parent?.end ?? block.element.end;
    }
    if (level > 0) closed.add(block);
  }
  return closed;
};

/** Headings with nothing under them are no part of the text. */
const withoutEmptyHeadings = (blocks: readonly JudgedBlock[]): JudgedBlock[] => {
  const kept: JudgedBlock[] = [];
  let textFollows = false;
  for (const block of blocks.toReversed()) {
    if (block.type !== "heading") {
      kept.push(block);
      textFollows = true;
    } else if (textFollows) kept.push(block);
  }
  return kept.reverse();
};

/** Place of the title's own heading, else of a line with the same words. */
export const findTitleAt = (page: JudgedPage, title: string): number | undefined => {
  const same = page.blocks.filter((block) => !block.aside && sameAsOne(block.text, [title]));
  return (same.find((block) => block.level === 1) ?? same.find((block) => block.level > 0) ?? same[0])?.at;
};

const leadReach = 120;

/** An opening paragraph in a box of its own between title and body: long enough to be text and not a dek. */
const leadBlocks = (
  page: JudgedPage,
  body: PageElement,
  titleAt: number | undefined,
  known: KnownWords,
): JudgedBlock[] => {
  if (titleAt === undefined || titleAt >= body.at) return [];
  const between = page.blocks.filter(
    (block) => block.at > titleAt && block.at < body.at && body.at - block.at <= leadReach,
  );
  return between.filter(
    (block) =>
      block.type === "paragraph" &&
      !/^h[1-6]$/.test(block.element.tag) &&
      isProse(block) &&
      block.worth >= longestDek &&
      !isNoise(block) &&
      !isDekPart(block) &&
      !isBylineLine(block.text) &&
      !sameAsOne(block.text, known.titles),
  );
};

/** A heading right over the first paragraph is a section's; right under the title, alone of its rank, it is the dek. */
const openingHeading = (
  candidates: readonly JudgedBlock[],
  first: JudgedBlock | undefined,
  titleInside: boolean,
  known: KnownWords,
): JudgedBlock | undefined => {
  const index = first === undefined ? -1 : candidates.indexOf(first);
  const heading = candidates[index - 1];
  if (first === undefined || heading === undefined || heading.type !== "heading") return undefined;
  const ranks = candidates.filter((block) => block.type === "heading" && block.level === heading.level && !block.aside);
  if (titleInside && index === 1 && ranks.length < 2) return undefined;
  if (isNoise(heading) || isDekPart(heading) || isBylinePart(heading) || homeOf(heading) !== homeOf(first))
    return undefined;
  return sameAsOne(heading.text, [...known.titles, ...known.deks]) ? undefined : heading;
};

export const keepBlocks = (page: JudgedPage, body: PageElement, known: KnownWords, titleAt?: number): JudgedBlock[] => {
  const inside = page.blocks.filter((block) => block.at >= body.at && block.at < body.end);
  const start = bodyStart(inside, known);
  const end = bodyEnd(inside, start, known);
  const candidates = inside.slice(afterByline(inside, start), end);
  const closed = closedParts(candidates);
  const revisions = revisionTables(candidates);
  const kept: JudgedBlock[] = [];
  let begun = false;
  for (const [index, block] of candidates.entries()) {
    if (isNoise(block) || closed.has(block) || revisions.has(block)) continue;
    if (!begun && isHeaderLine(block, candidates.slice(index + 1).find(isProse), known)) continue;
    if (block.level > 0 && sameAsOne(block.text, known.titles)) continue;
    begun = true;
    kept.push(block);
  }
  const opening = openingHeading(candidates, kept[0], start > 0, known);
  const all = opening === undefined ? kept : [opening, ...kept];
  const own = withoutThreads(withoutComments(withoutRemarks(all)));
  const text = withoutRepeats(withoutInserts(own), bareWords);
  const ended = withoutTail(withoutBios(text, known.authors ?? []));
  return [...leadBlocks(page, body, titleAt, known), ...withoutEmptyHeadings(ended)];
};
