/** A draft as its reviewers see it. Derived from the draft and from nothing else; article texts are asked for one by one. */
import { z } from "zod";
import { citationSchema, editionSchema, sectionIds, sentenceKinds } from "./edition.ts";
import { editionKinds } from "./edition-kind.ts";
import { openSections } from "./review.ts";
import { rejectReasons } from "./review-words.ts";

const faultSchema = z.object({ gate: z.string(), message: z.string() });
const gateFaultSchema = z.object({ sentenceId: z.string().optional(), message: z.string() });

export const draftSentenceSchema = z.object({
  id: z.string(),
  text: z.string(),
  /** The words the draft began with, where they are others now. */
  before: z.string().optional(),
  kind: z.enum(sentenceKinds),
  storyId: z.string().optional(),
  role: z.string().optional(),
  group: z.string().optional(),
  part: z.enum(["why", "do", "owner", "by", "done_when"]).optional(),
  own: z.boolean().optional(),
  /** Whether it is decided about; the others follow from these. */
  open: z.boolean(),
  /** Whether it counts among those to decide. */
  counts: z.boolean(),
  citations: z.array(citationSchema.extend({ number: z.int().optional() })),
  verdict: z.string().optional(),
  reason: z.string().optional(),
  checked: z.array(z.string()).optional(),
  faults: z.array(faultSchema),
  rejected: z.object({ reason: z.enum(rejectReasons), words: z.string().optional() }).optional(),
  /** The last decision about it that holds. */
  mark: z.object({ type: z.string(), version: z.int(), by: z.string(), at: z.string() }).optional(),
});
export type DraftSentenceView = z.infer<typeof draftSentenceSchema>;

const shape = editionSchema.shape;

/** A draft as it is listed. */
export const draftEntrySchema = z.object({
  id: z.string(),
  date: z.string(),
  asOf: z.string(),
  title: z.string(),
  tlp: z.string(),
  kind: z.enum(editionKinds),
  /** Name of the audience; `main`: for everyone. */
  audience: z.string(),
  version: z.int(),
  openedAt: z.string(),
  openedBy: z.string().optional(),
  savedAt: z.string().optional(),
  savedBy: z.string().optional(),
  corrects: z.object({ editionId: z.string(), reason: z.string() }).optional(),
  /** The edition that its approval made; nothing is decided any more. */
  approvedAs: z.string().optional(),
});

export const draftViewSchema = draftEntrySchema.extend({
  /** The edition it began as; its pages are read there. */
  editionId: z.string(),
  /** What an approval would bind to. */
  textHash: z.string(),
  sections: z.array(
    z.object({
      id: z.enum(sectionIds),
      title: z.string(),
      decided: z.int(),
      of: z.int(),
      toFix: z.int(),
      adds: z.boolean(),
      sentences: z.array(draftSentenceSchema),
    }),
  ),
  decided: z.int(),
  of: z.int(),
  gates: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      passed: z.boolean(),
      faults: z.array(gateFaultSchema),
      overridden: z.array(gateFaultSchema),
    }),
  ),
  score: z.object({ total: z.number(), of: z.number() }),
  stories: shape.stories,
  contradictions: shape.contradictions,
  sources: z.array(
    shape.sources.element.extend({
      /** By which its snapshot is asked for; absent when no snapshot is there. */
      article: z.string().optional(),
      hidden: z.boolean().optional(),
    }),
  ),
  approval: z.object({
    people: z.int(),
    given: z.array(z.object({ name: z.string(), at: z.string() })),
    /** Why whoever asks may not approve now; absent when they may. */
    because: z.string().optional(),
  }),
  /** What whoever asks may do here. */
  may: z.object({ write: z.boolean(), approve: z.boolean(), override: z.boolean() }),
  /** Decisions of whoever asks that may be undone, or made again, next. */
  undo: z.int().optional(),
  redo: z.int().optional(),
});
export type DraftView = z.infer<typeof draftViewSchema>;

export const judgementSchema = z.object({
  verdict: z.string().optional(),
  reason: z.string().optional(),
  checked: z.array(z.string()).optional(),
  faults: z.array(faultSchema),
  /** Gates that would be closed with these words, of the whole draft. */
  closed: z.array(z.string()),
  suggestion: z.object({ text: z.string(), instead: z.string(), put: z.string() }).optional(),
});
export type Judgement = z.infer<typeof judgementSchema>;

export const wordRunSchema = z.object({ op: z.enum(["same", "removed", "added"]), text: z.string() });

export const differenceSchema = z.object({
  from: z.int(),
  to: z.int(),
  sentences: z.array(
    z.object({
      sentenceId: z.string(),
      section: z.enum(sectionIds),
      change: z.enum(["added", "removed", "changed", "moved"]),
      from: z.enum(sectionIds).optional(),
      words: z.array(wordRunSchema),
      passages: z.boolean(),
      hands: z.array(z.string()),
    }),
  ),
});
export type Difference = z.infer<typeof differenceSchema>;

export const isOpenSection = (id: string): boolean => (openSections as readonly string[]).includes(id);
