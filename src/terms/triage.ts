/**
 * Triage: what people decide about the stories of a working day, and the board they decide it on.
 *
 * Decisions are append-only; one that was wrong is taken back by another. A decision names stories by their articles,
 * never by an id of the pipeline: it sticks to the story that holds them when articles come in later.
 */
import { z } from "zod";
import { reliabilities } from "./admiralty.ts";
import { tlpLabels } from "./tlp.ts";
import { leaveOutKeys, severityWords, triageFilters, triageStates } from "./triage-words.ts";

/** An edition reads at most 5,000 articles; one story holds fewer. */
const mostArticles = 5_000;
const mostMerged = 50;
const articleIds = z.array(z.string().min(1).max(64)).min(1).max(mostArticles);

const ownWords = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .meta({ description: "Own words, beside a reason or in place of one" });

export const actSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("lead") }),
  z.object({ kind: z.literal("supporting") }),
  z
    .object({ kind: z.literal("leave_out"), reason: z.enum(leaveOutKeys).optional(), words: ownWords.optional() })
    .refine(({ reason, words }) => reason !== undefined || words !== undefined, "expected a reason or own words"),
  z.object({ kind: z.literal("merge") }),
  z.object({
    kind: z.literal("split"),
    off: articleIds.meta({ description: "Articles that belong to another story" }),
  }),
  z.object({ kind: z.literal("undo"), of: z.string().min(1).max(64) }),
]);
export type TriageAct = z.infer<typeof actSchema>;

/** A story as the person saw it: its articles, and the last decision on them that they knew of. */
export const seenStorySchema = z.object({ articleIds, basedOn: z.string().max(64).nullable() });
export type SeenStory = z.infer<typeof seenStorySchema>;

export const proposalSchema = z.object({
  day: z.iso.date(),
  /** The first is the story that is decided; a merge names those that join it. */
  on: z.array(seenStorySchema).min(1).max(mostMerged),
  act: actSchema,
});
export type Proposal = z.infer<typeof proposalSchema>;

export interface Decision extends Proposal {
  readonly id: string;
  /** Counts up in the whole store: the order in which decisions were made. */
  readonly seq: number;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** The name as it was then. */
  readonly who: { readonly id: string; readonly name: string };
  /** As the person saw it. */
  readonly title: string;
  readonly tlp: (typeof tlpLabels)[number];
}

/** What counts for an edition or a board. */
export interface DecisionsInForce {
  /** Oldest first. */
  readonly decisions: readonly Decision[];
  /** Working days whose leads, supporting stories and stories left out count; merges and splits count always. */
  readonly days: readonly string[];
}

const reasonSchema = z.object({
  factor: z.string(),
  points: z.number(),
  /** The usual points, where the desk lets the factor count more or less. */
  base: z.number().optional(),
  because: z.string(),
});

export const triageArticleSchema = z.object({
  id: z.string(),
  /** Names its version on record; the whole text stands there. */
  key: z.string(),
  url: z.string(),
  outlet: z.string(),
  title: z.string(),
  language: z.string(),
  publishedAt: z.string().nullable(),
  firstSeenAt: z.string(),
  reliability: z.enum(reliabilities),
  credibility: z.int(),
  /** Its most telling words: a stretch of its text. */
  quote: z.string().optional(),
});
export type TriageArticle = z.infer<typeof triageArticleSchema>;

export const triageContradictionSchema = z.object({
  about: z.string(),
  values: z.array(z.object({ value: z.string(), articleIds: z.array(z.string()), quote: z.string().optional() })),
  uses: z.object({ value: z.string(), reason: z.string() }).optional(),
});

