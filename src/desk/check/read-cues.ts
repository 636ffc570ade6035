/**
 * Finds the words that turn, weaken or strengthen a statement, and the word each one bears on (its head): the next
 * telling word of its clause, else the one before. Cues of two texts are compared through their aligned heads.
 */
import type { Token } from "./token.ts";
import { assertionCues, hedgeCues, intensifiers, limiterCues, negationCues } from "./words/certainty.ts";
import { functionWords } from "./words/function-words.ts";

export interface Cue {
  readonly kind: "negation" | "hedge" | "assertion" | "limiter";
  /** Index of its first token. */
  readonly at: number;
  /** Indexes of the tokens it bears on. */
  readonly heads: readonly number[];
  /** Hedges: 1 possible, 2 probable or reported, 3 highly likely. Assertions: 5 confirmed, 6 beyond doubt. */
  readonly rank: number;
  readonly text: string;
}

const reach = 9;

const isTelling = (token: Token): boolean =>
  token.kind !== "mark" && !functionWords.has(token.lower) && !(token.kind === "word" && token.lower.endsWith("ly"));

const isCueWord = (token: Token): boolean =>
  negationCues.has(token.lower.replaceAll("'", "")) ||
  hedgeCues[token.lower] !== undefined ||
  assertionCues.has(token.lower);

/** "no evidence that", "no sign of": the denial bears on what there is no evidence of. */
const evidence = /^(?:evidence|signs?|indications?|proof|traces?|suggestions?|reports?|confirmation)$/;

/** Indexes after a cue within its sentence, up to a strong mark; and those before it, backwards. */
const ahead = (tokens: readonly Token[], at: number, width: number): number[] => {
  const places: number[] = [];
  for (let next = at + width; next < tokens.length && next <= at + reach; next += 1) {
    const token = tokens[next];
    if (token?.sentence !== tokens[at]?.sentence || (token?.kind === "mark" && ";:".includes(token.key))) break;
    places.push(next);
  }
  return places;
};

const behind = (tokens: readonly Token[], at: number): number[] => {
  const places: number[] = [];
  for (let before = at - 1; before >= 0 && before >= at - reach; before -= 1) {
    if (tokens[before]?.sentence !== tokens[at]?.sentence) break;
    places.push(before);
  }
  return places;
};

const findHeads = (tokens: readonly Token[], at: number, width: number): number[] => {
  const isHead = (place: number): boolean => {
    const token = tokens[place];
    return token !== undefined && isTelling(token) && !isCueWord(token);
  };
  const after = ahead(tokens, at, width).filter(isHead);
  const first = after.findIndex((place) => !evidence.test(tokens[place]?.lower ?? ""));
  if (after.length > 0) return first === -1 ? after : after.slice(0, first + 1);
  return behind(tokens, at).filter(isHead).slice(0, 1);
};

const nextWord = (tokens: readonly Token[], at: number): string => tokens[at]?.lower ?? "";

/** "no more than", "not only", "no doubt", "whether or not": written with a negation, meant without. */
const isNoNegation = (tokens: readonly Token[], at: number): boolean => {
  const word = nextWord(tokens, at);
  const next = nextWord(tokens, at + 1);
  if (word === "no")
    return /^(?:more|fewer|less|later|doubt|matter|\.|\d.*)$/.test(next) && !/^later$/.test(nextWord(tokens, at + 2));
  if (word === "not")
    return next === "only" || next === "just" || next === "least" || nextWord(tokens, at - 1) === "or";
  return false;
};

const negationAt = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at];
  if (token?.kind !== "word") return false;
  const bare = token.lower.replaceAll("'", "");
  if (/^(?:stop|stops|stopped|fell|falls)$/.test(bare) && nextWord(tokens, at + 1) === "short") return true;
  if (/^(?:rather|instead)$/.test(bare)) return /^(?:than|of)$/.test(nextWord(tokens, at + 1));
  return (negationCues.has(bare) || token.lower.endsWith("n't")) && !isNoNegation(tokens, at);
};

const hedgeAt = (tokens: readonly Token[], at: number): { rank: number; width: number } | undefined => {
  const token = tokens[at];
  if (token?.kind !== "word") return undefined;
  const pair = hedgeCues[`${token.lower} ${nextWord(tokens, at + 1)}`];
  if (pair !== undefined) return { rank: pair, width: 2 };
  const rank = hedgeCues[token.lower];
  if (rank === undefined) return undefined;
  // "could not" states that it was impossible; "estimated 3,000" weakens the figure, not the statement.
  if (token.lower === "could" && negationAt(tokens, at + 1)) return undefined;
  if (
    /^(?:claims|estimates|suspects)$/.test(token.lower) &&
    /^(?:the|these|those|such|of|its|their|and|insurance)$/.test(nextWord(tokens, at - 1))
  )
    return undefined;
  // "claimed a victory", "believe in", "assessed by": other senses of the words.
  if (/^claim(?:s|ed)?$/.test(token.lower) && /^(?:a|an|responsibility|victory|\d.*)$/.test(nextWord(tokens, at + 1)))
    return undefined;
  if (/^(?:believe[sd]?|assess(?:es|ed)?)$/.test(token.lower) && /^(?:in|by)$/.test(nextWord(tokens, at + 1)))
    return undefined;
  if (/^estimated?$/.test(token.lower) && (tokens[at + 1]?.kind === "number" || tokens[at + 2]?.kind === "number"))
    return undefined;
  return { rank, width: 1 };
};

/** "tries" and "plans" limit only before what is tried or planned. */
const limits = (tokens: readonly Token[], at: number): boolean =>
  !/^(?:tr|plan)/.test(nextWord(tokens, at)) || nextWord(tokens, at + 1) === "to";

/** The cue that begins at `at`, and how many tokens it takes. */
const cueAt = (tokens: readonly Token[], at: number): { cue: Cue; width: number } | undefined => {
  const token = tokens[at];
  if (token?.kind !== "word") return undefined;
  const cue = (kind: Cue["kind"], rank: number, heads = findHeads(tokens, at, 1)): { cue: Cue; width: number } => ({
    cue: { kind, at, heads, rank, text: token.text },
    width: 1,
  });
  // "not only" widens and "only" narrows: the negation bears on "only" itself.
  if (token.lower === "not" && /^(?:only|just)$/.test(nextWord(tokens, at + 1))) return cue("negation", 0, [at + 1]);
  if (negationAt(tokens, at)) return cue("negation", 0);
  const hedge = hedgeAt(tokens, at);
  if (hedge !== undefined) {
    const text = hedge.width === 1 ? token.text : `${token.text} ${tokens[at + 1]?.text ?? ""}`;
    const heads = findHeads(tokens, at, hedge.width);
    return { cue: { kind: "hedge", at, heads, rank: hedge.rank, text }, width: hedge.width };
  }
  if (assertionCues.has(token.lower)) return cue("assertion", intensifiers.has(token.lower) ? 6 : 5);
  return limiterCues.has(token.lower) && limits(tokens, at) ? cue("limiter", 0) : undefined;
};

/** All cues of a text in order. */
export const readCues = (tokens: readonly Token[]): Cue[] => {
  const cues: Cue[] = [];
  for (let at = 0; at < tokens.length; ) {
    const found = cueAt(tokens, at);
    if (found !== undefined) cues.push(found.cue);
    at += found?.width ?? 1;
  }
  return cues;
};
