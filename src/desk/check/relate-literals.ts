/** How a figure, date, version or identifier of the claim relates to one of the source: value first, then bounds. */
import { compareDates } from "./compare-dates.ts";
import { compareAmounts } from "./compare-numbers.ts";
import type { IndexedPassage } from "./index-passages.ts";
import { type Bounds, readBounds } from "./read-bounds.ts";
import type { ReadText } from "./read-text.ts";
import type { NumberValue, Token } from "./token.ts";

export type Relation = "same" | "comparator" | "bound" | "unit" | "finer" | "differs";

/** A version by its form or by the word before it. */
export const versionLike = (read: ReadText, at: number): boolean => {
  const token = read.tokens[at];
  if (token === undefined) return false;
  if (token.kind === "version" || token.kind === "identifier") return true;
  if (token.kind !== "number" || token.number?.unit !== "") return false;
  const previous = read.tokens[at - 1]?.lower ?? "";
  return (
    /^(?:version|versions|v|release|build|firmware|through|prior|before)$/.test(previous) ||
    /^\d+\.\d+$/.test(token.text) ||
    read.tokens[at - 2]?.lower === "prior"
  );
};

const fixWords = /^(?:fix|patch|resolve|address|remediate|upgrade|update|release|correct)/;

const boundHolds = (claim: ReadText, c: number, claimBound: Bounds, sourceBound: Bounds): boolean => {
  const [said, there] = [versionBound(claimBound), versionBound(sourceBound)];
  if (said === there) return true;
  const sentence = claim.tokens[c]?.sentence;
  const fixes = claim.tokens.some((token) => token.sentence === sentence && fixWords.test(token.lower));
  // "Fixed in 3.2" says the same as "affects versions before 3.2", and "update to 3.2 or later" the same as "fixed in 3.2".
  if (fixes && said === "exact" && (there === "before" || there === "from")) return true;
  return fixes && said === "from" && (there === "exact" || there === "before");
};

const opposite = (a: Bounds["bound"], b: Bounds["bound"]): boolean => {
  const low = (bound: Bounds["bound"]): boolean => bound === "before" || bound === "through";
  const high = (bound: Bounds["bound"]): boolean => bound === "after" || bound === "from";
  return (low(a) && high(b)) || (high(a) && low(b));
};

/** A year with a thousands mark, or a count that looks like a year. */
const isSameYear = (a: Token, b: Token): boolean =>
  a.number !== undefined && b.date !== undefined && b.date.month === undefined && a.number.value === b.date.year;

/** For versions "at least" and "up to" bound like "from" and "through". */
const versionBound = (bounds: Bounds): Bounds["bound"] => {
  if (bounds.bound !== "exact") return bounds.bound;
  const meant = { "=": "exact", "~": "exact", ">": "after", ">=": "from", "<": "before", "<=": "through" } as const;
  return meant[bounds.comparator];
};

const comparatorsOppose = (a: Bounds, b: Bounds): boolean =>
  (a.comparator.startsWith(">") && b.comparator.startsWith("<")) ||
  (a.comparator.startsWith("<") && b.comparator.startsWith(">"));

const boundOf = (holds: boolean): Relation => (holds ? "same" : "bound");

interface Pairing {
  readonly claim: ReadText;
  readonly c: number;
  readonly source: IndexedPassage;
  readonly s: number;
  readonly said: Bounds;
  readonly there: Bounds;
}

/** "the 20th anniversary" marks 20 years. */
const isAnniversary = (read: ReadText, at: number, value: NumberValue): boolean =>
  value.ordinal && read.tokens[at + 1]?.lower === "anniversary";

const isAge = (read: ReadText, at: number, value: NumberValue): boolean =>
  !value.ordinal && !value.vague && /^years?$/.test(read.tokens[at + 1]?.lower ?? "");

const relateNumbers = (pairing: Pairing, a: NumberValue, b: NumberValue): Relation => {
  const { claim, c, source, s, said, there } = pairing;
  if (isAnniversary(claim, c, a) && isAge(source.read, s, b) && a.value === b.value) return "same";
  const relation = compareAmounts(
    { number: a, comparator: said.comparator },
    { number: b, comparator: there.comparator },
  );
  if (relation === "differs" || relation === "unit") return relation;
  if (versionLike(claim, c) && versionLike(source.read, s)) return boundOf(boundHolds(claim, c, said, there));
  return relation === "same" && opposite(said.bound, there.bound) ? "bound" : relation;
};

/** How a literal of the claim relates to one of the source. */
export const relateLiterals = (
  claim: ReadText,
  c: number,
  said: Bounds,
  source: IndexedPassage,
  s: number,
): Relation => {
  const a = claim.tokens[c] as Token;
  const b = source.read.tokens[s] as Token;
  const there = readBounds(source.read.tokens, s);
  if (a.date !== undefined && b.date !== undefined) {
    const relation = compareDates(a.date, b.date, source.passage.publishedAt);
    return relation === "same"
      ? boundOf(!opposite(said.bound, there.bound) && !comparatorsOppose(said, there))
      : relation;
  }
  if (a.number !== undefined && b.number !== undefined)
    return relateNumbers({ claim, c, source, s, said, there }, a.number, b.number);
  if (a.key !== b.key) return isSameYear(a, b) || isSameYear(b, a) ? "same" : "differs";
  return a.kind === "version" || a.kind === "identifier" ? boundOf(boundHolds(claim, c, said, there)) : "same";
};

/** Kinds whose values may be equal: 2.10 may be read as a number or a version, 2045 as a number or a year. */
export const comparable = (a: Token, b: Token): boolean =>
  a.kind === b.kind ||
  (a.kind === "number" && (b.kind === "version" || b.kind === "date")) ||
  (b.kind === "number" && (a.kind === "version" || a.kind === "date"));
