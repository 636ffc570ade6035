/** Judges pairs of a source and a claim: the form in which outsiders measure the check. */
import type { SlotCheck, VerdictWord } from "#terms/verdict.ts";
import { type CheckTools, judgeSentence } from "./judge-sentence.ts";

export interface Pair {
  readonly id: string | number;
  readonly source: string;
  readonly claim: string;
}

export interface JudgedPair {
  readonly id: string | number;
  readonly verdict: VerdictWord;
  readonly slot?: SlotCheck["slot"];
  readonly reason: string;
}

export const checkPair = (pair: Pair, tools: CheckTools): JudgedPair => {
  const { verdict, slot, reason } = judgeSentence(pair.claim, [{ text: pair.source }], tools);
  return { id: pair.id, verdict, ...(slot === undefined ? {} : { slot }), reason };
};

export const checkPairs = (pairs: Iterable<Pair>, tools: CheckTools): JudgedPair[] => {
  const judged: JudgedPair[] = [];
  for (const pair of pairs) judged.push(checkPair(pair, tools));
  return judged;
};

/** Reads one line of a pairs file; a string says what is wrong with it. */
export const readPair = (line: string): Pair | string => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return "expected a JSON object and found something else";
  }
  if (typeof value !== "object" || value === null) return "expected a JSON object and found something else";
  const { id, source, claim } = value as Record<string, unknown>;
  if (typeof id !== "string" && typeof id !== "number") return "expected a string or number in `id`";
  if (typeof source !== "string") return "expected a string in `source`";
  if (typeof claim !== "string") return "expected a string in `claim`";
  return { id, source, claim };
};
