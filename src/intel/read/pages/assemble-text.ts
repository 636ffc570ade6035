/** Joins blocks to the article's text: blank lines between, and each block knows where it stands. */
import type { Block, BlockType } from "#terms/article.ts";

export interface TextBlock {
  readonly text: string;
  readonly type: BlockType;
}

export interface AssembledText {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Holds: `text.slice(block.start, block.end)` is the block's text; blocks are in order and do not overlap. */
export const assembleText = (parts: readonly TextBlock[]): AssembledText => {
  const blocks: Block[] = [];
  const texts: string[] = [];
  let at = 0;
  for (const part of parts) {
    const text = part.text.replace(/\n{2,}/g, "\n").trim();
    if (text === "") continue;
    if (texts.length > 0) at += 2;
    blocks.push({ type: part.type, start: at, end: at + text.length });
    texts.push(text);
    at += text.length;
  }
  return { text: texts.join("\n\n"), blocks };
};
