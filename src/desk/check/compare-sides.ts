/**
 * "The upper house" is not "the lower house", nor is outbound traffic inbound: where the sentence tells of a thing which of
 * two it means, and the source has the thing only as the other one, the two contradict each other.
 */
import { type Comparison, type Finding, saysOther } from "./finding.ts";
import type { ReadText } from "./read-text.ts";
import { functionWords } from "./words/function-words.ts";
import { type Side, sideOf } from "./words/opposites.ts";

/** The side told of the word at `at`, by the word before it: "north-east of" and "north and south" tell of none alone. */
const sideBefore = (read: ReadText, at: number): Side | undefined => {
  const [before, token] = [read.tokens[at - 1], read.tokens[at]];
  if (before === undefined || token?.kind !== "word" || before.sentence !== token.sentence) return undefined;
  if (functionWords.has(token.lower) || sideOf(token.lower) !== undefined) return undefined;
  const earlier = read.tokens[at - 2];
  const joined =
    earlier !== undefined && earlier.sentence === before.sentence && /^(?:-|and|or|\/)$/.test(earlier.lower);
  return joined ? undefined : sideOf(before.lower);
};

interface Place {
  readonly passageIndex: number;
  readonly at: number;
}

/** Where the source has the thing, when each place tells another side of it, or none does so; else undefined. */
const placeOfOther = ({ index }: Comparison, key: string, said: Side): Place | undefined => {
  let other: Place | undefined;
  for (const [passageIndex, { read }] of index.passages.entries()) {
    for (const at of read.places.get(key) ?? []) {
      const there = sideBefore(read, at);
      if (there?.line !== said.line) continue;
      if (there.side === said.side) return undefined;
      other ??= { passageIndex, at };
    }
  }
  return other;
};

/** The sentence's own word of the side stands in the source too, near the thing: told in another order. */
const isToldElsewhere = ({ index }: Comparison, key: string, said: Side): boolean =>
  index.passages.some(({ read }) => {
    const sentences = new Set((read.places.get(key) ?? []).map((at) => read.tokens[at]?.sentence));
    return read.tokens.some((token) => {
      const side = sideOf(token.lower);
      return side?.line === said.line && side.side === said.side && sentences.has(token.sentence);
    });
  });

const judgeSide = (comparison: Comparison, at: number): Finding | undefined => {
  const { claim, index } = comparison;
  const said = sideBefore(claim, at);
  const key = claim.tokens[at]?.key ?? "";
  const other = said === undefined ? undefined : placeOfOther(comparison, key, said);
  const read = other === undefined ? undefined : index.passages[other.passageIndex]?.read;
  if (said === undefined || other === undefined || read === undefined || isToldElsewhere(comparison, key, said))
    return undefined;
  const { passageIndex, at: s } = other;
  return saysOther("content", { claim, said: [at - 1, at], read, passageIndex, there: [s - 1, s] });
};

export const compareSides = (comparison: Comparison): Finding[] =>
  [...comparison.claim.tokens.keys()].map((at) => judgeSide(comparison, at)).filter((finding) => finding !== undefined);
