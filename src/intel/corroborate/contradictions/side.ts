/** One side of a disagreement as it is found: a value, and the claim whose words hold it. */
import type { Claim } from "#terms/claim.ts";

export interface Side {
  /** Printable value; what verb goes before it is `about`'s business (`desk/brief/sections/not-known.ts`). */
  readonly value: string;
  readonly claim: Claim;
}

export interface Dispute {
  readonly about: string;
  readonly sides: readonly Side[];
}

/** A rule that looks for one kind of disagreement among the claims of a story. */
export type DisputeRule = (claims: readonly Claim[]) => Dispute[];

/** At least two values, and at least two articles or two holders. */
export const isDispute = (sides: readonly Side[]): boolean => new Set(sides.map((side) => side.value)).size >= 2;
