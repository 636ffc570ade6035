/** The first run: the steps, in their order, and how far a desk is. */

export const firstRunSteps = ["you", "organisation", "sources", "delivery"] as const;
export type FirstRunStep = (typeof firstRunSteps)[number];

export interface FirstRunView {
  /** What is shown is the example day: the desk has neither sources nor an edition of its own. */
  readonly isExample: boolean;
  /** For who may set up the desk. */
  readonly hasOwnEdition?: boolean;
  readonly sources?: number;
  readonly steps?: readonly { readonly step: FirstRunStep; readonly state: "open" | "done" | "skipped" }[];
}
