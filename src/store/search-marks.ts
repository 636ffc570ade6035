/** Where the words of a question stand in a text, and the stretches around them that show it best. */
import type { SearchMark, SearchSnippet } from "#terms/search.ts";
import type { Term, TermWord } from "./search-terms.ts";
import { type FoundWord, findWords } from "./search-words.ts";

const mostMarks = 2000;
const mostSnippets = 3;
const before = 80;
const after = 160;
const longestSnippet = 400;
const startLength = 200;

interface Hit extends SearchMark {
  readonly term: number;
}

const fits = ({ lexeme, isPrefix }: TermWord, word: FoundWord): boolean =>
  isPrefix ? word.lexeme.startsWith(lexeme) : word.lexeme === lexeme;

/** The end of the phrase whose first word is `first`. */
const endOfPhrase = (
  words: readonly TermWord[],
  first: FoundWord,
  at: ReadonlyMap<number, readonly FoundWord[]>,
): number | undefined => {
  let { position, end } = first;
  for (const word of words.slice(1)) {
    position += word.distance;
    const next = at.get(position)?.find((found) => fits(word, found));
    if (next === undefined) return undefined;
    end = Math.max(end, next.end);
  }
  return end;
};

const byPosition = (words: readonly FoundWord[]): ReadonlyMap<number, readonly FoundWord[]> => {
  const at = new Map<number, FoundWord[]>();
  for (const word of words) {
    const here = at.get(word.position);
    if (here === undefined) at.set(word.position, [word]);
    else here.push(word);
  }
  return at;
};

const findHits = (text: string, terms: readonly Term[], limit: number): Hit[] => {
  const words = [...findWords(text, limit)];
  const hasPhrase = terms.some((term) => term.words.length > 1);
  const at = hasPhrase ? byPosition(words) : new Map<number, FoundWord[]>();
  const hits: Hit[] = [];
  for (const word of words) {
    for (const [term, { words: wanted, isExcluded }] of terms.entries()) {
      const [first] = wanted;
      if (isExcluded || first === undefined || !fits(first, word)) continue;
      const end = endOfPhrase(wanted, word, at);
      if (end !== undefined) hits.push({ start: word.start, end, term });
    }
    if (hits.length >= mostMarks) break;
  }
  return hits.sort((one, other) => one.start - other.start || one.end - other.end);
};

const joinMarks = (hits: readonly SearchMark[]): SearchMark[] => {
  const marks: { start: number; end: number }[] = [];
  for (const { start, end } of hits) {
    const last = marks.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else marks.push({ start, end });
  }
  return marks;
};

/** Marks of a text in order, none over another. @param limit positions that are looked at: as many as are indexed */
export const findMarks = (text: string, terms: readonly Term[], limit: number): SearchMark[] =>
  joinMarks(findHits(text, terms, limit));

const isTrail = (text: string, at: number): boolean => /[\uDC00-\uDFFF]/.test(text.charAt(at));

/** To the next word's beginning, or as far as it may go; never into the middle of a character. */
const edgeBefore = (text: string, from: number): number => {
  if (from <= 0) return 0;
  const space = text.slice(from, from + before / 2).search(/\s/u);
  const at = space < 0 ? from : from + space + 1;
  return isTrail(text, at) ? at + 1 : at;
};

const edgeAfter = (text: string, to: number): number => {
  if (to >= text.length) return text.length;
  const cut = text.slice(to - before / 2, to).search(/\s\S*$/u);
  const at = cut < 0 ? to : to - before / 2 + cut;
  return isTrail(text, at) ? at - 1 : at;
};

interface Stretch {
  start: number;
  end: number;
  readonly terms: Set<number>;
}

const gather = (text: string, hits: readonly Hit[]): Stretch[] => {
  const stretches: Stretch[] = [];
  for (const { start, end, term } of hits) {
    const last = stretches.at(-1);
    // One “word” of a hostile page may be a megabyte.
    const shown = Math.min(end, start + longestSnippet);
    if (last !== undefined && start < last.end) {
      last.terms.add(term);
      last.end = Math.max(last.end, shown);
    } else {
      const from = Math.max(edgeBefore(text, start - before), last?.end ?? 0);
      stretches.push({ start: Math.min(from, start), end: edgeAfter(text, shown + after), terms: new Set([term]) });
    }
  }
  return stretches;
};

type Place = Pick<SearchSnippet, "in" | "sentenceId">;

const snippetOf = (text: string, place: Place, stretch: SearchMark, marks: readonly SearchMark[]): SearchSnippet => ({
  ...place,
  start: stretch.start,
  end: stretch.end,
  text: text.slice(stretch.start, stretch.end),
  marks: marks
    .filter(({ start }) => stretch.start <= start && start < stretch.end)
    .map(({ start, end }) => ({ start, end: Math.min(end, stretch.end) })),
});

/** The stretches that hold most of the terms, in order of the text. None when no word stands in it. */
export const findSnippets = (text: string, place: Place, terms: readonly Term[], limit: number): SearchSnippet[] => {
  const hits = findHits(text, terms, limit);
  const marks = joinMarks(hits);
  return gather(text, hits)
    .sort((one, other) => other.terms.size - one.terms.size || one.start - other.start)
    .slice(0, mostSnippets)
    .sort((one, other) => one.start - other.start)
    .map((stretch) => snippetOf(text, place, stretch, marks));
};

/** How a text begins, where the words were found in its title alone. */
export const beginningOf = (text: string): SearchSnippet[] =>
  text === "" ? [] : [snippetOf(text, { in: "text" }, { start: 0, end: edgeAfter(text, startLength) }, [])];
