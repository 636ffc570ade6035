/** What the door answers about triage. Re-exported by `contract.ts`. */
import { z } from "zod";
import { tlpLabels } from "#terms/tlp.ts";
import { decidedSchema, ledgerSchema, proposalSchema, triageRowSchema, triageStorySchema } from "#terms/triage.ts";
import { triageFilters } from "#terms/triage-words.ts";

const boardId = z.string().regex(/^[0-9a-f]{64}$/, "expected an id of 64 hex digits");

export const triageQuery = z.object({
  filter: z.enum(triageFilters).default("all"),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: z
    .string()
    .regex(/^[0-9a-f]{64}:[a-z0-9-]{1,80}$/, "expected the `next` of the page before")
    .optional()
    .meta({ description: "`next` of the page before; the list stays that of its first page" }),
});

const triageBoardSchema = z.object({
  /** Names the list: pages after the first are of the same one. */
  board: boardId,
  /** Changes when the board is made anew or anybody decides. */
  revision: z.string(),
  day: z.string(),
  asOf: z.string(),
  /** When the next edition is made; absent without a plan. */
  dueAt: z.string().optional(),
  now: z.string(),
  mayDecide: z.boolean(),
  /** End of the last shift of whoever asks; absent when they had none. */
  since: z.string().optional(),
  counts: z.record(z.enum(triageFilters), z.int()),
  hasProfile: z.boolean(),
  articles: z.int(),
  toDecide: z.int(),
  toDecideOf: z.int(),
  ledger: ledgerSchema.omit({ losses: true }).extend({
    lost: z.int(),
    /** Read in spite of a fault, and not lost. */
    readAnyway: z.int(),
    /** The most frequent reasons, with an example each. */
    reasons: z.array(z.object({ reason: z.string(), count: z.int(), example: z.string() })),
  }),
  /** Own decisions that stand, newest first: what an undo takes back. */
  own: z.array(decidedSchema.extend({ title: z.string(), articleIds: z.array(z.string()) })),
  /** Place of the first row, from 0, among all that pass the filter. */
  offset: z.int(),
  rows: z.array(triageRowSchema),
  next: z.string().optional(),
});
export type TriageList = z.infer<typeof triageBoardSchema>;

const noteSchema = z.object({
  id: z.string(),
  day: z.string(),
  at: z.string(),
  by: z.string(),
  lines: z.array(z.string()),
  words: z.string(),
  tlp: z.enum(tlpLabels),
});
export type TriageNote = z.infer<typeof noteSchema>;

export const triageRoutes = {
  state: {
    path: "/api/v1/triage/state",
    summary: "Whether the list changed, and how many stories wait for a decision",
    answers: z.object({
      /** As in the list; absent when no stories are there. */
      revision: z.string().optional(),
      toDecide: z.int(),
      /** When the desk makes its next edition by itself; absent where none is planned. */
      dueAt: z.string().optional(),
    }),
  },
  list: {
    path: "/api/v1/triage",
    summary: "Stories of the working day, heaviest first, those left out by rule at the end",
    answers: triageBoardSchema,
  },
  story: {
    path: "/api/v1/triage/stories/:id",
    summary: "A story with its articles by origin, its contradictions, and why it weighs what it weighs",
    answers: z.object({ row: triageRowSchema, story: triageStorySchema }),
  },
  ledger: {
    path: "/api/v1/triage/ledger",
    summary: "What came in, and everything that was dropped with its step and reason",
    answers: ledgerSchema,
  },
  decide: {
    method: "post",
    path: "/api/v1/triage/decisions",
    summary: "Decide about a story; 409 when somebody decided on it meanwhile",
    body: proposalSchema,
    answers: decidedSchema.extend({ title: z.string() }),
  },
  notes: {
    path: "/api/v1/triage/handover",
    summary: "The note that a handover now would have, and those that were left, newest first",
    answers: z.object({
      day: z.string(),
      since: z.string().optional(),
      lines: z.array(z.string()),
      notes: z.array(noteSchema),
    }),
  },
  handOver: {
    method: "post",
    path: "/api/v1/triage/handover",
    summary: "Leave a handover note; it ends the shift",
    body: z.object({ words: z.string().trim().max(4_000) }),
    answers: noteSchema,
  },
} as const;
export const triageStoryParams = z.object({ id: z.string().max(80) });
