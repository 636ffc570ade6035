/**
 * What each block looks like by itself and by the parts of the page it stands in: worth as body text, and whether a
 * part around it is a sidebar, a list of links, a comment thread or the like.
 */

import { isClosingHeading } from "./boilerplate-lines.ts";
import type { PageBlock } from "./collect-blocks.ts";
import {
  asidePhrases,
  asideStems,
  asideWords,
  bodyPhrases,
  builderWords,
  bylineWords,
  captionWords,
  dekWords,
  leadWords,
  notAsideStems,
  widgetWords,
} from "./cue-words.ts";
import { findCards } from "./find-cards.ts";
import { findSignups } from "./find-signups.ts";
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

const stemOf = (cues: readonly string[]): boolean =>
  cues.some((cue) => cue.length >= 8 && !notAsideStems.has(cue) && asideStems.some((stem) => cue.startsWith(stem)));

/** Parts of tables and embedded posts carry class words of data, not of layout. */
const neverAside = new Set(["tr", "td", "th", "tbody", "thead", "body", "html", "main", "#root"]);
const isEmbeddedPost = (element: PageElement): boolean =>
  element.tag === "blockquote" && element.cues.some((cue) => cue === "tweet" || cue === "instagram");

const tagNamesAside = (element: PageElement): boolean => asideTags.has(element.tag);

const namesAside = (element: PageElement): boolean => {
  if (neverAside.has(element.tag) || isEmbeddedPost(element)) return false;
  if (asideTags.has(element.tag)) return true;
  const role = attributeOf(element, "role");
  if (role !== undefined && /^(?:navigation|complementary|contentinfo|search|banner|dialog|alert|menu)$/.test(role)) {
    return true;
  }
  const label = attributeOf(element, "aria-label");
  if (label !== undefined && isClosingHeading(label)) return true;
  if (cueOf(element.cues, widgetWords) && !cueOf(element.cues, builderWords)) return true;
  return cueOf(element.cues, asideWords) || stemOf(element.cues) || phraseOf(element.cues, asidePhrases);
};

