/**
 * What changed on a page since it was cited: stretches of text before and after, and whether the cited words still stand.
 *
 * Compared block by block, spaces and the form of quotation marks and dashes aside. Blocks of few words (counters, links,
 * "3 comments") tell nothing by themselves and are passed over, unless cited words stood in one. What no longer stands
 * and what stands in its place are told together.
 */
import { alignLists } from "#kit/text/align-lists.ts";
import { foldQuotes } from "#kit/text/fold-quotes.ts";

export interface PageVersion {
  readonly title: string;
  readonly text: string;
}

export interface ChangedPassage {
  /** Absent: it was added. */
  readonly before?: string;
  /** Absent: it was taken away. */
  readonly after?: string;
}

export interface PageComparison {
  readonly passages: readonly ChangedPassage[];
  /** More changed than is told here. */
  readonly more: number;
  /** Each of the cited stretches, in the order given. */
  readonly quotes: readonly { readonly quote: string; readonly stands: boolean }[];
}

const fewestWords = 5;
const mostPassages = 12;
const longestPassage = 600;
const longestText = 400_000;
/** Above this many blocks on either side of what is equal at both ends, order is not looked at. */
const mostAligned = 600;

const fold = (text: string): string => foldQuotes(text).replace(/\s+/g, " ").trim();

const blocksOf = ({ title, text }: PageVersion): string[] =>
  [title, ...text.slice(0, longestText).split("\n\n")].map(fold).filter((block) => block !== "");

const isTelling = (block: string): boolean => block.split(" ", fewestWords).length >= fewestWords;

interface Gap {
  readonly before: string[];
  readonly after: string[];
}

/** Between blocks that both have: what only the one has, and what only the other. */
const gapsOf = (a: readonly string[], b: readonly string[]): Gap[] => {
  if (a.length > mostAligned || b.length > mostAligned) {
    const [inA, inB] = [new Set(a), new Set(b)];
    return [{ before: a.filter((block) => !inB.has(block)), after: b.filter((block) => !inA.has(block)) }];
  }
  const gaps: Gap[] = [{ before: [], after: [] }];
  for (const { op, text } of alignLists(a, b)) {
    const gap = gaps.at(-1);
    if (op === "same") gaps.push({ before: [], after: [] });
    else if (op === "removed") gap?.before.push(text);
    else gap?.after.push(text);
  }
  return gaps;
};

/** What is equal at both ends is left off before anything is aligned: a page changes in the middle. */
const trimmed = (a: readonly string[], b: readonly string[]): readonly [string[], string[]] => {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
};

const cut = (text: string): string => (text.length > longestPassage ? `${text.slice(0, longestPassage - 1)}…` : text);

const passageOf = (before: string | undefined, after: string | undefined): ChangedPassage => ({
  ...(before === undefined ? {} : { before: cut(before) }),
  ...(after === undefined ? {} : { after: cut(after) }),
});

export const comparePages = (cited: PageVersion, now: PageVersion, quotes: readonly string[]): PageComparison => {
  const text = fold(`${now.title} ${now.text.slice(0, longestText)}`);
  const judged = quotes.map((quote) => ({ quote, stands: text.includes(fold(quote)) }));
  const fallen = judged.flatMap(({ quote, stands }) => (stands ? [] : [fold(quote)]));
  const counts = (block: string): boolean => isTelling(block) || fallen.some((quote) => block.includes(quote));
  const [a, b] = trimmed(blocksOf(cited), blocksOf(now));
  const passages = gapsOf(a, b).flatMap((gap) => {
    const before = gap.before.filter(counts);
    const after = gap.after.filter(counts);
    return Array.from({ length: Math.max(before.length, after.length) }, (_, at) => passageOf(before[at], after[at]));
  });
  return {
    passages: passages.slice(0, mostPassages),
    more: Math.max(0, passages.length - mostPassages),
    quotes: judged,
  };
};

/** Nothing a person need look at. */
export const isSame = ({ passages, quotes }: PageComparison): boolean =>
  passages.length === 0 && quotes.every(({ stands }) => stands);
