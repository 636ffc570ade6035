/**
 * "An authenticated attacker" is not "an unauthenticated attacker": where the same word stands beside the same neighbour in
 * one text with a denying prefix and in the other without, and no other denial makes up for it, the two contradict.
 */
import { type Comparison, type Finding, saysOther } from "./finding.ts";
import type { ReadText } from "./read-text.ts";
import { stemWord } from "./stem-word.ts";

const prefixes = ["un", "non"] as const;
const shortest = 6;

const telling = (read: ReadText, from: number, step: 1 | -1): string | undefined => {
  for (let at = from, count = 0; count < 4; count += 1, at += step) {
    if (read.tokens[at]?.clause !== read.tokens[from - step]?.clause) return undefined;
    if ((read.weights[at] ?? 0) >= 0.5) return read.tokens[at]?.key;
  }
  return undefined;
};

/** Said of the same: the telling word behind both, or, where none follows, the one before. */
const besideSame = (claim: ReadText, c: number, source: ReadText, s: number): boolean => {
  const [next, other] = [telling(claim, c + 1, 1), telling(source, s + 1, 1)];
  if (next !== undefined && other !== undefined) return next === other;
  const before = telling(claim, c - 1, -1);
  return before !== undefined && before === telling(source, s - 1, -1);
};

const isDenied = (read: ReadText, at: number): boolean =>
  read.cues.some(
    (cue) =>
      cue.kind === "negation" && (cue.heads.includes(at) || read.tokens[cue.at]?.clause === read.tokens[at]?.clause),
  );

const placesOf = (read: ReadText, lower: string): number[] =>
  (read.places.get(stemWord(lower)) ?? []).filter((at) => read.tokens[at]?.lower === lower);

/** The forms of a word with and without the prefix, one of which is the word itself. */
const counterparts = (lower: string): readonly string[] => {
  const bare = prefixes.flatMap((prefix) => {
    const rest = lower.startsWith(prefix) ? lower.slice(prefix.length) : "";
    return rest.length >= shortest ? [rest] : [];
  });
  return lower.length >= shortest ? [...bare, ...prefixes.map((prefix) => prefix + lower)] : bare;
};

const judgeWord = ({ claim, index }: Comparison, c: number): Finding | undefined => {
  const token = claim.tokens[c];
  if (token?.kind !== "word" || isDenied(claim, c)) return undefined;
  for (const lower of counterparts(token.lower)) {
    for (const [passageIndex, { read }] of index.passages.entries()) {
      const s = placesOf(read, lower).find((at) => besideSame(claim, c, read, at) && !isDenied(read, at));
      if (s === undefined) continue;
      if (index.passages.some((passage) => placesOf(passage.read, token.lower).length > 0)) return undefined;
      return saysOther("polarity", { claim, said: [c], read, passageIndex, there: [s] });
    }
  }
  return undefined;
};

export const comparePrefixes = (comparison: Comparison): Finding[] =>
  [...comparison.claim.tokens.keys()].map((c) => judgeWord(comparison, c)).filter((finding) => finding !== undefined);
