/**
 * Finds teasers: boxes with one linked heading and a few words, three or more side by side. They tell of other pages.
 */
import type { PageBlock } from "./collect-blocks.ts";
import type { PageElement, PageTree } from "./page-tree.ts";

const fewest = 3;
const share = 0.7;

interface Sums {
  readonly headings: Float64Array;
  readonly linked: Float64Array;
}

const isLinkedHeading = (block: PageBlock): boolean =>
  block.type === "heading" && block.linked >= block.text.length * 0.8 && block.text.length >= 10;

const sumHeadings = (tree: PageTree, blocks: readonly PageBlock[]): Sums => {
  const headings = new Float64Array(tree.nodes.length + 1);
  const linked = new Float64Array(tree.nodes.length + 1);
  for (const block of blocks) {
    if (block.type !== "heading") continue;
    headings[block.at + 1] = 1;
    if (isLinkedHeading(block)) linked[block.at + 1] = 1;
  }
  for (let at = 1; at < headings.length; at += 1) {
    headings[at] = (headings[at] ?? 0) + (headings[at - 1] ?? 0);
    linked[at] = (linked[at] ?? 0) + (linked[at - 1] ?? 0);
  }
  return { headings, linked };
};

const count = (sums: Float64Array, element: PageElement): number => (sums[element.end] ?? 0) - (sums[element.at] ?? 0);

/** The boxes of teasers, each with its heading. */
export const findCards = (tree: PageTree, blocks: readonly PageBlock[]): Set<PageElement> => {
  const sums = sumHeadings(tree, blocks);
  const cards = new Set<PageElement>();
  for (const block of blocks) {
    if (!isLinkedHeading(block)) continue;
    let card = block.element;
    while (card.parent !== undefined && count(sums.headings, card.parent) === 1) card = card.parent;
    const around = card.parent;
    if (around === undefined || count(sums.linked, around) < fewest) continue;
    if (count(sums.linked, around) >= count(sums.headings, around) * share) cards.add(card);
  }
  return cards;
};
