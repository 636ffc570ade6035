/** Does a figure of the source make a figure of the sentence true? Comparators and rounding are part of a figure. */
import type { Comparator } from "#terms/mention.ts";
import { poundOfEither } from "./read-figures.ts";
import type { NumberValue } from "./token.ts";

export interface Amount {
  readonly number: NumberValue;
  readonly comparator: Comparator;
}

export type AmountRelation = "same" | "comparator" | "unit" | "differs";

const nearly = (a: number, b: number, within: number): boolean => Math.abs(a - b) <= Math.abs(b) * within;

const pounds: ReadonlySet<string> = new Set([poundOfEither, "£", "lb"]);

const sameUnit = (claim: string, source: string): boolean =>
  claim === source || ([claim, source].includes(poundOfEither) && pounds.has(claim) && pounds.has(source));

/** Significant digits of a value: 37,000 has two. */
const digits = (value: number): number => String(Math.abs(value)).replace(/^0\.0*|\.|0+$/g, "").length;

/** Vague orders of magnitude: "hundreds" is true of 200 to 999, and of itself. */
const vagueHolds = (claim: NumberValue, source: NumberValue): boolean => {
  if (source.vague) return claim.value === source.value;
  const step = claim.value === 12 ? 10 : claim.value === 1e6 || claim.value === 1e9 || claim.value === 1e12 ? 1000 : 10;
  return source.value >= claim.value * 1.5 && source.value < claim.value * step * 2;
};

const equalValues = (claim: Comparator, source: Comparator): boolean => {
  if (claim === source) return true;
  if (claim === ">=") return source === "=" || source === ">";
  if (claim === "<=") return source === "=" || source === "<";
  return claim === "~" && source === "=";
};

/** The sentence rounds: only with a word that says so, to fewer digits, and by no more than a fifth. */
const rounds = (claim: Amount, source: Amount): boolean => {
  const [said, true_] = [claim.number.value, source.number.value];
  if (digits(said) >= digits(true_)) return false;
  const lower = source.comparator === "<" || source.comparator === "<=";
  const higher = source.comparator === ">" || source.comparator === ">=";
  switch (claim.comparator) {
    case "~":
      return nearly(said, true_, 0.05) && !lower && !higher;
    case ">":
    case ">=":
      return said < true_ && nearly(said, true_, 0.2) && !lower;
    case "<":
    case "<=":
      return said > true_ && nearly(said, true_, 0.2) && !higher;
    default:
      return false;
  }
};

export const compareAmounts = (claim: Amount, source: Amount): AmountRelation => {
  if (claim.number.ordinal !== source.number.ordinal) return "differs";
  if (claim.number.vague) return vagueHolds(claim.number, source.number) ? "same" : "differs";
  if (source.number.vague) return "differs";
  if (claim.number.value === source.number.value) {
    if (!sameUnit(claim.number.unit, source.number.unit)) return "unit";
    return equalValues(claim.comparator, source.comparator) ? "same" : "comparator";
  }
  return sameUnit(claim.number.unit, source.number.unit) && rounds(claim, source) ? "same" : "differs";
};
