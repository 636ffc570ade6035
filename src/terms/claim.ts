/**
 * One statement of one article: what it says, who says it, how sure, and where it stands.
 * Claim types and their slots are those of `docs/COMPOSITION.md`; a frame prints a slot only with its words.
 */
import type { ArticleId, ClaimId } from "./ids.ts";
import type { EvidenceSpan, Span } from "./span.ts";

export type { ClaimId };

/** How sure the speaker is. `denied`: the speaker says it is not so. */
export type Certainty = "stated" | "high" | "moderate" | "low" | "denied";

/** A filled place in a claim: the words as they stand, and what they mean. `article.text.slice(start,end) === surface`. */
export interface Slot extends Span {
  readonly surface: string;
  /** Normalised: `37`, `2026-02-03`, `CVE-2026-25049`, a canonical name; the surface when there is nothing to normalise. */
  readonly value: string;
}

export interface Speaker {
  /** `outlet`: the article itself. `unnamed`: "researchers", "officials". */
  readonly kind: "outlet" | "named" | "unnamed";
  readonly name: string;
  readonly span?: Span;
}

export interface Claim {
  readonly id: ClaimId;
  readonly articleId: ArticleId;
  readonly type: string;
  /** The sentence or sentences that hold every slot. */
  readonly evidence: EvidenceSpan;
  /** Further passages that bind a name or pronoun used by this claim. */
  readonly bindings: readonly EvidenceSpan[];
  readonly slots: Readonly<Record<string, Slot>>;
  readonly speaker: Speaker;
  readonly certainty: Certainty;
  readonly polarity: "affirmed" | "denied";
  /** The hedge as written ("probably", "appears"), when there is one. */
  readonly hedge?: Slot;
  /** When it happened, ISO, as precise as the words are. */
  readonly eventTime?: string;
}
