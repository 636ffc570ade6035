/**
 * The words around a figure, version or date that bound it: "more than 37", "at least 70", "before 2.9.4", "or later".
 * The nearest bound wins; figures without one are exact.
 */
import type { Comparator } from "#terms/mention.ts";
import type { Token } from "./token.ts";

export type Bound = "exact" | "before" | "through" | "from" | "after";

export interface Bounds {
  readonly comparator: Comparator;
  readonly bound: Bound;
  /** As written, for the reviewer. */
  readonly words: string;
}

const before: readonly (readonly [string, Comparator])[] = [
  ["no more than", "<="],
  ["no fewer than", ">="],
  ["no less than", ">="],
  ["not more than", "<="],
  ["not less than", ">="],
  ["more than", ">"],
  ["greater than", ">"],
  ["higher than", ">"],
  ["larger than", ">"],
  ["in excess of", ">"],
  ["upwards of", ">"],
  ["upward of", ">"],
  ["over", ">"],
  ["over the age", ">"],
  ["under the age", "<"],
  ["above", ">"],
  ["exceeding", ">"],
  ["exceeded", ">"],
  ["exceeds", ">"],
  ["topping", ">"],
  ["at least", ">="],
  ["a minimum of", ">="],
  ["fewer than", "<"],
  ["less than", "<"],
  ["lower than", "<"],
  ["under", "<"],
  ["below", "<"],
  ["at most", "<="],
  ["up to", "<="],
  ["as many as", "<="],
  ["as much as", "<="],
  ["a maximum of", "<="],
  ["about", "~"],
  ["around", "~"],
  ["approximately", "~"],
  ["approx", "~"],
  ["roughly", "~"],
  ["nearly", "~"],
  ["almost", "~"],
  ["some", "~"],
  ["close to", "~"],
  ["circa", "~"],
  ["estimated", "~"],
];

const after: readonly (readonly [string, Comparator])[] = [
  ["or more", ">="],
  ["or higher", ">="],
  ["or longer", ">="],
  ["or larger", ">="],
  ["or shorter", "<="],
  ["or fewer", "<="],
  ["or less", "<="],
  ["or so", "~"],
  ["and more", ">"],
  ["and counting", ">="],
];

const boundBefore: readonly (readonly [string, Bound])[] = [
  ["up to and including", "through"],
  ["up to and including version", "through"],
  ["through", "through"],
  ["thru", "through"],
  ["up to", "through"],
  ["prior to", "before"],
  ["earlier than", "before"],
  ["older than", "before"],
  ["lower than", "before"],
  ["before", "before"],
  ["below", "before"],
  ["until", "before"],
  ["later than", "after"],
  ["newer than", "after"],
  ["higher than", "after"],
  ["after", "after"],
  ["above", "after"],
  ["beyond", "after"],
  ["starting with", "from"],
  ["starting from", "from"],
  ["beginning with", "from"],
  ["since", "from"],
  ["from", "from"],
];

const boundAfter: readonly (readonly [string, Bound])[] = [
  ["and earlier", "through"],
  ["or earlier", "through"],
  ["and below", "through"],
  ["or below", "through"],
  ["and before", "through"],
  ["and prior", "through"],
  ["or prior", "through"],
  ["and older", "through"],
  ["or older", "through"],
  ["and lower", "through"],
  ["and later", "from"],
  ["or later", "from"],
  ["and above", "from"],
  ["or above", "from"],
  ["and newer", "from"],
  ["or newer", "from"],
  ["and higher", "from"],
  ["or higher", "from"],
  ["and up", "from"],
  ["onwards", "from"],
];

/** Words that may stand between a bound and its figure. */
const between =
  /^(?:a|an|the|another|version|versions|v|release|releases|build|firmware|jdk|its|of|approximately|n\/a|year|early|mid|late)$/;

const wordsBefore = (tokens: readonly Token[], at: number): string[] => {
  const words: string[] = [];
  for (let index = at - 1; index >= 0 && words.length < 8; index -= 1) {
    const token = tokens[index];
    if (token === undefined || token.sentence !== tokens[at]?.sentence) break;
    if (token.kind === "mark") {
      if (";.)".includes(token.key)) break;
      continue;
    }
    words.unshift(token.lower);
  }
  while (words.length > 0 && between.test(words[words.length - 1] ?? "")) words.pop();
  return words;
};

const wordsAfter = (tokens: readonly Token[], at: number): string[] => {
  const words: string[] = [];
  for (let index = at + 1; index < tokens.length && words.length < 4; index += 1) {
    const token = tokens[index];
    if (token === undefined || token.sentence !== tokens[at]?.sentence) break;
    if (token.kind !== "mark") words.push(token.lower);
  }
  return words;
};

const longestEnding = <T>(
  words: readonly string[],
  table: readonly (readonly [string, T])[],
): readonly [string, T] | undefined => {
  let best: readonly [string, T] | undefined;
  const joined = ` ${words.join(" ")}`;
  for (const entry of table)
    if (joined.endsWith(` ${entry[0]}`) && entry[0].length > (best?.[0].length ?? 0)) best = entry;
  return best;
};

const longestStart = <T>(
  words: readonly string[],
  table: readonly (readonly [string, T])[],
): readonly [string, T] | undefined => {
  const joined = `${words.join(" ")} `;
  return table.find((entry) => joined.startsWith(`${entry[0]} `));
};

/** "14 months or more": the bound may stand behind what is counted, when that is one word or two. */
const comparatorAfter = (words: readonly string[]): readonly [string, Comparator] | undefined => {
  const or = words.slice(0, 3).indexOf("or");
  return longestStart(words, after) ?? (or > 0 ? longestStart(words.slice(or), after) : undefined);
};

const isVersion = (token: Token | undefined): boolean =>
  token?.kind === "version" || (token?.kind === "number" && /^\d+\.\d+$/.test(token.text));

/** "9.0 to 9.2", "9.0 through 9.2": which end of a range of versions this one is. */
const endOfRange = (tokens: readonly Token[], at: number): Bound | undefined => {
  const joins = (token: Token | undefined): boolean =>
    /^(?:to|through|thru|-|–|—)$/.test(token?.lower ?? token?.key ?? "");
  if (!isVersion(tokens[at])) return undefined;
  const skip = (from: number, step: 1 | -1): number => (between.test(tokens[from]?.lower ?? "") ? from + step : from);
  if (joins(tokens[at + 1]) && isVersion(tokens[skip(at + 2, 1)])) return "from";
  const join = skip(at - 1, -1);
  return joins(tokens[join]) && isVersion(tokens[join - 1]) ? "through" : undefined;
};

/** The bounds of the literal at token `at`. */
export const readBounds = (tokens: readonly Token[], at: number): Bounds => {
  const token = tokens[at];
  const previous = wordsBefore(tokens, at);
  const next = wordsAfter(tokens, at);
  const comparator = longestEnding(previous, before) ?? comparatorAfter(next);
  const leading = longestEnding(previous, boundBefore);
  const trailing = longestStart(next, boundAfter);
  // "through 7.4, and older versions": the bound in front is the figure's own; "from 7.4 onwards" is one bound.
  const bound = leading !== undefined && leading[1] !== "from" ? leading : (trailing ?? leading);
  const atLeast = token?.number?.atLeast === true;
  return {
    comparator: comparator?.[1] ?? (atLeast ? ">=" : "="),
    bound: endOfRange(tokens, at) ?? bound?.[1] ?? "exact",
    words: comparator?.[0] ?? bound?.[0] ?? (atLeast ? "+" : ""),
  };
};
