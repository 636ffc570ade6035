/**
 * One statement of one article: what it says, who says it, how sure, and where it stands.
 * Types are those of `claim-types.ts` in extract; a frame prints a slot only with its words.
 */
import type { ArticleId, ClaimId } from "./ids.ts";
import type { Mention } from "./mention.ts";
import type { EvidenceSpan, Span } from "./span.ts";

export type { ClaimId };

/** How sure the speaker is. `denied`: the speaker says it is not so. */
export type Certainty = "stated" | "high" | "moderate" | "low" | "denied";

/** A word that points back, and the name it means. Without `target` the claim cannot be told apart from its context. */
export interface Reference {
  readonly span: Span;
  readonly words: string;
  readonly target?: { readonly name: string; readonly span: Span; readonly type: string };
}

/** A filled place in a claim: the words as they stand, and what they mean. `article.text.slice(start,end) === surface`. */
export interface Slot extends Span {
  readonly surface: string;
  /** Normalised: `37`, `2026-02-03`, `CVE-2026-25049`, a canonical name; the surface when there is nothing to normalise. */
  readonly value: string;
}

/** Who says it. `binding` is the place where the name stands, when the sentence itself only says "the researchers". */
export interface Speaker {
  /** `outlet`: the article itself. `unnamed`: "researchers", "officials". */
  readonly kind: "outlet" | "named" | "unnamed";
  readonly name: string;
  readonly span?: Span;
  readonly binding?: Span;
  /** The reporting verb as written. */
  readonly verb?: string;
}

export interface Claim {
  readonly id: ClaimId;
  readonly articleId: ArticleId;
  /** The most particular kind of statement it makes; `statement` when it is of no kind we know. */
  readonly type: string;
  /** Every kind it is of, `type` first. */
  readonly types: readonly string[];
  /** The sentence that holds every slot. */
  readonly evidence: EvidenceSpan;
  /** The words of the statement itself, without who says it; lies inside `evidence`. */
  readonly content: Span;
  /** Place in the article: the number of its sentence, from 0, and of its clause in that sentence. */
  readonly sentenceIndex: number;
  readonly clauseIndex: number;
  /** The clause in lower case with each mention replaced by its kind (`shape-sentence.ts`). */
  readonly shape: string;
  /** What stands in `evidence`, with places in the article's text. */
  readonly mentions: readonly Mention[];
  /** Words of `content` that point back ("it", "the company"), with what they mean where that is known. */
  readonly references: readonly Reference[];
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
