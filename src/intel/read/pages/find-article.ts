/**
 * From the tree to the article's text: judge blocks, find the body, keep its blocks.
 *
 * When class words mislead (everything looks like an aside) the page is judged by its elements only; when the text is
 * not in the markup at all, the page's own `articleBody` label is used. Walls and error pages give nothing.
 */
import { type AssembledText, assembleText, type TextBlock } from "./assemble-text.ts";
import type { PageBlock } from "./collect-blocks.ts";
import { findBody } from "./find-body.ts";
import type { FoundTitle } from "./find-title.ts";
import { htmlToBlocks } from "./html-to-text.ts";
import { type JudgedBlock, type JudgedPage, judgePage } from "./judge-blocks.ts";
import { findTitleAt, type KnownWords, keepBlocks } from "./keep-blocks.ts";
import type { PageElement, PageTree } from "./page-tree.ts";

export interface FoundArticle extends AssembledText {
  readonly page: JudgedPage;
  readonly body: PageElement;
  /** Empty when the text came from the page's own label. */
  readonly kept: readonly JudgedBlock[];
}

const wall =
  /(?:enable (?:javascript|js)\b|javascript (?:is )?(?:required|disabled)|checking (?:if the site|your browser)|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|just a moment|access (?:to this page has been )?denied|attention required|request (?:unsuccessful|blocked)|unusual traffic|captcha|you have been blocked|403 forbidden|404 not found|page not found|seite nicht gefunden|page introuvable|temporarily unavailable|bad gateway|please (?:log|sign) in to (?:continue|view))/i;

/** Texts up to this length are looked at for the words of walls and error pages. */
const longestWall = 1_200;
const enough = 80;
const enoughWithTitle = 40;

const isWall = (title: string, text: string): boolean =>
  text.length <= longestWall && wall.test(`${title}\n${text.slice(0, 600)}`);

const isUsable = (text: string, title: string): boolean =>
  text.length >= (title === "" ? enough : enoughWithTitle) && !isWall(title, text);

const attempt = (page: JudgedPage, found: FoundTitle | undefined, known: KnownWords): FoundArticle | undefined => {
  const titleAt = found === undefined ? undefined : findTitleAt(page, found.title);
  const body = findBody(page, titleAt);
  if (body === undefined) return undefined;
  const kept = keepBlocks(page, body, known, titleAt);
  return { ...assembleText(kept), page, body, kept };
};

/** The label's own text: paragraphs by line, or markup. */
const labelled = (articleBody: string): readonly TextBlock[] => {
  if (/<(?:p|br|div)\b/i.test(articleBody)) {
    const { text, blocks } = htmlToBlocks(articleBody);
    return blocks.map((block) => ({ type: block.type, text: text.slice(block.start, block.end) }));
  }
  return articleBody
    .split(/\n+/)
    .map((line) => ({ type: "paragraph" as const, text: line.replace(/\s+/g, " ").trim() }));
};

const proseOf = (page: JudgedPage): number => page.rawBefore.at(-1) ?? 0;

export const findArticle = (
  tree: PageTree,
  blocks: readonly PageBlock[],
  judged: JudgedPage,
  found: FoundTitle | undefined,
  known: KnownWords,
  articleBody: string | undefined,
): FoundArticle | undefined => {
  const title = found?.title ?? "";
  const first = attempt(judged, found, known);
  const usable = first !== undefined && isUsable(first.text, title);
  // Most of the page's prose set aside: the class words may mislead. Believe them only if the rest is an article.
  if (usable && (first.text.length >= 400 || first.text.length > proseOf(judged) * 0.25)) return first;
  const second = attempt(judgePage(tree, blocks, true), found, known);
  const best = [first, second]
    .filter((one) => one !== undefined && isUsable(one.text, title))
    .sort((a, b) => (b?.text.length ?? 0) - (a?.text.length ?? 0))[0];
  const byLabel = articleBody === undefined ? undefined : assembleText(labelled(articleBody.slice(0, 500_000)));
  const root = tree.nodes[0];
  if (byLabel !== undefined && byLabel.text.length > 2 * (best?.text.length ?? 0) && root?.kind === "element") {
    if (isUsable(byLabel.text, title)) return { ...byLabel, page: judged, body: root, kept: [] };
  }
  return best;
};

/** Why nothing could be used, in words. */
export const whyNothing = (page: JudgedPage, title: string): string => {
  const visible = page.blocks.reduce((sum, block) => sum + block.text.length, 0);
  const walled = isWall(title, "") || page.blocks.some((block) => wall.test(block.text.slice(0, 300)));
  return walled ? "the site shows a wall or an error page" : `only ${visible} characters of text are there`;
};
