/**
 * Recognises an article that strings several unrelated items together: it supports stories and belongs to none.
 *
 * By its title ("in brief", "week in review", "Wochenrückblick") or by its build: four or more short items, each with
 * its own run-in head or heading, that share no names.
 */
import type { Article } from "#terms/article.ts";
import { scanWords } from "../wording/scan-words.ts";
import { isOrdinary, isStopWord } from "../wording/weigh-words.ts";

const titleCues =
  /(?:\bin brief\b|\bround-?up\b|\bwrap-?up\b|\brecap\b|\bin other news\b|\bnews(?:letter)? digest\b|\b(?:daily|weekly|monthly|news|threat) (?:digest|brief(?:ing)?|summary|bulletin|podcast)\b|\b(?:week|month|day|year)(?:’s|'s)? (?:in review|in security|at a glance|headlines)\b|\bthis week in\b|\bheadlines\b.{0,30}\b(?:today|week|day)\b|\bweek in\b|\bmorning (?:brief|briefing|coffee)\b|\bwochenr(?:ü|ue)ckblick\b|\bkurz (?:und knapp|notiert|gemeldet)\b|\bkurzmeldungen\b|\bin k(?:ü|ue)rze\b|\bmeldungen des tages\b|\ben bref\b|\ben breve\b)/iu;

/** "Record flood. The botnet …": two to five words, a full stop, and then the item. Or "Flood: The botnet …". */
const runInHead = /^[\p{Lu}\p{N}][^.:!?\n]{1,45}[.:] +[\p{Lu}\p{N}"“„]/u;

const runInWords = (paragraph: string): boolean => {
  const match = runInHead.exec(paragraph);
  return match !== null && match[0].trim().split(/\s+/).length <= 7;
};

const namesOf = (paragraph: string): Set<string> => {
  const found = new Set<string>();
  for (const word of scanWords(paragraph.slice(0, 600)))
    if (word.kind === "identifier" || (word.capital && !word.opens && !isOrdinary(word.stem) && !isStopWord(word.stem)))
      found.add(word.stem);
  return found;
};

/** Share of neighbouring items that have no name in common. */
const shareApart = (items: readonly string[]): number => {
  const names = items.map(namesOf);
  let apart = 0;
  for (const [index, own] of names.entries()) {
    const next = names[index + 1];
    if (next !== undefined && ![...own].some((name) => next.has(name))) apart += 1;
  }
  return apart / Math.max(1, items.length - 1);
};

const paragraphsOf = (article: Article): string[] =>
  article.text
    .slice(0, 30_000)
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph.length > 0);

/** Why it is a round-up, or undefined. */
export const recogniseRoundUp = (article: Article): string | undefined => {
  const cue = titleCues.exec(article.title);
  if (cue !== null) return `its title says so: “${cue[0]}”`;
  const items = paragraphsOf(article);
  const headed = items.filter(runInWords);
  if (headed.length >= 4 && headed.length / items.length >= 0.6 && shareApart(headed) >= 0.75)
    return `${headed.length} short items with heads of their own and no names in common`;
  const headings = article.blocks.filter((block) => block.type === "heading").length;
  const isLong = items.length >= 8;
  if (headings >= 5 && isLong && headings / items.length >= 0.3 && shareApart(items) >= 0.85)
    return `${headings} headed items with no names in common`;
  return undefined;
};
