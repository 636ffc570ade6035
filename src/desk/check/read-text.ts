/**
 * Everything the check needs to know of one text, read once: tokens, weights, cues, the place of each key, and the
 * entities that the annotator knows (aliases and demonyms share an entity). `weight` is what a word must count for.
 */
import type { Annotate, Mention } from "#terms/mention.ts";
import { type Cue, readCues } from "./read-cues.ts";
import { readTokens } from "./read-tokens.ts";
import { stemWord } from "./stem-word.ts";
import type { Token } from "./token.ts";
import { commonWords, functionWords } from "./words/function-words.ts";
import { sameMeaning } from "./words/meanings.ts";
import { speechVerbs } from "./words/speech.ts";

export interface Entity {
  /** Equal ids mean the same entity. */
  readonly id: string;
  readonly type: string;
  readonly name: string;
}

export interface ReadText {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly weights: Float64Array;
  readonly cues: readonly Cue[];
  /** Lower-case forms of capitalised words inside sentences. */
  readonly nameKeys: ReadonlySet<string>;
  /** The same with the openers of sentences. */
  readonly capitals: ReadonlySet<string>;
  /** Indexes of figures, dates, versions, identifiers and addresses. */
  readonly literals: readonly number[];
  /** Token indexes by key, and by meaning group. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly meanings: ReadonlyMap<number, readonly number[]>;
  /** Entities standing at a token. */
  readonly entities: ReadonlyMap<number, readonly Entity[]>;
  readonly entityIds: ReadonlySet<string>;
  /** Initial letters of each run of capitalised words, lower-case. */
  readonly initials: ReadonlySet<string>;
  /** First and last-plus-one token of each sentence. */
  readonly sentences: readonly (readonly [number, number])[];
}

const meaningOf = new Map<string, number>();
sameMeaning.forEach((line, group) => {
  for (const word of line.split(" ")) if (!meaningOf.has(stemWord(word))) meaningOf.set(stemWord(word), group);
});

/** The meaning group of a word's stem; undefined when it has none. */
export const meaningGroup = (key: string): number | undefined => meaningOf.get(key);

/** Tokens [from, to) of the sentence that the token at `at` stands in. */
export const sentenceRange = (read: ReadText, at: number): readonly [number, number] =>
  read.sentences.find(([from, to]) => at >= from && at < to) ?? [at, at + 1];

/** Tokens [from, to) of a sentence by its number. */
export const rangeOfSentence = (read: ReadText, sentence: number): readonly [number, number] | undefined =>
  read.sentences.find(([from]) => read.tokens[from]?.sentence === sentence);

const weigh = (token: Token): number => {
  if (token.kind === "mark") return 0;
  if (token.kind !== "word") return 1.5;
  const plain = token.lower.replaceAll("'", "");
  if (functionWords.has(plain)) return 0;
  if (token.lower.endsWith("n't")) return 0;
  if (speechVerbs[plain] !== undefined) return 0.3;
  if (commonWords.has(plain)) return 0.5;
  return token.capital && !token.opens ? 1.4 : 1;
};

const add = <K>(map: Map<K, number[]>, key: K, at: number): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [at]);
  else list.push(at);
};

/** An alias with several owners stands for each of them: the check asks whether it may be the same, it never links. */
const entitiesOf = (mention: Mention): Entity[] => {
  const entity = entityOf(mention);
  if (entity === undefined) return [];
  const owners = mention.kind === "name" ? (mention.alsoOwnedBy ?? []) : [];
  return [entity, ...owners.map((owner) => ({ ...entity, id: `name:${owner.toLowerCase()}` }))];
};

const entityOf = (mention: Mention): Entity | undefined => {
  if (mention.kind === "vulnerability")
    return { id: `id:${mention.id.toLowerCase()}`, type: "vulnerability", name: mention.id };
  if (mention.kind !== "name") return undefined;
  if (mention.type === "sector" || mention.from === "pattern" || mention.from === "tagger") return undefined;
  const type = mention.type === "demonym" ? "country" : mention.type;
  return {
    id: `${type === "country" ? "country" : "name"}:${mention.canonical.toLowerCase()}`,
    type,
    name: mention.canonical,
  };
};

const placeEntities = (tokens: readonly Token[], mentions: readonly Mention[]): Map<number, Entity[]> => {
  const placed = new Map<number, Entity[]>();
  let from = 0;
  for (const mention of mentions) {
    const found = entitiesOf(mention);
    if (found.length === 0) continue;
    while (from < tokens.length && (tokens[from]?.end ?? 0) <= mention.start) from += 1;
    for (let at = from; at < tokens.length && (tokens[at]?.start ?? 0) < mention.end; at += 1) {
      if (tokens[at]?.kind === "mark") continue;
      const list = placed.get(at);
      if (list === undefined) placed.set(at, [...found]);
      else list.push(...found.filter((entity) => !list.some((known) => known.id === entity.id)));
    }
  }
  return placed;
};

const readInitials = (tokens: readonly Token[]): Set<string> => {
  const initials = new Set<string>();
  let run = "";
  let capitals = 0;
  let capitalsOnly = "";
  const close = (): void => {
    if (capitals >= 2) {
      initials.add(run);
      initials.add(capitalsOnly);
    }
    run = "";
    capitalsOnly = "";
    capitals = 0;
  };
  for (const token of tokens) {
    if (token.kind === "word" && token.capital && !functionWords.has(token.lower)) {
      run += token.lower.charAt(0);
      capitalsOnly += token.lower.charAt(0);
      capitals += 1;
    } else if (capitals > 0 && /^(?:of|and|for|the|on|in|&|-)$/.test(token.lower)) {
      if (token.kind === "word") run += token.lower.charAt(0);
    } else close();
  }
  close();
  return initials;
};

const findSentences = (tokens: readonly Token[]): (readonly [number, number])[] => {
  const sentences: [number, number][] = [];
  let known = -1;
  tokens.forEach((token, at) => {
    if (token.sentence !== known) sentences.push([at, at + 1]);
    known = token.sentence;
    const last = sentences[sentences.length - 1];
    if (last !== undefined) last[1] = at + 1;
  });
  return sentences;
};

/** Reads a text. `annotate` enriches: what it does not find is still checked by its words. */
export const readText = (text: string, annotate: Annotate | undefined, publishedAt?: string): ReadText => {
  const tokens = readTokens(text);
  const weights = new Float64Array(tokens.length);
  const places = new Map<string, number[]>();
  const meanings = new Map<number, number[]>();
  const literals: number[] = [];
  const nameKeys = new Set<string>();
  const capitals = new Set<string>();
  tokens.forEach((token, at) => {
    weights[at] = weigh(token);
    if (token.kind === "mark") return;
    if (token.kind !== "word") literals.push(at);
    else if (token.capital && !functionWords.has(token.lower)) {
      capitals.add(token.lower);
      if (!token.opens) nameKeys.add(token.lower);
    }
    add(places, token.key, at);
    const group = meaningOf.get(token.key);
    if (group !== undefined) add(meanings, group, at);
  });
  const mentions = annotate === undefined ? [] : annotate(text, publishedAt === undefined ? {} : { publishedAt });
  const entities = placeEntities(tokens, mentions);
  const entityIds = new Set<string>();
  for (const list of entities.values()) for (const entity of list) entityIds.add(entity.id);
  return {
    text,
    tokens,
    weights,
    cues: readCues(tokens),
    literals,
    nameKeys,
    capitals,
    places,
    meanings,
    entities,
    entityIds,
    initials: readInitials(tokens),
    sentences: findSentences(tokens),
  };
};
