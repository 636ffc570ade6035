/**
 * A technique of ATT&CK read in a text, with the words it rests on. `stated`: the text gives its id or its own name.
 * `suggested`: we read it out of the words; it is never told as a fact.
 */
import type { Span } from "./span.ts";

export const techniqueBases = ["stated", "suggested"] as const;
export type TechniqueBasis = (typeof techniqueBases)[number];

/** How it was read: an id, its own name, a phrase people use for it, or the model fitted on annotated reports. */
export type TechniqueSign = "id" | "name" | "phrase" | "model";

/** Holds: `text.slice(start, end) === surface`, and the span lies inside `sentence`. */
export interface TechniqueReading extends Span {
  readonly id: string;
  readonly name: string;
  /** Short names of ATT&CK's tactics: `initial-access`. */
  readonly tactics: readonly string[];
  readonly basis: TechniqueBasis;
  readonly sign: TechniqueSign;
  /** Share of like readings that annotators of reports agreed with, 0 to 1. */
  readonly confidence: number;
  /** The words it rests on. */
  readonly surface: string;
  readonly sentence: Span;
  /** Other techniques of the same name (of another matrix): the name does not say which. */
  readonly alsoOwnedBy?: readonly string[];
}