const terminal = /[.!?…。！？؟।](?:["'”’»)\]]|\s?\[\d{1,3}\]){0,3}$/;
const inner = /[\p{Ll}\p{N})"”’»][.!?…][)"”’»]{0,2}\s["“„«'(]?[\p{Lu}\p{N}]/u;

const wide = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g;
/** Share of Chinese, Japanese and Korean letters: each says as much as two or three of an alphabet. */
const wideShare = (text: string): number => {
  const sample = text.slice(0, 500);
  return (sample.match(wide)?.length ?? 0) / Math.max(1, sample.length);
};
const wideWeight = 1.5;

/** Reads like prose: ends as a sentence does, or has a sentence's end inside. */
const readsAsSentence = (text: string): boolean => {
  if (text.length >= 12 && wideShare(text) > 0.5) return true;
  if (text.length < 25) return false;
  return terminal.test(text.slice(-8)) || inner.test(text.slice(0, 2_000)) || /[。！？]/.test(text);
};

/** Notices of cookies and addresses of pictures read like prose and are none. */
const isNotice = (text: string): boolean =>
  (text.match(/\bcookies?\b/gi)?.length ?? 0) >= 2 && /\b(?:web ?site|browser|consent|webseite|site)\b/i.test(text);
const isAddresses = (text: string): boolean =>
  (text.slice(0, 2_000).match(/https?:\/\/\S{1,300}/g) ?? []).join("").length > Math.min(text.length, 2_000) * 0.5;

/** Data or markup shown as text: what scripts were to work on. */
const isMachineText = (text: string): boolean => {
  const sample = text.slice(0, 1_000);
  if (/^[[{]{1,2}\s?"/.test(sample) && /"\s?:/.test(sample)) return true;
  return (sample.match(/<\/?[a-z][a-z0-9]{0,12}(?:\s[^<>]{0,200})?>/gi)?.length ?? 0) >= 4;
};

const worthOf = (block: PageBlock, sentence: boolean): number => {
  if (block.type === "heading" || block.type === "caption") return 0;
  if (isNotice(block.text) || isAddresses(block.text) || isMachineText(block.text)) return 0;
  const share = block.linked / Math.max(1, block.text.length);
  if (share > 0.5) return 0;
  const prose = (block.text.length - block.linked) * (1 + wideWeight * wideShare(block.text));
  if (prose < 20) return 0;
  if (block.type === "code") return Math.min(prose, 600) * 0.3;
  // A list item laid out in boxes is a card of something else more often than an item of the text.
  const boxed = block.type === "list_item" && !/^(?:li|dd|dt|p)$/.test(block.element.tag);
  if (sentence) return Math.min(prose, 1_500) * (boxed ? 0.3 : 1);
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

/** The share of the page's prose up to which a part that names itself an aside is believed to be one. */
const believedUpTo = (element: PageElement): number => {
  if (namesBody(element)) return 0.2;
  return /^(?:aside|footer|nav)$/.test(element.tag) ? 0.85 : 0.45;
};

/** Parts that are not the article, `boxes` among them; a part that holds much of the page's prose is believed to be the article. */
const findAsides = (
  tree: PageTree,
  rawBefore: Float64Array,
  boxes: ReadonlySet<PageElement>,
  namesIt: (element: PageElement) => boolean,
): Set<PageElement> => {
  const asides = new Set<PageElement>();
  const total = rawBefore.at(-1) ?? 0;
  for (const element of elementsIn(tree)) {
    if (boxes.has(element)) asides.add(element);
    else if (element.parent !== undefined && asides.has(element.parent) && !isEmbeddedPost(element))
      asides.add(element);
    else if (namesIt(element) && within(rawBefore, element) < total * believedUpTo(element)) {
      asides.add(element);
    }
  }
  return asides;
};

/** `byTag`: believe elements only, not class words: for pages whose words mislead. */
export const judgePage = (tree: PageTree, blocks: readonly PageBlock[], byTag = false): JudgedPage => {
  const sentences = blocks.map((block) => readsAsSentence(block.text));
  const worths = blocks.map((block, index) => worthOf(block, sentences[index] ?? false));
  const rawBefore = sumsBefore(tree, blocks, (index) => worths[index] ?? 0);
  const cards = findCards(tree, blocks);
  const inCards = [...cards].reduce((sum, card) => sum + within(rawBefore, card), 0);
  const believed = inCards < (rawBefore.at(-1) ?? 0) * 0.5 ? cards : new Set<PageElement>();
  const lengthBefore = sumsBefore(tree, blocks, (index) => blocks[index]?.text.length ?? 0);
  const boxes = new Set([...believed, ...findSignups(tree, lengthBefore, rawBefore)]);
  const asides = findAsides(tree, rawBefore, boxes, byTag ? tagNamesAside : namesAside);
  const judged = blocks.map(
    (block, index): JudgedBlock => ({
      ...block,
      worth: worths[index] ?? 0,
      linkShare: block.linked / Math.max(1, block.text.length),
      sentence: sentences[index] ?? false,
      aside:
        asides.has(block.element) || block.type === "caption" || (block.type !== "code" && isMachineText(block.text)),
    }),
  );
  return {
    tree,
    blocks: judged,
    worthBefore: sumsBefore(tree, blocks, (index) => (judged[index]?.aside === true ? 0 : (worths[index] ?? 0))),
    rawBefore,
    lengthBefore,
    asides,
  };
};

const nearCues = (block: PageBlock, words: ReadonlySet<string>): boolean => {
  if (cueOf(block.element.cues, words)) return true;
  // A box around it counts when it holds little else.
  const box = block.element.parent;
  return box !== undefined && box.end - block.element.end + block.element.at - box.at < 12 && cueOf(box.cues, words);
};

/** An opening shorter than this in a box of its own is a dek; a longer one is the first paragraph. */
export const longestDek = 150;

export const isDekPart = (block: PageBlock): boolean =>
  nearCues(block, dekWords) || (block.text.length < longestDek && nearCues(block, leadWords));
export const isBylinePart = (block: PageBlock): boolean => nearCues(block, bylineWords);
export const isCaptionPart = (block: PageBlock): boolean => nearCues(block, captionWords);
