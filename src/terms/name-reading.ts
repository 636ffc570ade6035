/**
 * A name that no table or pattern knows, read out of a text by the tagger fitted on annotated reports. It is a reading, not a
 * fact: nothing ties it to a registry.
 */
import type { Span } from "./span.ts";

export type NameReadingType =
  | "intrusion_set"
  | "malware"
  | "tool"
  | "technique"
  | "tactic"
  | "organisation"
  | "place"
  | "sector";

/** Holds: `text.slice(start, end) === surface`. Readings do not overlap each other. */
export interface NameReading extends Span {
  readonly kind: "name";
  readonly type: NameReadingType;
  readonly surface: string;
  readonly basis: "model";
  /** Chance of exactly this span and type under the model, 0 to 1. */
  readonly confidence: number;
}
