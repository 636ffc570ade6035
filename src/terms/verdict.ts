/** What the check says of one sentence against the words it cites. */
import type { Span } from "./span.ts";

export const verdictWords = ["supported", "contradicted", "stronger", "not_found", "cannot_tell"] as const;
export type VerdictWord = (typeof verdictWords)[number];

/** A passage given to the check. `text` is what the sentence may rest on; `context` are names that also count (outlet, authority). */
export interface Passage {
  readonly text: string;
  readonly outlet?: string;
  readonly publishedAt?: string;
  readonly publishedZoneMinutes?: number;
}

/** What was compared: a number, a name, a date, the polarity, the certainty, the speaker. */
export interface SlotCheck {
  readonly slot:
    | "number"
    | "unit"
    | "date"
    | "version"
    | "identifier"
    | "name"
    | "country"
    | "comparator"
    | "quotation"
    | "polarity"
    | "certainty"
    | "speaker"
    | "verb"
    | "content";
  readonly claimValue: string;
  readonly claimSpan: Span;
  /** Absent when the source has nothing to compare with. */
  readonly sourceValue?: string;
  readonly passageIndex?: number;
  readonly sourceSpan?: Span;
  readonly agrees: boolean;
}

export interface Verdict {
  readonly verdict: VerdictWord;
  /** The slot that decided it, when it is not `supported`. */
  readonly slot?: SlotCheck["slot"];
  /** One sentence a reviewer understands, naming both values. */
  readonly reason: string;
  readonly checks: readonly SlotCheck[];
}
