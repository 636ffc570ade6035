/** Where running text lives: the box that paragraphs share, seen through wrappers that hold one paragraph each. */
import type { JudgedBlock } from "./judge-blocks.ts";
import type { PageElement } from "./page-tree.ts";

export const isProse = (block: JudgedBlock): boolean => block.sentence && block.worth >= 60 && block.linkShare < 0.5;

/** The box whose running text a block is part of: paragraphs and list items belong to the box around them. */
export const homeOf = (block: JudgedBlock): PageElement | undefined => {
  const { element } = block;
  if (element.tag === "li" || element.tag === "dd" || element.tag === "dt") return element.parent?.parent;
  if (element.tag === "tr") return element.parent?.parent?.parent;
  return /^(?:p|h[1-6]|pre|blockquote)$/.test(element.tag) ? element.parent : element;
};

const mostWrappers = 8;

/**
 * Some sites wrap every paragraph in a box or a table cell of its own. The wide home is the first box around a block
 * that holds others of `blocks` too.
 */
export const wideHomes = (blocks: readonly JudgedBlock[]): ReadonlyMap<JudgedBlock, PageElement> => {
  const places = blocks.map((block) => block.at);
  const homes = new Map<JudgedBlock, PageElement>();
  blocks.forEach((block, index) => {
    let home = homeOf(block);
    const before = places[index - 1] ?? -1;
    const after = places[index + 1] ?? Number.POSITIVE_INFINITY;
    for (let steps = 0; home?.parent !== undefined && steps < mostWrappers; steps += 1) {
      if (before >= home.at || after < home.end) break;
      home = home.parent;
    }
    if (home !== undefined) homes.set(block, home);
  });
  return homes;
};
