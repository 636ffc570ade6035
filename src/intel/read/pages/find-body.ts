/**
 * Finds the element that holds the article: much prose, little else.
 *
 * Each element is weighed by the prose in it times a power of its purity (prose over all visible text); elements
 * that name themselves as the article's text weigh more, parts that are not the article weigh nothing.
 */
import { type JudgedPage, namesBody, within } from "./judge-blocks.ts";
import { breaksText, elementsIn, type PageElement } from "./page-tree.ts";

/** Between 0.75 and 1 the choice is the same on all measured sets; below, whole pages win, above, single sections. */
const purityWeight = 0.75;

const bonusOf = (element: PageElement): number => {
  if (element.tag === "body" || element.tag === "html") return 1;
  if (/articlebody/i.test(element.attributes.get("itemprop") ?? "")) return 1.5;
  if (namesBody(element)) return 1.3;
  if (element.tag === "article" || element.attributes.get("role") === "article") return 1.2;
  if (element.tag === "main" || element.attributes.get("role") === "main") return 1.15;
  return 1;
};

/** Characters of text between the title's heading and an element that begins after it. */
const gapAfterTitle = (page: JudgedPage, element: PageElement, titleAt: number): number => {
  if (element.at <= titleAt && titleAt < element.end) return 0;
  const from = page.lengthBefore[Math.min(titleAt, element.at)] ?? 0;
  return Math.abs((page.lengthBefore[element.at] ?? 0) - (page.lengthBefore[titleAt] ?? from));
};

/** An article follows its title: half the weight at this many characters from it. */
const titleReach = 3_000;

/** Articles stand in boxes, not in a paragraph or a bold mark. */
const mayHold = (element: PageElement): boolean =>
  breaksText(element.tag) && !/^(?:p|h[1-6]|li|dt|dd|pre|blockquote)$/.test(element.tag);

/** The element with the article's text; undefined when the page has no prose. `titleAt`: place of the title's heading. */
export const findBody = (page: JudgedPage, titleAt?: number): PageElement | undefined => {
  let best: PageElement | undefined;
  let bestScore = 0;
  for (const element of elementsIn(page.tree)) {
    if (page.asides.has(element) || element.hidden || !mayHold(element)) continue;
    const worth = within(page.worthBefore, element);
    if (worth === 0) continue;
    const length = Math.max(1, within(page.lengthBefore, element));
    const near = titleAt === undefined ? 1 : titleReach / (titleReach + gapAfterTitle(page, element, titleAt));
    const score = worth * Math.min(1, worth / length) ** purityWeight * bonusOf(element) * near;
    // At equal weight the deeper element is the tighter one.
    if (score >= bestScore) {
      best = element;
      bestScore = score;
    }
  }
  return best;
};
