/**
 * Which lists hold the words at a place, whatever stands beside them: the tagger weighs a list's word itself, where the
 * dictionary must decide. Phrases are compared without case and spaces.
 */
import { type NameTables, phrasesOf } from "../table.ts";
import { hashText } from "./words.ts";

export interface PhraseClasses {
  /** Classes of the longest listed phrase at each token: hashes of list and place in the phrase; at most six a token. */
  readonly of: (lowers: readonly string[]) => number[][];
}

const maxWords = 8;
const maxClasses = 6;

const keyOf = (phrase: string): string =>
  phrase
    .toLowerCase()
    .replaceAll(/[\s\u00a0]+/g, "")
    .replaceAll(/[‘’]/g, "'");

/** Names of techniques and tactics, those of one word too. */
const attackNames = (rows: readonly string[]): { phrase: string; list: string }[] =>
  rows.flatMap((row) => {
    const [, kind, , name = ""] = row.split("|");
    if (kind === "attack-pattern") return [{ phrase: name, list: "technique" }];
    return kind === "x-mitre-tactic" ? [{ phrase: name, list: "tactic" }] : [];
  });

/** Cities, and parts of countries. */
const placeNames = (rows: readonly string[], list: string): { phrase: string; list: string }[] =>
  rows.flatMap((row) => {
    const [, names = ""] = row.split("|");
    return names.split(";").map((phrase) => ({ phrase, list }));
  });

/** Every beginning of a key leads on; a key's own entry has its lists. */
const buildIndex = (tables: NameTables): Map<string, readonly string[]> => {
  const index = new Map<string, readonly string[]>();
  const listed = phrasesOf(tables)
    .filter(({ owner }) => owner.language === undefined)
    .map(({ phrase, owner }) => ({ phrase, list: `${owner.type} ${owner.rule}` }));
  const places = [...placeNames(tables.cities, "city"), ...placeNames(tables.countryParts, "part")];
  for (const { phrase, list } of [...listed, ...attackNames(tables.attackObjects), ...places]) {
    const key = keyOf(phrase);
    if (key.length < 2) continue;
    const held = index.get(key) ?? [];
    if (!held.includes(list)) index.set(key, [...held, list]);
    for (let length = key.length - 1; length > 0; length -= 1) {
      const front = key.slice(0, length);
      if (index.has(front)) break;
      index.set(front, []);
    }
  }
  return index;
};

/** Only word, begin, end or inside of the phrase from `start` to `end`. */
const placeIn = (start: number, at: number, end: number): string => {
  if (end - start === 1) return "U";
  if (at === start) return "B";
  return at === end - 1 ? "E" : "I";
};

const addClasses = (held: number[], lists: readonly string[], place: string): void => {
  for (const list of lists) if (held.length < maxClasses) held.push(hashText(place + list));
};

export const buildPhraseClasses = (tables: NameTables): PhraseClasses => {
  const index = buildIndex(tables);
  const longestAt = (lowers: readonly string[], at: number): { end: number; lists: readonly string[] } | undefined => {
    let key = "";
    let found: { end: number; lists: readonly string[] } | undefined;
    for (let end = at; end < lowers.length && end < at + maxWords; end += 1) {
      const word = lowers[end] ?? "";
      key += word === "’" ? "'" : word;
      const lists = index.get(key);
      if (lists === undefined) break;
      if (lists.length > 0) found = { end: end + 1, lists };
    }
    return found;
  };
  const of = (lowers: readonly string[]): number[][] => {
    const classes: number[][] = lowers.map(() => []);
    for (let at = 0; at < lowers.length; at += 1) {
      const found = longestAt(lowers, at);
      for (let one = at; found && one < found.end; one += 1)
        addClasses(classes[one] ?? [], found.lists, placeIn(at, one, found.end));
    }
    return classes;
  };
  return { of };
};