export const triageStorySchema = z.object({
  id: z.string(),
  title: z.string(),
  tlp: z.enum(tlpLabels),
  weight: z.number(),
  /** They sum to the weight. */
  reasons: z.array(reasonSchema),
  confidence: z.string(),
  articles: z.array(triageArticleSchema),
  origins: z.array(z.object({ name: z.string(), articleIds: z.array(z.string()) })),
  contradictions: z.array(triageContradictionSchema),
  /** The highest score that its articles state, with the scale's version where they say it. */
  severity: z.object({ word: z.enum(severityWords), score: z.number(), version: z.string().optional() }).optional(),
  vulnerabilities: z.array(z.string()),
  /** Ties to the organisation's profile. */
  fit: z.array(z.object({ path: z.string(), value: z.string(), because: z.string() })),
  exploited: z.boolean(),
  /** Against the editions on record. */
  told: z.object({ state: z.enum(["new", "update", "repeat"]), on: z.array(z.string()) }),
  /** Why it is left out unless a person takes it. */
  rule: z.object({ reason: z.string(), why: z.string() }).optional(),
  together: z.array(z.string()),
});
export type TriageStory = z.infer<typeof triageStorySchema>;

const lossSchema = z.object({ step: z.string(), item: z.string(), reason: z.string(), detail: z.string() });

/** What came in and what became of it. */
export const ledgerSchema = z.object({
  read: z.int(),
  feeds: z.int(),
  folded: z.int(),
  losses: z.array(lossSchema),
});
export type Ledger = z.infer<typeof ledgerSchema>;

/** The stories of a working day as the pipeline made them, heaviest first, without any decision. */
export const boardSchema = z.object({
  /** `YYYY-MM-DD`: of the edition they are triaged for. */
  day: z.string(),
  /** RFC 3339, UTC: what came in later is not on it. */
  asOf: z.string(),
  stories: z.array(triageStorySchema),
  /** Those that people put together or took apart before it was made, weighed as they then were. */
  regrouped: z.array(triageStorySchema),
  ledger: ledgerSchema,
  /** Stories were held against the profile of an organisation. */
  hasProfile: z.boolean(),
});
export type TriageBoard = z.infer<typeof boardSchema>;

export interface HandoverNote {
  readonly id: string;
  readonly day: string;
  readonly at: string;
  readonly who: { readonly id: string; readonly name: string };
  /** Composed from what was decided, as it was then. */
  readonly lines: readonly string[];
  readonly words: string;
  readonly tlp: (typeof tlpLabels)[number];
}

/** A decision as others see it. */
export const decidedSchema = z.object({
  id: z.string(),
  kind: z.enum(["lead", "supporting", "leave_out", "merge", "split", "undo"]),
  by: z.string(),
  /** It was made by whoever asks. */
  mine: z.boolean(),
  at: z.string(),
  reason: z.string().optional(),
});
export type Decided = z.infer<typeof decidedSchema>;

/** A story in the list. */
export const triageRowSchema = triageStorySchema
  .pick({ id: true, title: true, tlp: true, weight: true, exploited: true, told: true })
  .extend({
    rule: triageStorySchema.shape.rule,
    severity: triageStorySchema.shape.severity,
    articleIds: z.array(z.string()),
    /** The first three, and how many there are. */
    vulnerabilities: z.array(z.string()),
    vulnerabilityCount: z.int(),
    outlets: z.int(),
    origins: z.int(),
    contradictions: z.int(),
    languages: z.array(z.string()),
    /** The first tie to the organisation. */
    fit: z.string().optional(),
    fits: z.int(),
    newestAt: z.string(),
    state: z.enum(triageStates),
    /** The decision behind `state`. */
    verdict: decidedSchema.optional(),
    /** The last decision on its articles: what a new one must name as `basedOn`. */
    last: decidedSchema.optional(),
    /** Articles that came in after it was decided. */
    grownBy: z.int(),
    /** Since the last shift of whoever asks. */
    news: z.enum(["new", "grown"]).optional(),
    decidedByOther: z.boolean(),
    /** Put together or taken apart since the board was made: its weight is counted at the next run. */
    provisional: z.boolean(),
    /** Filters that it passes. */
    passes: z.array(z.enum(triageFilters)),
  });
export type TriageRow = z.infer<typeof triageRowSchema>;
