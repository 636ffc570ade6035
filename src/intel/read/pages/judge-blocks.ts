/**
 * What each block looks like by itself and by the parts of the page it stands in: worth as body text, and whether a
 * part around it is a sidebar, a list of links, a comment thread or the like.
 */

import type { PageBlock } from "./collect-blocks.ts";
import { asidePhrases, asideWords, bodyPhrases, bylineWords, captionWords, dekWords } from "./cue-words.ts";
import { attributeOf, elementsIn, type PageElement, type PageTree } from "./page-tree.ts";

export interface JudgedBlock extends PageBlock {
  /** Characters that count towards the body: running prose outside links. */
  readonly worth: number;
  readonly linkShare: number;
  readonly sentence: boolean;
  /** Stands in a part that is not the article. */
  readonly aside: boolean;
}

export interface JudgedPage {
  readonly tree: PageTree;
  readonly blocks: readonly JudgedBlock[];
  /** Sums over blocks of worth outside asides, of all worth, and of all characters, up to each node. */
  readonly worthBefore: Float64Array;
  readonly rawBefore: Float64Array;
  readonly lengthBefore: Float64Array;
  readonly asides: ReadonlySet<PageElement>;
}

const asideTags = new Set([
  "aside",
  "footer",
  "nav",
  "menu",
  "dialog",
  "form",
  "figcaption",
  "address",
  "label",
  "fieldset",
]);

const cueOf = (cues: readonly string[], words: ReadonlySet<string>): boolean => cues.some((word) => words.has(word));
const phraseOf = (cues: readonly string[], phrases: readonly string[]): boolean => {
  if (cues.length === 0) return false;
  const joined = `-${cues.join("-")}-`;
  return phrases.some((phrase) => joined.includes(`-${phrase}-`));
};

/** Does the element name itself as the article's text? */
export const namesBody = (element: PageElement): boolean =>
  /articlebody|reviewbody/i.test(element.attributes.get("itemprop") ?? "") || phraseOf(element.cues, bodyPhrases);

const namesAside = (element: PageElement): boolean => {
  if (asideTags.has(element.tag)) return true;
  const role = attributeOf(element, "role");
  if (role !== undefined && /^(?:navigation|complementary|contentinfo|search|banner|dialog|alert|menu)$/.test(role)) {
    return true;
  }
  return cueOf(element.cues, asideWords) || phraseOf(element.cues, asidePhrases);
};

const terminal = /[.!?…。！？؟।](?:["'”’»)\]]|\s?\[\d{1,3}\]){0,3}$/;
const inner = /[\p{Ll}\p{N})"”’»][.!?…][)"”’»]{0,2}\s["“„«'(]?[\p{Lu}\p{N}]/u;

/** Reads like prose: ends as a sentence does, or has a sentence's end inside. */
export const readsAsSentence = (text: string): boolean => {
  if (text.length < 25) return false;
  return terminal.test(text.slice(-8)) || inner.test(text.slice(0, 2_000)) || /[。！？]/.test(text);
};

const worthOf = (block: PageBlock, sentence: boolean): number => {
  if (block.type === "heading" || block.type === "caption") return 0;
  const share = block.linked / Math.max(1, block.text.length);
  if (share > 0.5) return 0;
  const prose = block.text.length - block.linked;
  if (prose < 20) return 0;
  if (sentence) return Math.min(prose, 1_500);
  return prose >= 120 ? prose * 0.6 : prose * 0.15;
};

const sumsBefore = (tree: PageTree, blocks: readonly PageBlock[], weigh: (index: number) => number): Float64Array => {
  const before = new Float64Array(tree.nodes.length + 1);
  blocks.forEach((block, index) => {
    before[block.at + 1] = (before[block.at + 1] ?? 0) + weigh(index);
  });
  for (let at = 1; at < before.length; at += 1) before[at] = (before[at] ?? 0) + (before[at - 1] ?? 0);
  return before;
};

/** Sum over a subtree. */
export const within = (before: Float64Array, element: PageElement): number =>
  (before[element.end] ?? 0) - (before[element.at] ?? 0);

/** Parts that are not the article; a part that holds much of the page's prose is believed to be the article. */
const findAsides = (tree: PageTree, rawBefore: Float64Array): Set<PageElement> => {
  const asides = new Set<PageElement>();
  const total = rawBefore.at(-1) ?? 0;
  for (const element of elementsIn(tree)) {
    if (element.parent !== undefined && asides.has(element.parent)) asides.add(element);
    else if (namesAside(element) && within(rawBefore, element) < total * (namesBody(element) ? 0.2 : 0.45)) {
      asides.add(element);
    }
  }
  return asides;
};

export const judgePage = (tree: PageTree, blocks: readonly PageBlock[]): JudgedPage => {
  const sentences = blocks.map((block) => readsAsSentence(block.text));
  const worths = blocks.map((block, index) => worthOf(block, sentences[index] ?? false));
  const rawBefore = sumsBefore(tree, blocks, (index) => worths[index] ?? 0);
  const asides = findAsides(tree, rawBefore);
  const judged = blocks.map(
    (block, index): JudgedBlock => ({
      ...block,
      worth: worths[index] ?? 0,
      linkShare: block.linked / Math.max(1, block.text.length),
      sentence: sentences[index] ?? false,
      aside: asides.has(block.element) || block.type === "caption",
    }),
  );
  return {
    tree,
    blocks: judged,
    worthBefore: sumsBefore(tree, blocks, (index) => (judged[index]?.aside === true ? 0 : (worths[index] ?? 0))),
    rawBefore,
    lengthBefore: sumsBefore(tree, blocks, (index) => blocks[index]?.text.length ?? 0),
    asides,
  };
};

const nearCues = (block: PageBlock, words: ReadonlySet<string>, steps: number): boolean => {
  for (let at: PageElement | undefined = block.element, n = 0; at !== undefined && n < steps; at = at.parent, n += 1) {
    if (at.tag === "article" || at.tag === "main" || at.tag === "body") return false;
    if (cueOf(at.cues, words)) return true;
  }
  return false;
};

export const isDekPart = (block: PageBlock): boolean => nearCues(block, dekWords, 2);
export const isBylinePart = (block: PageBlock): boolean => nearCues(block, bylineWords, 2);
export const isCaptionPart = (block: PageBlock): boolean => nearCues(block, captionWords, 2);
