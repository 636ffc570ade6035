/**
 * Recognises an article that strings several unrelated items together: it supports stories and belongs to none.
 *
 * By its title ("in brief", "week in review", "Wochenrückblick"), by its build (four or more short items with heads of
 * their own that share no names), or by several weaker signs at once: a title that lists, a standfirst that promises
 * odds and ends, items without a word in common, and items that touch different stories of the day (the caller counts
 * those). A report on one happening refers back to itself, so it shares words between its paragraphs.
 */
import type { Article } from "#terms/article.ts";
import { scanWords } from "../wording/scan-words.ts";
import { isOrdinary, isStopWord, wordWeight } from "../wording/weigh-words.ts";

const days =
  "(?:mon|tues|wednes|thurs|fri|satur|sun)day|week(?:end|ly)?|mid-?week|dai?ly|day|morning|evening|lunchtime";

const titleCues = new RegExp(
  [
    "\\bin brief\\b|\\bround-?up\\b|\\bwrap-?up\\b|\\brecap\\b|\\bin other news\\b|\\bnews(?:letter)? digest\\b",
    "\\b(?:daily|weekly|monthly|news|threat) (?:digest|brief(?:ing)?|summary|bulletin|podcast)\\b",
    "\\b(?:week|month|day|year)(?:’s|'s)? (?:in review|in security|at a glance|headlines)\\b|\\bthis week in\\b",
    "\\bheadlines\\b.{0,30}\\b(?:today|week|day)\\b|\\bweek in\\b|\\bmorning (?:brief|briefing|coffee)\\b",
    `\\b(?:the |your )?(?:${days}|news|security|cyber)(?:’s|'s)? (?:wrap|digest|round|notes|notebook|miscellany|shorts|briefs)\\b(?=[\\s]*(?:[:–—|-]|$))`,
    "^\\W{0,3}(?:the )?(?:loose ends|odds and ends|bits and pieces|quick (?:hits|takes|reads)|short takes|news in short|in short|news bites|shorts|also in the news|elsewhere|miscellany|briefly|the rest of the news)(?=\\s*[:–—|-])",
    "\\b(?:stories|news|things|items) you (?:may|might) have missed\\b|\\bwhat else happened\\b",
    "\\bwochenr(?:ü|ue)ckblick\\b|\\bkurz (?:und knapp|und b(?:ü|ue)ndig|notiert|gemeldet)\\b|\\bkurzmeldungen\\b|\\bin k(?:ü|ue)rze\\b|\\bmeldungen des tages\\b|\\bau(?:ß|ss)erdem\\b(?=\\s*:)",
    "\\ben bref\\b|\\ben breve\\b|\\bles br(?:è|e)ves\\b|\\ble r(?:é|e)cap\\b|\\bin breve\\b|\\bin het kort\\b|\\bkort nieuws\\b|\\bem resumo\\b|\\bbreves\\b(?=\\s*:)",
  ].join("|"),
  "iu",
);

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

const mostItems = 60;
const paragraphsOf = (article: Article): string[] =>
  article.text
    .slice(0, 30_000)
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph.length > 0)
    .slice(0, mostItems * 4);

/** What stands between headings; a text with fewer than three headings is taken by paragraphs. */
export const itemsOf = (article: Article): string[] => {
  const starts = article.blocks.filter((block) => block.type === "heading").map((block) => block.start);
  if (starts.length < 3) return paragraphsOf(article).slice(0, mostItems);
  const ends = [...starts.slice(1), Math.min(article.text.length, 30_000)];
  return starts
    .map((start, index) => article.text.slice(start, ends[index]).trim())
    .filter((item) => item.length > 0)
    .slice(0, mostItems);
};

/** Rare enough that two paragraphs on one matter may well share it, and two on different matters will not. */
const tellingWeight = 3.2;
const wordsRead = 900;

const tellsOf = (item: string): Set<string> => {
  const found = new Set<string>();
  for (const word of scanWords(item.slice(0, wordsRead))) {
    if (word.kind === "number" || word.stem.length < 3 || isStopWord(word.stem)) continue;
    if (wordWeight(word.stem) >= tellingWeight) found.add(word.stem);
  }
  return found;
};

