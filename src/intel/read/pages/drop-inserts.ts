/**
 * Leaves out what a site puts between the paragraphs and is told from them by its shape alone: boxes of another make,
 * and sentences of the text shown once more as an ornament. No class words are needed here: many sites have none.
 */

import { homeOf, isProse } from "./block-homes.ts";
import { isClosingHeading } from "./boilerplate-lines.ts";
import { isAddition, mainOf } from "./drop-remarks.ts";
import type { JudgedBlock } from "./judge-blocks.ts";
import type { PageElement } from "./page-tree.ts";

const boxTag = /^(?:div|td|section|span|center|table|figure|article|main|aside)$/;

/** Paragraphs are told by their element, boxes by their class words too: sites write paragraphs one way. */
const shapeOf = (block: JudgedBlock): string =>
  boxTag.test(block.element.tag) ? `${block.element.tag}.${block.element.cues.join(".")}` : block.element.tag;

/** Subheadings and questions that sites set in boxes. */
const headingWords =
  /^(?:sub)?(?:head(?:line|ing|er)?|hed|title|titel)$|^(?:crosshead|zwischentitel|intertitre|question|faq|accordion)$/;
const isBoxedHeading = (block: JudgedBlock): boolean =>
  !isClosingHeading(block.text) && block.element.cues.some((cue) => headingWords.test(cue));

/** What stands in a box between paragraphs of another make is put there by the site: up to this length. */
const longestInsert = 150;

/** Does an element hold one of these places? They come in order. */
const holdsOne = (places: readonly number[], element: PageElement): boolean => {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < element.at) low = middle + 1;
    else high = middle;
  }
  return (places[low] ?? Number.POSITIVE_INFINITY) < element.end;
};

/** Boxes between the paragraphs that are written as no paragraph is: offers, games, adverts. */
export const withoutInserts = (blocks: readonly JudgedBlock[]): JudgedBlock[] => {
  const prose = blocks.filter(isProse);
  const shape = prose.length < 3 ? undefined : mainOf(prose, shapeOf);
  if (shape === undefined) return [...blocks];
  const written = blocks.filter((block) => shapeOf(block) === shape).map((block) => block.at);
  const first = written[0] ?? 0;
  const isInsert = (block: JudgedBlock): boolean =>
    block.type === "paragraph" &&
    block.at > first &&
    block.text.length <= longestInsert &&
    !block.broken &&
    boxTag.test(block.element.tag) &&
    shapeOf(block) !== shape &&
    !isBoxedHeading(block) &&
    !isAddition(block) &&
    !holdsOne(written, block.element);
  return blocks.filter((block) => !isInsert(block));
};

const mostRepeats = 40;
const shortestRepeat = 20;
const longestRepeat = 160;

/** A sentence of the text pulled out and shown once more, in a quote or a box of its own. */
export const withoutRepeats = (blocks: readonly JudgedBlock[], bareWords: (text: string) => string): JudgedBlock[] => {
  const inHome = new Map<PageElement | undefined, number>();
  for (const block of blocks) inHome.set(homeOf(block), (inHome.get(homeOf(block)) ?? 0) + 1);
  const alone = (block: JudgedBlock): boolean => block.type === "paragraph" && inHome.get(homeOf(block)) === 1;
  const asked = blocks
    .filter((block) => block.type === "quote" || alone(block))
    .filter((block) => block.text.length >= shortestRepeat && block.text.length <= longestRepeat)
    .slice(0, mostRepeats);
  if (asked.length === 0) return [...blocks];
  const bare = new Map(blocks.map((block) => [block, bareWords(block.text)]));
  const isRepeat = (block: JudgedBlock): boolean => {
    const words = bare.get(block) ?? "";
    return (
      words.length >= shortestRepeat &&
      blocks.some((other) => other.text.length > block.text.length && (bare.get(other) ?? "").includes(words))
    );
  };
  const dropped = new Set(asked.filter(isRepeat));
  return blocks.filter((block) => !dropped.has(block));
};
