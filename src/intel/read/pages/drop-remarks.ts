/**
 * Leaves out what stands after the running text and is told from it by its shape alone: comment threads, lines of
 * tools, notes on the author, remarks. No class words are needed here: many sites have none.
 */

import { homeOf, isProse, wideHomes } from "./block-homes.ts";
import { isToolLine } from "./boilerplate-lines.ts";
import { type JudgedBlock, longestDek } from "./judge-blocks.ts";
import type { PageElement } from "./page-tree.ts";

const dominant = 0.8;
const leastDominant = 250;

/** The key with most of the prose, if it has `dominant` of it and there is enough to tell. */
export const mainOf = <Key>(
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

const relativeTime =
  /(?:\d|\b(?:an?|one)) ?(?:s|sec(?:ond)?s?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|years?) ago\b|\bvor \d{1,3} (?:Sekunden|Minuten?|Stunden?|Tag(?:en)?|Wochen?|Monat(?:en)?|Jahr(?:en)?)\b|\bil y a \d{1,3} |\bhace \d{1,3} /iu;
/** "kim, 2 hours ago": over what somebody wrote. */
export const isStamp = (block: JudgedBlock): boolean =>
  block.text.length <= 80 && !block.sentence && relativeTime.test(block.text);

/**
 * When one box holds nearly all of the text, short lines after it in other boxes are remarks and footers; long ones
 * too, where they stand under names with the time since, as comments do.
 */
export const withoutRemarks = (blocks: readonly JudgedBlock[]): JudgedBlock[] => {
  const prose = blocks.filter(isProse);
  const wide = wideHomes(blocks);
  const home = mainOf(prose, homeOf) ?? mainOf(prose, (block) => wide.get(block));
  if (home === undefined) return [...blocks];
  const talk = blocks.find((block) => block.at >= home.end && isStamp(block))?.at ?? Number.POSITIVE_INFINITY;
  return blocks.filter(
    (block) => block.at < home.end || isAddition(block) || (block.worth >= longestDek && block.at < talk),
  );
};

/** What an outlet adds to its own text: said in a sentence, whatever box it stands in. */
const addition =
  /^(?:update|correction|clarification|erratum|editor['’]s note|aktualisierung|nachtrag|korrektur|berichtigung|mise à jour|correctif|corrección|actualización)(?![\p{L}])/iu;
export const isAddition = (block: JudgedBlock): boolean => block.sentence && addition.test(block.text);

const worthOf = (blocks: readonly JudgedBlock[]): number => blocks.reduce((sum, block) => sum + block.worth, 0);

/** Comments under names with the time since, in boxes that hold none of the text before them: gone with what follows. */
export const withoutComments = (blocks: readonly JudgedBlock[]): JudgedBlock[] => {
  const first = blocks.findIndex(isStamp);
  if (first < 0 || blocks.filter(isStamp).length < 2) return [...blocks];
  const before = blocks.slice(0, first);
  const after = blocks.slice(first);
  const homes = new Set(before.filter(isProse).map(homeOf));
  const apart = after.every((block) => !isProse(block) || !homes.has(homeOf(block)));
  return apart && worthOf(before) >= Math.max(leastDominant, worthOf(after)) ? before : [...blocks];
};

const label = /^[\p{L}\p{N}][\p{L}\p{N}_.@ -]{0,28}:\s/u;

/** "Name: what they say", the name in a mark of its own. */
const isSpoken = (block: JudgedBlock): boolean => {
  const name = label.exec(block.text.slice(0, 40))?.[0].length;
  return name !== undefined && Math.abs(block.emphasised + block.linked - name) <= 2;
};

/** A lesser box after the text in which everybody speaks under a name is its comment thread, not an interview. */
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
    ({ held, before: text }) =>
      held.length >= 2 && text >= leastDominant && worthOf(held) < text / 2 && held.every(isSpoken),
  );
  const dropped = new Set(threads.flatMap(({ held }) => held));
  return blocks.filter((block) => !dropped.has(block));
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

const doing =
  /^,?\s(?:is|was|are|covers|reports|writes|edits|has|joined|leads|can be|ist|war|berichtet|schreibt|arbeitet|est|couvre|écrit|es|cubre|escribe|è|scrive)(?![\p{L}])/iu;
const anyName =
  /^\p{Lu}[\p{L}.'’-]{1,20}(?:\s\p{Lu}[\p{L}.'’-]{0,20}){1,3}(?=\s(?:is an?|covers|reports (?:on|for|from)|writes (?:about|for)|ist|berichtet|schreibt)\s)/u;

/** Says who the author is: begins with an author's name, or is set in italics and begins with somebody's. */
export const isBio = (block: JudgedBlock, authors: readonly string[]): boolean => {
  if (block.type !== "paragraph" || block.text.length > 500) return false;
  const { text } = block;
  if (authors.some((name) => name.length >= 5 && text.startsWith(name) && doing.test(text.slice(name.length))))
    return true;
  return block.emphasised >= text.length * 0.9 && anyName.test(text.slice(0, 120));
};

const lastBlocks = 3;

/** Notes on the author at the end. */
export const withoutBios = (blocks: readonly JudgedBlock[], authors: readonly string[]): JudgedBlock[] =>
  blocks.filter((block, index) => index === 0 || index < blocks.length - lastBlocks || !isBio(block, authors));