/** Share of all pairs of items that have a telling word in common. */
const cohesionOf = (items: readonly string[]): number => {
  const tells = items.map(tellsOf);
  let [pairs, shared] = [0, 0];
  for (const [index, own] of tells.entries())
    for (const other of tells.slice(index + 1)) {
      pairs += 1;
      if ([...own].some((tell) => other.has(tell))) shared += 1;
    }
  return pairs === 0 ? 1 : shared / pairs;
};

/** "old routers, busy worms and a fine": three matters, each of two words or more, perhaps after a series' name. */
const listsMatters = (title: string): boolean => {
  const body = title.slice(0, 300).replace(/^[^:]{2,40}: +/u, "");
  if (/[.?!]\s/.test(body)) return false;
  const pieces = body.split(/,? (?:and|und|sowie|et|y|e|en|plus|&) |[,;] /u).map((piece) => piece.trim());
  return pieces.length >= 3 && pieces.every((piece) => piece.split(/\s+/).length >= 2);
};

const standfirstCues =
  /\b(?:everything else|short stack|in short|other news|odds and ends|the rest of|what else|also worth|worth knowing|other stories|at a glance|was sonst|und sonst|et aussi)\b/iu;

/** "It", "the company", "this": a paragraph that leans on the one before belongs to the same matter. */
const leansBack =
  /^(?:it|its|they|their|he|she|his|her|this|that|these|those|both|the (?:company|firm|group|gang|flaw|bug|attack|attackers|researchers|report|vendor|agency|intruders|hackers|malware|update|hole)|er|sie|das|dies(?:e|er|es)?|il|elle|ils|elles)\b/iu;

const shortItem = 700;
const leastItems = 4;
const loose = 0.12;
const looseToAsk = 0.25;

/** How much the build of an article looks like a round-up's, and why. */
export interface LooseBuild {
  readonly points: number;
  readonly why: readonly string[];
}

/** Signs short of certainty: undefined when the items hang together, as those of a report on one happening do. */
export const readLooseBuild = (article: Article): LooseBuild | undefined => {
  const items = itemsOf(article);
  if (items.length < leastItems) return undefined;
  const length = items.reduce((sum, item) => sum + item.length, 0) / items.length;
  const headed = article.blocks.some((block) => block.type === "heading");
  if (length > (headed ? 3 * shortItem : shortItem)) return undefined;
  const cohesion = cohesionOf(items);
  if (cohesion > looseToAsk) return undefined;
  const why: string[] = [];
  if (cohesion <= loose && shareApart(items) === 1) why.push(`${items.length} items without a name in common`);
  if (listsMatters(article.title)) why.push("its title lists several matters");
  if (standfirstCues.test((article.dek ?? "").slice(0, 400))) why.push("its standfirst promises odds and ends");
  if (!items.slice(1).some((item) => leansBack.test(item))) why.push("no item leans on the one before");
  return { points: why.length, why };
};

/**
 * A loose build whose items touch different stories of the day: three, or two with all but one sign beside. One story
 * touched is a report's own, a second may be a comparison.
 */
export const isRoundUpBy = (build: LooseBuild, touched: number): boolean =>
  (touched >= 3 && build.points >= 1) || (touched === 2 && build.points >= 3);

/** The build alone, when every sign is there. */
const buildAlone = 3;

/** Why it is a round-up, or undefined. */
export const recogniseRoundUp = (article: Article): string | undefined => {
  const cue = titleCues.exec(article.title);
  if (cue !== null) return `its title says so: “${cue[0].trim()}”`;
  const items = paragraphsOf(article);
  const headed = items.filter(runInWords);
  if (headed.length >= 4 && headed.length / items.length >= 0.6 && shareApart(headed) >= 0.75)
    return `${headed.length} short items with heads of their own and no names in common`;
  const headings = article.blocks.filter((block) => block.type === "heading").length;
  const isLong = items.length >= 8;
  if (headings >= 5 && isLong && headings / items.length >= 0.3 && shareApart(items) >= 0.85)
    return `${headings} headed items with no names in common`;
  const build = readLooseBuild(article);
  return build !== undefined && build.points >= buildAlone && listsMatters(article.title)
    ? build.why.join("; ")
    : undefined;
};
