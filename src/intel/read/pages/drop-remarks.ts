/**
 * Leaves out what stands in or after the running text and is told from it by its shape alone: boxes put between the
 * paragraphs, comment threads, lines of tools, remarks at the end. No class words are needed here: many sites have none.
 */

import { homeOf, isProse, wideHomes } from "./block-homes.ts";
import { isClosingHeading, isToolLine } from "./boilerplate-lines.ts";
import { type JudgedBlock, longestDek } from "./judge-blocks.ts";
import type { PageElement } from "./page-tree.ts";

const dominant = 0.8;
const leastDominant = 250;

/** The key with most of the prose, if it has `dominant` of it and there is enough to tell. */
const mainOf = <Key>(
  prose: readonly JudgedBlock[],
  keyOf: (block: JudgedBlock) => Key | undefined,
): Key | undefined => {
  const worths = new Map<Key, number>();
  let total = 0;
  for (const block of prose) {
    const key = keyOf(block);
    if (key === undefined) continue;
    worths.set(key, (worths.get(key) ?? 0) + block.worth);
    total += block.worth;
  }
  const [main] = [...worths].sort((a, b) => b[1] - a[1]);
  return main === undefined || main[1] < total * dominant || main[1] < leastDominant ? undefined : main[0];
};

/** When one box holds nearly all of the text, short lines after it in other boxes are remarks and footers. */
export const withoutRemarks = (blocks: readonly JudgedBlock[]): JudgedBlock[] => {
  const prose = blocks.filter(isProse);
  const wide = wideHomes(blocks);
  const home = mainOf(prose, homeOf) ?? mainOf(prose, (block) => wide.get(block));
  if (home === undefined) return [...blocks];
  return blocks.filter((block) => block.at < home.end || block.worth >= longestDek || isAddition(block));
};

/** What an outlet adds to its own text: said in a sentence, whatever box it stands in. */
const addition =
  /^(?:update|correction|clarification|erratum|editor['’]s note|aktualisierung|nachtrag|korrektur|berichtigung|mise à jour|correctif|corrección|actualización)(?![\p{L}])/iu;
const isAddition = (block: JudgedBlock): boolean => block.sentence && addition.test(block.text);

const label = /^[\p{L}\p{N}][\p{L}\p{N}_.@ -]{0,28}:\s/u;

/** "Name: what they say", the name in a mark of its own. */
const isSpoken = (block: JudgedBlock): boolean => {
  const name = label.exec(block.text.slice(0, 40))?.[0].length;
  return name !== undefined && Math.abs(block.emphasised + block.linked - name) <= 2;
};

/** A box after the text in which everybody speaks under a name is its comment thread; in the text it is an interview. */
export const withoutThreads = (blocks: readonly JudgedBlock[]): JudgedBlock[] => {
  const speakers = blocks.filter(isSpoken);
  if (speakers.length < 2) return [...blocks];
  const byHome = new Map<PageElement | undefined, { readonly held: JudgedBlock[]; readonly before: number }>();
  let before = 0;
  for (const block of blocks) {
    const home = homeOf(block);
    const known = byHome.get(home);
    if (known === undefined) byHome.set(home, { held: [block], before });
    else known.held.push(block);
    before += block.worth;
  }
  const threads = [...byHome.values()].filter(
    ({ held, before: text }) => held.length >= 2 && text >= leastDominant && held.every(isSpoken),
  );
  const dropped = new Set(threads.flatMap(({ held }) => held));
  return blocks.filter((block) => !dropped.has(block));
};

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

/** Lines after the last prose: tags, polls, weather. Code, rows and list items under the text are part of it. */
export const withoutTail = (blocks: readonly JudgedBlock[]): JudgedBlock[] => {
  const last = blocks.findLastIndex((block) => isProse(block));
  if (last < 0) return [...blocks];
  const homes = new Set(blocks.filter(isProse).map(homeOf));
  const belongs = (block: JudgedBlock): boolean =>
    block.type !== "paragraph" || (!isToolLine(block.text) && (block.worth >= 40 || homes.has(homeOf(block))));
  return blocks.filter((block, index) => index <= last || belongs(block));
};
