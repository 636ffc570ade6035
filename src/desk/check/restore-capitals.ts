/**
 * A sentence written without capitals hides its names. What its source writes with a capital and never without, inside its
 * sentences, is a name there too; and so is a word the source does not have that is no ordinary English word. They are given
 * their capital, so that names are compared as in any other sentence. Offsets stay as they are.
 */
import type { PassageIndex } from "./index-passages.ts";
import { rowOf } from "./index-words.ts";
import { isOrdinaryWord } from "./ordinary-words.ts";
import { meaningGroup } from "./read-text.ts";
import { readTokens } from "./read-tokens.ts";
import type { Token } from "./token.ts";

/** Fewer words are a heading or a fragment, of which nothing is known. */
const leastWords = 4;
const shortestName = 3;

const upper = /\p{Lu}/u;

/** No capital at all, or, where the source has none inside its sentences either, none but the first letter's. */
export const isWithoutCapitals = (text: string, index: PassageIndex): boolean => {
  if (!upper.test(text)) return true;
  return rowOf(index).caseless && !upper.test(text.trimStart().slice(1));
};

const isNamedIn = (token: Token, index: PassageIndex): boolean => {
  const row = rowOf(index);
  if (row.caseless || !index.passages.some(({ read }) => read.nameKeys.has(token.lower))) return false;
  const places = row.places.get(token.key) ?? [];
  return places.every((at) => row.tokens[at]?.capital === true || row.tokens[at]?.lower !== token.lower);
};

/** Stands nowhere in the source, also not by a word of the same meaning, and is no ordinary word. */
const isUnknown = (token: Token, index: PassageIndex): boolean => {
  const row = rowOf(index);
  const word = token.lower.replace(/['’]s?$/, "");
  const group = meaningGroup(token.key);
  if (word.length < shortestName || !/^\p{Ll}+$/u.test(word) || row.places.has(token.key)) return false;
  return !(group !== undefined && row.meanings.has(group)) && !isOrdinaryWord(word);
};

/** The text with a capital for each of its names; as it was when it has capitals. */
export const restoreCapitals = (text: string, index: PassageIndex): string => {
  const tokens = readTokens(text);
  if (tokens.filter((token) => token.kind === "word").length < leastWords) return text;
  let restored = "";
  let from = 0;
  for (const token of tokens) {
    if (token.kind !== "word" || token.capital || !(isNamedIn(token, index) || isUnknown(token, index))) continue;
    const first = text.charAt(token.start);
    const capital = first.toUpperCase();
    if (capital.length !== 1) continue;
    restored += text.slice(from, token.start) + capital;
    from = token.start + 1;
  }
  return restored + text.slice(from);
};
