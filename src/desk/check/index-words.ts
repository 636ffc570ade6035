/** The words of all passages in one row, with the sentence each stands in; built once for an index and kept with it. */
import type { PassageIndex } from "./index-passages.ts";
import type { Token } from "./token.ts";

export interface Row {
  readonly keys: readonly string[];
  readonly tokens: readonly Token[];
  /** A comma, bracket, dash or stop stands directly before the word. */
  readonly marked: readonly boolean[];
  /** Stands in round brackets. */
  readonly bracketed: readonly boolean[];
  readonly sentences: readonly number[];
  /** Places by key, by group of meaning, and by the first four letters of longer words. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly meanings: ReadonlyMap<number, readonly number[]>;
  readonly beginnings: ReadonlyMap<string, readonly number[]>;
  readonly entityIds: ReadonlySet<string>;
  /** Runs of four words. */
  readonly fours: ReadonlySet<string>;
  /** Hardly a word inside its sentences has a capital. */
  readonly caseless: boolean;
}

const rows = new WeakMap<PassageIndex, Row>();

const add = <K>(map: Map<K, number[]>, key: K, at: number): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [at]);
  else list.push(at);
};

const runsOf = (keys: readonly string[], size: number): Set<string> => {
  const found = new Set<string>();
  for (let at = 0; at + size <= keys.length; at += 1) found.add(keys.slice(at, at + size).join(" "));
  return found;
};

/** Below: a few words may still stand in quotations; a shorter text may just hold no name. */
const fewCapitals = 0.005;
const leastInside = 150;
/** A text so long without one capital, not even where sentences begin. */
const leastWithout = 50;

/** "u. S.": the capital is that of a sentence which a stop seemed to end. */
const torn = /^\p{Ll}\. \p{Lu}$/u;

/** `inside`: words behind which no sentence can begin unseen. Dates and identifiers have capitals as names do. */
const isCaseless = (tokens: readonly Token[], inside: readonly boolean[]): boolean => {
  const lettered = (token: Token): boolean => /\p{L}/u.test(token.text);
  const shouts = (token: Token): boolean => /\p{Lu}/u.test(token.text);
  const inner = tokens.filter((token, at) => inside[at] === true && lettered(token) && !torn.test(token.text));
  const few = inner.filter(shouts).length / Math.max(1, inner.length) < fewCapitals;
  return few && (inner.length >= leastInside || (tokens.length >= leastWithout && !tokens.some(shouts)));
};

/** Words behind a bracket that nobody closes. */
const longestBracket = 25;

/** For each word: does it stand in round brackets? */
const readBrackets = (tokens: readonly Token[]): boolean[] => {
  const found: boolean[] = [];
  let left = 0;
  for (const { kind, key } of tokens) {
    if (kind !== "mark") {
      found.push(left > 0);
      left = Math.max(0, left - 1);
    } else if (key === "(") left = longestBracket;
    else if (key === ")") left = 0;
  }
  return found;
};

const buildRow = (index: PassageIndex): Row => {
  const tokens: Token[] = [];
  const marked: boolean[] = [];
  const inside: boolean[] = [];
  const sentences: number[] = [];
  const places = new Map<string, number[]>();
  const meanings = new Map<number, number[]>();
  const beginnings = new Map<string, number[]>();
  const entityIds = new Set<string>();
  let base = 0;
  for (const { read } of index.passages) {
    const meaningAt = new Map<number, number>();
    for (const [group, list] of read.meanings) for (const at of list) meaningAt.set(at, group);
    let mark = true;
    let opened = false;
    read.tokens.forEach((token, at) => {
      if (token.kind === "mark") {
        if (!/^[-'’‘"“”`*_]$/.test(token.key)) mark = true;
        if (!/^[-,()]$/.test(token.key)) opened = true;
        return;
      }
      marked.push(mark);
      inside.push(!opened && !token.opens);
      mark = false;
      opened = false;
      const place = tokens.length;
      add(places, token.key, place);
      const group = meaningAt.get(at);
      if (group !== undefined) add(meanings, group, place);
      if (token.kind === "word" && token.lower.length >= 5) add(beginnings, token.lower.slice(0, 4), place);
      tokens.push(token);
      sentences.push(base + token.sentence);
    });
    for (const id of read.entityIds) entityIds.add(id);
    base += read.sentences.length + 1;
  }
  const keys = tokens.map((token) => token.key);
  const caseless = isCaseless(tokens, inside);
  return {
    keys,
    tokens,
    marked,
    bracketed: index.passages.flatMap(({ read }) => readBrackets(read.tokens)),
    sentences,
    places,
    meanings,
    beginnings,
    entityIds,
    fours: runsOf(keys, 4),
    caseless,
  };
};

export const rowOf = (index: PassageIndex): Row => {
  const known = rows.get(index);
  if (known !== undefined) return known;
  const row = buildRow(index);
  rows.set(index, row);
  return row;
};
