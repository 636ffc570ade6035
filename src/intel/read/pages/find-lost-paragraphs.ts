/**
 * The lost-paragraph alarm: prose of the page that the reader left out although it looks like the article's own.
 *
 * Looked for near the article (its element and the parts just around it) and, when the feed or the page's own label
 * carries the text, against those words: what they hold and we do not is lost.
 */

import { isSiteLine } from "./boilerplate-lines.ts";
import { isBio, isStamp } from "./drop-remarks.ts";
import type { JudgedBlock, JudgedPage } from "./judge-blocks.ts";
import { within } from "./judge-blocks.ts";
import { bareWords } from "./keep-blocks.ts";
import type { PageElement } from "./page-tree.ts";

const maxLost = 40;

/** The element around the article that holds at most half as much again of prose. */
const surroundings = (page: JudgedPage, body: PageElement): PageElement => {
  const worth = within(page.rawBefore, body);
  let around = body;
  for (let at = body.parent; at !== undefined && within(page.rawBefore, at) <= worth * 1.5; at = at.parent) around = at;
  return around;
};

const looksLost = (block: JudgedBlock): boolean =>
  block.sentence && block.worth >= 100 && block.linkShare < 0.25 && !block.aside && !isSiteLine(block.text);

/** Paragraphs of other words for this article (feed content, JSON-LD body) that stand nowhere in the text. */
const missingFrom = (text: string, other: string): string[] => {
  const held = bareWords(text);
  return other
    .split(/\n{1,}/)
    .map((part) => part.trim())
    .filter((part) => part.length >= 100 && !held.includes(bareWords(part).slice(0, 80)));
};

export const findLostParagraphs = (
  page: JudgedPage,
  body: PageElement,
  kept: readonly JudgedBlock[],
  text: string,
  otherTexts: readonly string[],
  authors: readonly string[] = [],
): string[] => {
  const around = surroundings(page, body);
  const keptAt = new Set(kept.map((block) => block.at));
  const first = kept[0]?.at ?? body.at;
  // A heading after the article's end begins another part of the page; so does a comment's time.
  const last = kept.at(-1)?.at ?? body.end;
  const next = page.blocks.find((block) => block.at > last && (block.type === "heading" || isStamp(block)));
  const end = Math.min(around.end, next?.at ?? around.end);
  const near = page.blocks
    .filter((block) => block.at >= first && block.at < end && !keptAt.has(block.at))
    .filter((block) => looksLost(block) && !isBio(block, authors))
    .map((block) => block.text);
  const missing = otherTexts.flatMap((other) => missingFrom(text, other));
  return [...new Set([...near, ...missing])].slice(0, maxLost);
};
