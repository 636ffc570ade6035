/**
 * An edition arranged for reading: sections in blocks, passages numbered and with the words around them.
 *
 * Derived from an `Edition` and from nothing else (`desk/publish` makes it); what the web, the HTML file and the
 * Markdown file have in common. Article texts are left out: a passage brings its own words, a page is asked for.
 */
import { z } from "zod";
import { editionSchema, sectionIds, sentenceKinds } from "./edition.ts";

export const readingPassageSchema = z.object({
  /** Number of the source and a letter: `2a`. */
  label: z.string(),
  number: z.int(),
  articleId: z.string(),
  articleUrl: z.string(),
  outlet: z.string(),
  title: z.string(),
  publishedAt: z.string().nullable(),
  retrievedAt: z.string().optional(),
  changedAt: z.string().optional(),
  language: z.string(),
  reliability: z.string(),
  credibility: z.int(),
  /** Words around the quote, of the same article. */
  before: z.string(),
  quote: z.string(),
  after: z.string(),
  sentenceIds: z.array(z.string()),
});

export const readingSentenceSchema = z.object({
  id: z.string(),
  text: z.string(),
  kind: z.enum(sentenceKinds),
  storyId: z.string().optional(),
  part: z.enum(["why", "do", "owner", "by", "done_when"]).optional(),
  /** Labels of the passages it rests on, in order. */
  passages: z.array(z.string()),
  /** A word of the text that carries likelihood or confidence, to be set in bold. */
  strong: z.string().optional(),
  /** It states confidence, not likelihood: set smaller, below. */
  confidence: z.boolean().optional(),
  verdict: z.string().optional(),
  checked: z.array(z.string()).optional(),
  /** Where the passages come from in the end; fewer than the outlets when one relays the other. */
  origins: z.array(z.string()),
  /** A correction changed it: the new words, absent when it is left out, and when. */
  corrected: z.object({ at: z.string(), text: z.string().optional() }).optional(),
  /** Contradictions this sentence touches, and which values of them it does not rest on. */
  dissent: z.array(z.object({ contradiction: z.string(), values: z.array(z.int()) })),
});

export const readingBlockSchema = z.object({
  /** `names` are set on one line, parted by dots; the others as their word says. */
  type: z.enum(["prose", "names", "assessment", "card", "item", "gap", "disagreement"]),
  heading: z.string().optional(),
  role: z.string().optional(),
  roleName: z.string().optional(),
  contradiction: z.string().optional(),
  sentences: z.array(readingSentenceSchema),
});

const shape = editionSchema.shape;

export const readingSchema = z.object({
  edition: shape.edition.extend({ titlePassages: z.array(z.string()) }),
  /** What the desk said of this edition later. */
  notice: z
    .object({
      kind: z.enum(["corrected", "recalled"]),
      at: z.string(),
      reason: z.string(),
      /** The edition that puts it right. */
      editionId: z.string().optional(),
    })
    .optional(),
  storyCount: z.int(),
  minutes: z.int(),
  roles: z.array(z.object({ id: z.string(), name: z.string() })),
  sections: z.array(z.object({ id: z.enum(sectionIds), title: z.string(), blocks: z.array(readingBlockSchema) })),
  passages: z.array(readingPassageSchema),
  stories: shape.stories,
  contradictions: z.array(shape.contradictions.element.extend({ id: z.string() })),
  sources: z.array(shape.sources.element.extend({ articleId: z.string().optional(), passages: z.array(z.string()) })),
  gates: shape.gates,
  scoreCard: shape.scoreCard,
  record: shape.record,
  /** What the desk's record says of it; absent where no record was asked. */
  standing: z.object({ id: z.string(), approved: z.boolean(), correctedBy: z.string().optional() }).optional(),
});

export type Reading = z.infer<typeof readingSchema>;
export type ReadingPassage = z.infer<typeof readingPassageSchema>;
export type ReadingSentence = z.infer<typeof readingSentenceSchema>;
export type ReadingBlock = z.infer<typeof readingBlockSchema>;
export type ReadingSection = Reading["sections"][number];

/** One article as it was read, with every cited stretch of it. */
export const snapshotSchema = z.object({
  id: z.string(),
  url: z.string(),
  title: z.string(),
  outlet: z.string(),
  dek: z.string().optional(),
  language: z.string(),
  text: z.string(),
  publishedAt: z.string().nullable(),
  retrievedAt: z.string().optional(),
  changedAt: z.string().optional(),
  sha256: z.string().optional(),
  reliability: z.string(),
  credibility: z.int(),
  hiddenText: z.array(z.string()),
  marks: z.array(z.object({ label: z.string(), start: z.int(), end: z.int(), sentenceIds: z.array(z.string()) })),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
