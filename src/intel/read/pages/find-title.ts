/**
 * The article's title and, from the page's title line, the outlet's name.
 *
 * Structured titles (JSON-LD, Open Graph, Dublin Core) and headings confirm one another; among several h1 the one that
 * matches wins. `<title>` is cut at the separator where one side is confirmed by the page or by the feed.
 */

import { bareWords } from "./keep-blocks.ts";
import { foldSpace } from "./page-tree.ts";

export interface TitleClues {
  /** The page's own structured titles in order of trust. */
  readonly stated: readonly string[];
  /** Titles the feeds gave: they confirm, and serve when the page has none. */
  readonly fed: readonly string[];
  readonly pageTitle?: string;
  /** Visible headings of rank one, then two, in page order. */
  readonly headings: readonly string[];
  /** Visible short texts near the top: a title need not be a heading. */
  readonly lines: readonly string[];
  /** Names of the outlet as known from metadata or feed. */
  readonly outlets: readonly string[];
}

export interface FoundTitle {
  readonly title: string;
  /** What stood beside it in the title line. */
  readonly beside?: string;
}

const separator = /\s(?:[|–—\-·•»«:~/\\]{1,3}|\p{Extended_Pictographic}\ufe0f?)\s|\s?\|\s?|:\s|\s»\s?/gu;

interface Halves {
  readonly left: string;
  readonly right: string;
}

const halvesOf = (line: string): Halves[] => {
  const halves: Halves[] = [];
  for (const match of line.slice(0, 500).matchAll(separator)) {
    const left = line.slice(0, match.index).trim();
    const right = line.slice(match.index + match[0].length).trim();
    if (left !== "" && right !== "") halves.push({ left, right });
  }
  return halves;
};

/** Same words, or nearly: one holds nearly all words of the other. */
const sameWords = (one: string, other: string): boolean => {
  const a = bareWords(one);
  const b = bareWords(other);
  if (a === "" || b === "") return false;
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 12) return false;
  if (long.startsWith(short) && short.length > long.length * 0.7) return true;
  const words = new Set(long.split(" "));
  const parts = short.split(" ");
  const shared = parts.filter((word) => words.has(word)).length;
  return parts.length >= 4 && shared >= parts.length * 0.8 && parts.length >= words.size * 0.6;
};

const isOutlet = (text: string, outlets: readonly string[]): boolean => {
  const bare = bareWords(text);
  return (
    bare !== "" && outlets.some((outlet) => bareWords(outlet) === bare || bareWords(outlet).startsWith(`${bare} `))
  );
};

const wordsIn = (text: string): number => text.split(/\s+/).length;

/** Cuts a title line where a side is an outlet's name or the other side is seen on the page. */
const cutTitleLine = (line: string, clues: TitleClues): FoundTitle | undefined => {
  const halves = halvesOf(line);
  const seen = [...clues.stated, ...clues.fed, ...clues.headings, ...clues.lines];
  for (const { left, right } of [...halves].reverse()) {
    if (isOutlet(right, clues.outlets)) return { title: left, beside: right };
  }
  for (const { left, right } of halves) {
    if (isOutlet(left, clues.outlets)) return { title: right, beside: left };
  }
  const exactly = (text: string): boolean => seen.some((other) => bareWords(other) === bareWords(text));
  for (const { left, right } of [...halves].reverse()) {
    if (wordsIn(left) >= 2 && wordsIn(right) <= 6 && exactly(left)) return { title: left, beside: right };
  }
  for (const { left, right } of halves) {
    if (wordsIn(right) >= 2 && wordsIn(left) <= 6 && exactly(right)) return { title: right, beside: left };
  }
  return undefined;
};

/** Last resort for a line nothing confirms: a short tail after a bar or dash is the outlet's. */
const cutByShape = (line: string): FoundTitle => {
  const last = halvesOf(line).at(-1);
  if (last === undefined || wordsIn(last.right) > 4 || wordsIn(last.left) < 3) return { title: line };
  const cut = line.slice(last.left.length, line.length - last.right.length);
  return /[|–—\-·•»]/.test(cut) ? { title: last.left, beside: last.right } : { title: line };
};

export const findTitle = (clues: TitleClues): FoundTitle | undefined => {
  const line = clues.pageTitle === undefined ? undefined : foldSpace(clues.pageTitle);
  const cut = line === undefined ? undefined : cutTitleLine(line, clues);
  const stated = clues.stated.map(
    (one) => cutTitleLine(one, { ...clues, stated: [], fed: [], headings: [], lines: [] })?.title ?? one,
  );
  const beside = cut?.beside === undefined ? {} : { beside: cut.beside };
  const references = [
    ...stated,
    ...(cut === undefined ? [] : [cut.title]),
    ...clues.fed,
    ...(line === undefined ? [] : [line]),
  ];
  for (const reference of references) {
    const heading = clues.headings.find((one) => sameWords(one, reference) && !isOutlet(one, clues.outlets));
    if (heading !== undefined) return { title: heading, ...beside };
  }
  const [first] = stated;
  if (first !== undefined && !isOutlet(first, clues.outlets)) return { title: first, ...beside };
  if (cut !== undefined) return cut;
  const [fed] = clues.fed;
  if (fed !== undefined) return { title: fed };
  const [heading] = clues.headings.filter((one) => !isOutlet(one, clues.outlets));
  if (line !== undefined && line.length > 3)
    return heading !== undefined && line.length < 15 ? { title: heading } : cutByShape(line);
  return heading === undefined ? undefined : { title: heading };
};
