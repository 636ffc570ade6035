/** What the tagger tells apart, in the scheme of the corpus it was fitted on: outside, or begin and inside of a kind. */
import type { Span } from "#terms/span.ts";

export const kinds = ["ORG", "LOC", "SECTOR", "DATE", "GROUP", "MALWARE", "TOOL", "TACTIC", "TECHNIQUE"] as const;
export type Kind = (typeof kinds)[number];

export interface TaggedSpan extends Span {
  readonly label: Kind;
  /** Chance of exactly this span and kind under the weights, 0 to 1. */
  readonly chance: number;
}

/** `O`, then `B-` and `I-` of each kind. */
export const labels: readonly string[] = ["O", ...kinds.flatMap((kind) => [`B-${kind}`, `I-${kind}`])];

/** How many labels there are: scores and weights hold so many numbers a token. */
export const width = labels.length;

/** May `next` follow `last`? An inside only follows a begin or inside of its own kind. */
export const mayFollow = (last: number, next: number): boolean =>
  next === 0 || next % 2 === 1 || last === next || last === next - 1;

export const kindOf = (label: number): Kind | undefined => (label === 0 ? undefined : kinds[(label - 1) >> 1]);
