/**
 * What people decide about a draft. A draft is an edition on record and the decisions made about it, in order: each is a
 * version, none is ever changed or taken away, and undoing is a decision too.
 */
import { z } from "zod";
import type { Edition, EditionCitation, EditionSentence } from "./edition.ts";
import { longestSentence, type RejectReason, rejectReasons } from "./review-words.ts";

/** Words of a snapshot, by their place; the desk fills in the words. */
const placeSchema = z.object({
  articleUrl: z.string().max(4_000),
  start: z.int().nonnegative(),
  end: z.int().positive(),
});
const placesSchema = z.array(placeSchema).max(12);
const sentenceId = z.string().min(1).max(40);
const textSchema = z.string().trim().min(1).max(longestSentence);
const reasonText = z.string().trim().min(3).max(500);

/** Sections that a person may add a sentence to. */
export const openSections = ["summary", "happened", "why_now", "so_what", "quick_hits", "not_known"] as const;
/** Gates that may be overridden; nobody overrides that a person must approve. */
export const overridable = ["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9"] as const;

export const decisionSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("accept"), sentenceId }),
  z.object({ type: z.literal("edit"), sentenceId, text: textSchema, citations: placesSchema.optional() }),
  z.object({ type: z.literal("swap"), sentenceId, citations: placesSchema.min(1) }),
  z.object({
    type: z.literal("reject"),
    sentenceId,
    reason: z.enum(rejectReasons),
    words: z.string().trim().min(1).max(300).optional(),
  }),
  z.object({ type: z.literal("gap"), sentenceId, text: textSchema, citations: placesSchema.optional() }),
  z.object({
    type: z.literal("add"),
    section: z.enum(openSections),
    /** Stands after this sentence; at the end of the section when absent or gone. */
    after: sentenceId.optional(),
    kind: z.enum(["fact", "assessment", "gap"]),
    text: textSchema,
    citations: placesSchema,
  }),
  z.object({ type: z.literal("override"), gate: z.enum(overridable), reason: reasonText }),
  z.object({ type: z.literal("undo"), version: z.int().positive() }),
  z.object({ type: z.literal("redo"), version: z.int().positive() }),
]);
export type Decision = z.infer<typeof decisionSchema>;
export type PlacedWords = z.infer<typeof placeSchema>;

/** Who did it: the id of a person and the name as it was then. */
export interface Actor {
  readonly id: string;
  readonly name: string;
}

/** What the gates have against a changed sentence; the words of each fault. */
export interface SentenceFaults {
  readonly G1?: string;
  readonly G2?: string;
  readonly G3?: string;
  readonly G4?: string;
}

/** What the desk found of a changed sentence, kept with the decision: a later version of the check changes no record. */
export interface Outcome {
  readonly citations?: readonly EditionCitation[];
  readonly verdict?: string;
  /** One sentence for the reviewer. */
  readonly reason?: string;
  readonly checked?: readonly string[];
  readonly faults: SentenceFaults;
  /** Of an override: the faults it covers. Others of the same gate stay in force. */
  readonly covers?: readonly { readonly sentenceId?: string | undefined; readonly message: string }[];
  /** Of an addition: the id of its sentence. */
  readonly id?: string;
}

/** One version of a draft: what was decided, by whom, and what came of it. */
export interface DraftStep {
  readonly version: number;
  readonly by: Actor;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly decision: Decision;
  readonly outcome?: Outcome;
}

/** A draft: the edition it began as, and every decision since. */
export interface Draft {
  readonly id: string;
  readonly start: Edition;
  readonly steps: readonly DraftStep[];
  /** What it corrects, when it does. */
  readonly corrects?: { readonly editionId: string; readonly reason: string };
}

/** A person's approval of one text of a draft. */
export interface Approval {
  readonly by: Actor;
  readonly at: string;
  readonly version: number;
  readonly textHash: string;
}

/** How an edition is approved on this desk. */
export interface ApprovalRule {
  readonly people: 1 | 2;
  /** Whether who made the last change may be the only one to approve. */
  readonly lastEditorAlone: boolean;
}

/** A sentence of a draft with what became of it. */
export interface DraftSentence extends EditionSentence {
  /** Left out of what is published; it stays in the draft. */
  readonly rejected?: { readonly reason: RejectReason; readonly words?: string };
}
