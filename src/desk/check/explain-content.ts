/**
 * Says in one sentence what the words of a claim lack in their source: which of them stand nowhere, or that they stand apart,
 * and the words of the source that come nearest. The same as a slot check with both places.
 */
import type { SlotCheck } from "#terms/verdict.ts";
import { around, type Comparison } from "./finding.ts";
import { rowOf } from "./index-words.ts";
import { meaningGroup, type ReadText } from "./read-text.ts";
import type { Token } from "./token.ts";

export interface ExplainedContent {
  readonly reason: string;
  readonly check: SlotCheck;
}

const mostNamed = 3;

const isKnown = ({ claim, index }: Comparison, token: Token, at: number): boolean => {
  const row = rowOf(index);
  const group = meaningGroup(token.key);
  return (
    row.places.has(token.key) ||
    (group !== undefined && row.meanings.has(group)) ||
    claim.entities.get(at)?.some((entity) => row.entityIds.has(entity.id)) === true
  );
};

/** Tokens of the claim that stand nowhere in the source, the telling ones first, at most three, in order. */
const missingWords = (comparison: Comparison): number[] => {
  const { claim } = comparison;
  return [...claim.tokens.keys()]
    .filter((at) => {
      const token = claim.tokens[at];
      return token !== undefined && (claim.weights[at] ?? 0) >= 0.5 && !isKnown(comparison, token, at);
    })
    .sort((a, b) => (claim.weights[b] ?? 0) - (claim.weights[a] ?? 0) || a - b)
    .slice(0, mostNamed)
    .sort((a, b) => a - b);
};

/** The words of the source that the claim comes nearest to, and where. */
export const nearestWords = ({
  index,
  alignments,
}: Comparison): { text: string; passageIndex: number; span: { start: number; end: number } } | undefined => {
  const [best] = alignments;
  const read = best === undefined ? undefined : index.passages[best.passageIndex]?.read;
  if (best === undefined || read === undefined) return undefined;
  const places = [...best.loose].filter((place) => place >= 0).sort((a, b) => a - b);
  const middle = places[Math.floor(places.length / 2)];
  if (middle === undefined) return undefined;
  const text = around(read, middle, 7, 7);
  const start = startOf(read, middle, 7);
  return { text, passageIndex: best.passageIndex, span: { start, end: read.tokens[middle]?.end ?? start } };
};

const startOf = (read: ReadText, at: number, before: number): number => {
  let first = at;
  while (first > 0 && at - first < before && read.tokens[first - 1]?.sentence === read.tokens[at]?.sentence) first -= 1;
  return read.tokens[first]?.start ?? 0;
};

const quoted = (words: readonly string[]): string =>
  words.length < 2
    ? `“${words[0] ?? ""}”`
    : `${words
        .slice(0, -1)
        .map((word) => `“${word}”`)
        .join(", ")} and “${words[words.length - 1] ?? ""}”`;

/** `shift` is where the compared part begins in the whole sentence. */
export const explainContent = (comparison: Comparison, shift: number): ExplainedContent => {
  const { claim } = comparison;
  const missing = missingWords(comparison);
  const nearest = nearestWords(comparison);
  const words = missing.map((at) => claim.tokens[at]?.text ?? "");
  const beside = nearest === undefined ? "" : `; nearest is “${nearest.text}”`;
  const reason =
    missing.length > 0
      ? `The source has nothing of ${quoted(words)}${beside}.`
      : `The words stand in the source, but apart: no passage says this of one thing${beside}.`;
  const [first, last] = [
    claim.tokens[missing[0] ?? 0],
    claim.tokens[missing[missing.length - 1] ?? claim.tokens.length - 1],
  ];
  const span = { start: (first?.start ?? 0) + shift, end: (last?.end ?? claim.text.length) + shift };
  return {
    reason,
    check: {
      slot: "content",
      claimValue: missing.length > 0 ? words.join(", ") : claim.text.slice(first?.start ?? 0, last?.end ?? 0),
      claimSpan: span,
      ...(nearest === undefined
        ? {}
        : { sourceValue: nearest.text, passageIndex: nearest.passageIndex, sourceSpan: nearest.span }),
      agrees: false,
    },
  };
};

/** A value that stands nowhere, with the words it stands in and those of the source that come nearest. */
export const besideNearest = (reason: string, comparison: Comparison): string => {
  const nearest = nearestWords(comparison);
  return nearest === undefined ? reason : `${reason.replace(/\.$/, "")}; nearest is “${nearest.text}”.`;
};
