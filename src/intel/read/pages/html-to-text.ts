/** Feed and page markup to plain text: every visible block, blank lines between. Hidden text is left out. */
import { type AssembledText, assembleText } from "./assemble-text.ts";
import { buildTree } from "./build-tree.ts";
import { collectBlocks } from "./collect-blocks.ts";
import { markHidden } from "./mark-hidden.ts";

/** Text with typed blocks; `slice(start, end)` of a block is its text. */
export const htmlToBlocks = (html: string): AssembledText & { readonly hidden: readonly string[] } => {
  const tree = buildTree(html);
  const hidden = markHidden(tree);
  const blocks = collectBlocks(tree).map((block) => ({ text: block.text, type: block.type }));
  return { ...assembleText(blocks), hidden };
};

/** Markup to plain text. Text without markup comes back folded. */
export const htmlToText = (html: string): string => htmlToBlocks(html).text;
