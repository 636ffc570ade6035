/** What stands around the article: lines above it (byline, dates, section) and below it, and `<time>` elements. */
import type { JudgedBlock } from "./judge-blocks.ts";
import { bareWords } from "./keep-blocks.ts";
import { attributeOf, elementsIn, foldSpace, type PageElement, type PageTree, textWithin } from "./page-tree.ts";

export interface PageHeader {
  /** Visible texts from the title to the first paragraph, in order: single texts and whole lines. */
  readonly lines: readonly string[];
  /** Short texts right above the title, in its own box. */
  readonly kickers: readonly string[];
  readonly times: readonly { readonly value: string; readonly changed: boolean }[];
  readonly bylines: readonly string[];
  /** First lines of the page, last lines of the page. */
  readonly above: readonly string[];
  readonly below: readonly string[];
}

const maxLines = 80;

const visible = (element: PageElement | undefined): boolean => element?.hidden !== true;

/** Texts one by one: `<span>05 Feb</span><span>4 min</span>` are two lines, though they stand in one. */
const singleTexts = (tree: PageTree, from: number, to: number): string[] => {
  const texts: string[] = [];
  for (let at = from; at < to && texts.length < maxLines; at += 1) {
    const node = tree.nodes[at];
    if (node?.kind !== "text" || !visible(node.parent)) continue;
    const text = foldSpace(node.text);
    if (text.length >= 4 && text.length <= 200) texts.push(text);
  }
  return texts;
};

const bylineMark = (element: PageElement): boolean =>
  /(?:^|\s)author(?:\s|$)/i.test(element.attributes.get("rel") ?? "") ||
  /(?:^|\s)author(?:\s|$)/i.test(element.attributes.get("itemprop") ?? "") ||
  element.tag === "address" ||
  element.cues.some((cue) => cue === "byline" || cue === "author" || cue === "authors");

const nameOf = (tree: PageTree, element: PageElement): string => {
  for (const inner of elementsIn(tree, element)) {
    if (/(?:^|\s)name(?:\s|$)/i.test(inner.attributes.get("itemprop") ?? "")) {
      return attributeOf(inner, "content") ?? textWithin(tree, inner, 200);
    }
  }
  return attributeOf(element, "content") ?? textWithin(tree, element, 200);
};

const readTimes = (tree: PageTree, from: number, to: number): { value: string; changed: boolean }[] => {
  const times: { value: string; changed: boolean }[] = [];
  for (const element of elementsIn(tree)) {
    if (element.at >= to) break;
    const value =
      attributeOf(element, "datetime") ?? (element.tag === "abbr" ? attributeOf(element, "title") : undefined);
    const item = element.attributes.get("itemprop") ?? "";
    const stated = /^date(?:Published|Modified)$/i.test(item) ? (attributeOf(element, "content") ?? value) : undefined;
    const found = stated ?? (element.tag === "time" && element.at >= from ? value : undefined);
    if (found === undefined || times.length >= 20) continue;
    const changed = /modified/i.test(item) || element.cues.some((cue) => /^(?:updated|modified)$/.test(cue));
    times.push({ value: found, changed });
  }
  return times;
};

/** The block that is the title, by its words. */
const titleBlock = (blocks: readonly JudgedBlock[], title: string): JudgedBlock | undefined => {
  const bare = bareWords(title);
  return (
    blocks.find((block) => block.level === 1 && bareWords(block.text) === bare) ??
    blocks.find((block) => bareWords(block.text) === bare)
  );
};

const isBoxOf = (block: JudgedBlock, title: JudgedBlock): boolean =>
  block.element.parent === title.element.parent || block.element === title.element.parent;

export const readHeader = (
  tree: PageTree,
  blocks: readonly JudgedBlock[],
  title: string,
  kept: readonly JudgedBlock[],
): PageHeader => {
  const first = kept[0]?.at ?? tree.nodes.length;
  const last = kept.at(-1)?.at ?? 0;
  const heading = titleBlock(blocks, title);
  const from = heading !== undefined && heading.at < first ? heading.at : Math.max(0, first - 60);
  const between = blocks.filter((block) => block.at > from && block.at < first && block.text.length <= 300);
  const titleIndex = heading === undefined ? -1 : blocks.indexOf(heading);
  const before = blocks[titleIndex - 1];
  const kicker =
    heading !== undefined && before !== undefined && before.text.length <= 40 && isBoxOf(before, heading)
      ? [before.text]
      : [];
  const bylines: string[] = [];
  for (const element of elementsIn(tree)) {
    if (element.at > first + 20) break;
    if (element.at < from - 40 || !visible(element) || !bylineMark(element) || bylines.length >= 6) continue;
    bylines.push(nameOf(tree, element));
  }
  return {
    lines: [...singleTexts(tree, from, first), ...between.map((block) => block.text)].slice(0, maxLines),
    kickers: kicker,
    times: readTimes(tree, from - 20, Math.max(first, last) + 40),
    bylines,
    above: singleTexts(tree, 0, Math.max(from, 1)).slice(0, 30),
    below: blocks
      .filter((block) => block.at > last)
      .map((block) => block.text.slice(0, 200))
      .slice(-12),
  };
};
