/** The ledger of coverage: what came in and what was dropped, at which step and why, a day. */

export const flows = ["runs", "in", "out", "lost"] as const;

export interface CoverageLine {
  /** As in `pipeline/order.ts`. */
  readonly step: string;
  /** `runs`: how often the step ran, by outcome · `in`: what it was given · `out`: what it gave on · `lost`: what it dropped. */
  readonly flow: (typeof flows)[number];
  /** A closed word: an outcome, what was counted, why it was lost. */
  readonly reason: string;
  readonly count: number;
  /** The newest of them, as a person knows it. */
  readonly example?: string;
}

export interface CoverageDay {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly lines: readonly CoverageLine[];
}
