/**
 * Neighbouring words of a text as numbers, for phrases: a text that does not hold all the pairs of a phrase does not hold
 * the phrase. The numbers are few (2^16), so that the index stays small however many texts there are; two pairs may share
 * one, and what is found by pairs is read before it is told.
 */
import type { TermWord } from "./search-terms.ts";
import type { FoundWord } from "./search-words.ts";

/** As many as PostgreSQL's `smallint` has. */
const buckets = 2 ** 16;

/** FNV-1a (Fowler, Noll, Vo) over UTF-16 code units, 32 bits. */
const mix = (hash: number, text: string): number => {
  let mixed = hash;
  for (let at = 0; at < text.length; at += 1) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193);
  return mixed;
};

const pairOf = (first: string, second: string): number =>
  ((mix(Math.imul(mix(0x811c9dc5, first) ^ 0xffff, 0x01000193), second) >>> 0) % buckets) - buckets / 2;

type Neighbour = Pick<FoundWord, "lexeme" | "position" | "after">;

/** Told the words of a text in order of position. */
export const gatherPairs = (): { readonly add: (word: Neighbour) => void; readonly pairs: () => number[] } => {
  const pairs = new Set<number>();
  /** Lexemes that a word at a position stands next to. */
  const before = new Map<number, string[]>();
  let passed = 0;
  const expect = (position: number, lexeme: string): void => {
    const known = before.get(position);
    if (known === undefined) before.set(position, [lexeme]);
    else known.push(lexeme);
  };
  return {
    add: ({ lexeme, position, after }) => {
      for (; passed < position; passed += 1) before.delete(passed);
      for (const first of before.get(position) ?? []) pairs.add(pairOf(first, lexeme));
      expect(position + 1, lexeme);
      // After an identifier, the next word stands behind all its parts.
      if (after > position + 1) expect(after, lexeme);
    },
    pairs: () => [...pairs].sort((one, other) => one - other),
  };
};

/** The pairs that every text with this phrase holds. A word that only begins so is in none. */
export const pairsOfPhrase = (words: readonly TermWord[]): number[] =>
  words.flatMap((word, at) => {
    const next = words[at + 1];
    return next === undefined || word.isPrefix || next.isPrefix ? [] : [pairOf(word.lexeme, next.lexeme)];
  });
