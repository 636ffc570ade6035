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

const findHeads = (tokens: readonly Token[], at: number, width: number): number[] => {
  const cue = tokens[at];
  if (cue === undefined) return [];
  for (let next = at + width; next < tokens.length && next <= at + reach; next += 1) {
    const token = tokens[next];
    if (token === undefined || token.sentence !== cue.sentence) break;
    if (token.kind === "mark" && ";:".includes(token.key)) break;
    if (isTelling(token) && !isCueWord(token)) return [next];
  }
  for (let before = at - 1; before >= 0 && before >= at - reach; before -= 1) {
    const token = tokens[before];
    if (token === undefined || token.sentence !== cue.sentence) break;
    if (isTelling(token) && !isCueWord(token)) return [before];
  }
  return [];
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

/** All cues of a text in order. */
export const readCues = (tokens: readonly Token[]): Cue[] => {
  const cues: Cue[] = [];
  let covered = -1;
  tokens.forEach((token, at) => {
    if (token.kind !== "word" || at <= covered) return;
    if (token.lower === "not" && nextWord(tokens, at + 1) === "only") {
      // "not only" widens and "only" narrows: the negation bears on "only" itself.
      cues.push({ kind: "negation", at, heads: [at + 1], rank: 0, text: token.text });
      return;
    }
    if (negationAt(tokens, at)) {
      cues.push({ kind: "negation", at, heads: findHeads(tokens, at, 1), rank: 0, text: token.text });
      return;
    }
    const hedge = hedgeAt(tokens, at);
    if (hedge !== undefined) {
      covered = at + hedge.width - 1;
      const text = hedge.width === 1 ? token.text : `${token.text} ${tokens[at + 1]?.text ?? ""}`;
      cues.push({ kind: "hedge", at, heads: findHeads(tokens, at, hedge.width), rank: hedge.rank, text });
    } else if (assertionCues.has(token.lower)) {
      cues.push({
        kind: "assertion",
        at,
        heads: findHeads(tokens, at, 1),
        rank: intensifiers.has(token.lower) ? 6 : 5,
        text: token.text,
      });
    } else if (limiterCues.has(token.lower) && limits(tokens, at)) {
      cues.push({ kind: "limiter", at, heads: findHeads(tokens, at, 1), rank: 0, text: token.text });
    }
  });
  return cues;
};
