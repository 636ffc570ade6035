/** What the desk's review answers and takes: drafts, decisions, approvals. Web and server read it from here. */
import { z } from "zod";
import { differenceSchema, draftEntrySchema, draftViewSchema, judgementSchema } from "#terms/draft-view.ts";
import { snapshotSchema } from "#terms/reading.ts";
import { decisionSchema } from "#terms/review.ts";

const draftId = z.string().regex(/^[0-9a-f]{64}$/, "expected an id of 64 hex digits");

export const draftParams = z.object({ id: draftId });
export const draftArticleParams = draftParams.extend({ article: z.string().max(64) });
export const draftListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(30),
  after: draftId.optional(),
});
export const decideBody = z.object({
  /** The version that was seen. */
  version: z.int().nonnegative(),
  decision: decisionSchema,
});
export const judgeBody = z.object({ decision: decisionSchema });
export const suggestQuery = z.object({ sentence: z.string().min(1).max(40) });
export const approveBody = z.object({
  version: z.int().nonnegative(),
  textHash: z.string().regex(/^[0-9a-f]{64}$/, "expected a hash of 64 hex digits"),
});
export const compareQuery = z.object({
  from: z.coerce.number().int().nonnegative(),
  to: z.coerce.number().int().nonnegative(),
});
export const visitBody = z.object({
  /** One open page; made by the browser. */
  visit: z.string().regex(/^[\w-]{8,64}$/, "expected 8 to 64 letters, digits, _ or -"),
  sentenceId: z.string().max(40).optional(),
  left: z.boolean().default(false),
});
export const correctionParams = z.object({ date: draftId });
export const correctionBody = z.object({ reason: z.string().trim().min(3).max(500) });

const stepSchema = z.object({
  version: z.int(),
  by: z.object({ id: z.string(), name: z.string() }),
  at: z.string(),
  decision: decisionSchema,
});

export const draftListSchema = z.object({ drafts: z.array(draftEntrySchema), next: z.string().optional() });
export type DraftList = z.infer<typeof draftListSchema>;
export const versionListSchema = z.object({ versions: z.array(stepSchema) });
export type VersionList = z.infer<typeof versionListSchema>;
const visitAnswerSchema = z.object({
  version: z.int(),
  given: z.int(),
  approvedAs: z.string().optional(),
  others: z.array(z.object({ name: z.string(), sentenceId: z.string().optional() })),
});
const approvalAnswerSchema = z.object({
  /** The edition that was made; absent while a second name is waited for. */
  editionId: z.string().optional(),
  draft: draftViewSchema,
});
const receiversSchema = z.object({
  /** Whether any list or hook is set up. */
  isSetUp: z.boolean(),
  targets: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      way: z.enum(["mail", "webhook", "slack", "teams"]),
      addresses: z.array(z.string()),
      count: z.int(),
      corrects: z.boolean(),
      withheld: z.array(z.object({ because: z.string(), addresses: z.array(z.string()), count: z.int() })),
      nothing: z.string().optional(),
    }),
  ),
});
export type Receivers = z.infer<typeof receiversSchema>;
const openedDraftSchema = z.object({ id: z.string(), href: z.string() });

export const reviewRoutes = {
  drafts: { path: "/api/v1/drafts", summary: "Drafts, open ones first, newest first", answers: draftListSchema },
  draft: {
    path: "/api/v1/drafts/:id",
    summary: "A draft with its verdicts, gates and decisions",
    answers: draftViewSchema,
  },
  article: {
    path: "/api/v1/drafts/:id/articles/:article",
    summary: "One article of a draft as it was read",
    answers: snapshotSchema,
  },
  judge: {
    method: "post",
    path: "/api/v1/drafts/:id/judgements",
    summary: "What a decision would come to; nothing is kept",
    answers: judgementSchema,
    body: judgeBody,
  },
  suggest: {
    path: "/api/v1/drafts/:id/suggestion",
    summary: "Why a sentence fails, and the source’s own value in place of it where that passes",
    answers: judgementSchema,
  },
  decide: {
    method: "post",
    path: "/api/v1/drafts/:id/decisions",
    summary: "Decides about a sentence; 409 when others decided since the version named",
    answers: draftViewSchema,
    body: decideBody,
  },
  override: {
    method: "post",
    path: "/api/v1/drafts/:id/overrides",
    summary: "Overrides a closed gate, with a reason that the edition prints",
    answers: draftViewSchema,
    body: decideBody,
  },
  versions: {
    path: "/api/v1/drafts/:id/versions",
    summary: "Every decision about a draft, in order",
    answers: versionListSchema,
  },
  compare: {
    path: "/api/v1/drafts/:id/difference",
    summary: "Two versions of a draft, in words",
    answers: differenceSchema,
  },
  approve: {
    method: "post",
    path: "/api/v1/drafts/:id/approvals",
    summary: "Approves exactly the text of this hash",
    answers: approvalAnswerSchema,
    body: approveBody,
  },
  receivers: {
    path: "/api/v1/drafts/:id/receivers",
    summary: "Who would get this text if it were approved now, by list and hook",
    answers: receiversSchema,
  },
  visit: {
    method: "post",
    path: "/api/v1/drafts/:id/visits",
    summary: "Says that a page has the draft open, and who else has",
    answers: visitAnswerSchema,
    body: visitBody,
  },
  correct: {
    method: "post",
    path: "/api/v1/editions/:date/corrections",
    summary: "Opens a draft that corrects an approved edition",
    answers: openedDraftSchema,
    body: correctionBody,
  },
} as const;

export type { DraftSentenceView, DraftView, Judgement } from "#terms/draft-view.ts";
export type { Decision, PlacedWords } from "#terms/review.ts";
