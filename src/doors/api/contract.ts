/**
 * What the HTTP door answers: every route with its shapes. Server, OpenAPI document and web read it from here.
 *
 * Errors are problem documents (RFC 9457). An edition is named by `latest`, its day (`YYYY-MM-DD`: the latest of that
 * day) or its id; a list is read on with `after=` the `next` of the page before.
 */
import { z } from "zod";
import * as account from "#terms/account.ts";
import { audienceNamePattern } from "#terms/audience.ts";
import { papers } from "#terms/config.ts";
import { coverageSchema } from "#terms/coverage.ts";
import { editionKinds } from "#terms/delivery.ts";
import { editionSchema } from "#terms/edition.ts";
import { roleIds } from "#terms/organisation.ts";
import { readingSchema, snapshotSchema } from "#terms/reading.ts";
import { recordedArticleSchema, searchKinds, searchOrders, searchPageSchema } from "#terms/search.ts";
import { taskPageSchema } from "#terms/task.ts";
import type { deliveryRoutes } from "./delivery-contract.ts";
import type { hookRoutes } from "./hooks-contract.ts";
import type { mailRoutes } from "./mail-contract.ts";
import type { reviewRoutes } from "./review-contract.ts";
import type { firstRunRoutes, makingRoutes, settingsRoutes } from "./settings-contract.ts";
import type { sourceRoutes } from "./source-contract.ts";
import type { triageRoutes } from "./triage-contract.ts";
import type { weightsRoutes } from "./weights-contract.ts";

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional(),
  /** The name of the request: what a person quotes, and the log knows. */
  ref: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

const editionListSchema = z.object({
  editions: z.array(
    z.object({
      id: z.string(),
      date: z.string(),
      asOf: z.string(),
      title: z.string(),
      tlp: z.string(),
      kind: z.enum(editionKinds),
      /** Name of the audience; `main`: for everyone. */
      audience: z.string(),
      href: z.string(),
      approved: z.boolean(),
      corrects: z.string().optional(),
      correctedBy: z.string().optional(),
      recalledAt: z.string().optional(),
    }),
  ),
  next: z.string().optional(),
});
export type EditionList = z.infer<typeof editionListSchema>;

const scoreHistorySchema = z.object({
  editions: z.array(
    z.object({
      id: z.string(),
      date: z.string(),
      asOf: z.string(),
      kind: z.enum(editionKinds),
      total: z.number(),
      of: z.number(),
      /** The measure that cost most points, and how many; empty when none did. */
      costMost: z.string(),
      /** Hours from first publication to draft, in words. */
      timeliness: z.string(),
      lines: z.array(z.object({ measure: z.string(), points: z.number(), of: z.number() })),
    }),
  ),
});
export type ScoreHistory = z.infer<typeof scoreHistorySchema>;

const audienceListSchema = z.object({
  audiences: z.array(z.object({ name: z.string(), title: z.string(), sectors: z.array(z.string()) })),
});
export type AudienceList = z.infer<typeof audienceListSchema>;

const editionId = z.string().regex(/^[0-9a-f]{64}$/, "expected an id of 64 hex digits");

const kind = z.enum(editionKinds).optional();
const role = z.enum(roleIds).optional();
const audience = z
  .string()
  .regex(audienceNamePattern, "expected the name of an audience")
  .optional()
  .meta({ description: "Name of an audience; `main`: the edition for everyone" });

/** Of which kind and for whom the latest edition, or that of a day, is to be. */
export const editionQuery = z.object({ kind, audience });
export const scoresQuery = z.object({ audience });
export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(30),
  after: editionId.optional(),
  kind,
  audience,
});
export const dateParams = z.object({ date: z.union([z.literal("latest"), z.iso.date(), editionId]) });
export const articleParams = dateParams.extend({ articleId: z.string().max(64) });
export const fileParams = dateParams.extend({
  form: z.enum(["edition.html", "edition.md", "edition.txt", "edition.json"]),
});
/** `role`: whose action stands under the summary and whose card first. JSON is the same for all. */
export const fileQuery = editionQuery.extend({ role });
export const pdfQuery = fileQuery.extend({ paper: z.enum(papers).optional() });
export const feedForms = ["editions.rss", "editions.atom", "editions.json"] as const;
export const feedParams = z.object({ feed: z.enum([...feedForms, "editions.opml"]) });
export const privateFeedParams = feedParams.extend({ key: z.string().max(100) });
export const feedQuery = z.object({ role, kind, audience });

/** Routes of the first version. `{…}` marks a parameter. */
export const routes = {
  scores: {
    path: "/api/v1/editions/scores",
    summary: "Score cards of the newest editions, newest first",
    answers: scoreHistorySchema,
  },
  audiences: {
    path: "/api/v1/editions/audiences",
    summary: "For whom the editions on record are, the main one first",
    answers: audienceListSchema,
  },
  list: { path: "/api/v1/editions", summary: "Editions on record, newest first", answers: editionListSchema },
  edition: { path: "/api/v1/editions/:date", summary: "An edition: the JSON contract", answers: editionSchema },
  reading: {
    path: "/api/v1/editions/:date/reading",
    summary: "An edition arranged for reading, with its passages and without article texts",
    answers: readingSchema,
  },
  snapshot: {
    path: "/api/v1/editions/:date/articles/:articleId",
    summary: "One article as it was read, its cited stretches marked",
    answers: snapshotSchema,
  },
} as const;

const day = z.iso.date().refine((date) => date >= "0001", "expected a year from 0001 on");

/** Longer questions are refused by the search itself, in words. */
export const searchQuery = z.object({
  q: z
    .string()
    .max(4000)
    .meta({ description: 'Words in any order, "a phrase", -without, begin*, identifiers; defanged addresses too' }),
  from: day.optional().meta({ description: "Published on this day (UTC) or later" }),
  to: day.optional().meta({ description: "Published on this day (UTC) or earlier" }),
  outlet: z.string().min(1).max(200).optional().meta({ description: "The whole name; case and accents do not count" }),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,8}$/, "expected a language such as en")
    .optional(),
  kind: z.enum(searchKinds).optional(),
  order: z.enum(searchOrders).default("newest"),
  limit: z.coerce.number().int().min(1).max(50).default(20),
  after: z.string().max(1000).optional().meta({ description: "`next` of the page before" }),
});
export const recordedParams = z.object({ key: z.string().regex(/^[0-9a-f]{64}$/, "expected a key of 64 hex digits") });
export const recordedQuery = z.object({
  q: z.string().max(4000).default("").meta({ description: "Words to mark in the text" }),
});

export const searchRoutes = {
  search: { path: "/api/v1/search", summary: "What is on record and holds these words", answers: searchPageSchema },
  recorded: {
    path: "/api/v1/search/articles/:key",
    summary: "An article on record as it was read, the found words marked",
    answers: recordedArticleSchema,
  },
} as const;

const keyParams = z.object({ id: z.string().min(1).max(200) });
const idParams = z.object({ id: z.string().min(1).max(64) });

/** People: who asks, signing in, one's own account, the people of the desk. */
export const accountRoutes = {
  me: { path: "/api/v1/me", summary: "Who asks, and what they may", answers: account.meSchema },
  start: {
    method: "post",
    path: "/api/v1/session",
    summary: "Sign in with login and password",
    body: account.signInRequest,
    answers: account.signInAnswerSchema,
  },
  code: {
    method: "post",
    path: "/api/v1/session/code",
    summary: "Go on signing in with the code of an authenticator, or a recovery code",
    body: account.codeRequest,
    answers: account.signInAnswerSchema,
  },
  end: { method: "delete", path: "/api/v1/session", summary: "Sign out" },
  look: {
    method: "post",
    path: "/api/v1/links/look",
    summary: "What a set-up link, invitation or reset is for",
    body: account.linkRequest,
    answers: account.linkViewSchema,
  },
  use: {
    method: "post",
    path: "/api/v1/links/use",
    summary: "Set the password that such a link is for",
    body: account.linkUseRequest,
    answers: account.linkUseAnswerSchema,
  },
  ways: { path: "/api/v1/me/ways", summary: "The ways by which you sign in", answers: account.ownWaysSchema },
  password: {
    method: "post",
    path: "/api/v1/me/password",
    summary: "Change your password; every other session ends",
    body: account.passwordChangeRequest,
  },
  confirm: {
    method: "post",
    path: "/api/v1/me/confirm",
    summary: "Show again who you are, before a change of how you sign in; the session goes on under a new secret",
    body: account.confirmRequest,
  },
  totpOffer: {
    method: "post",
    path: "/api/v1/me/totp",
    summary: "A secret for an authenticator",
    answers: account.totpOfferSchema,
  },
  totpConfirm: {
    method: "post",
    path: "/api/v1/me/totp/confirm",
    summary: "Ask for codes of that authenticator from now on",
    body: account.totpConfirmRequest,
    answers: account.recoveryCodesSchema,
  },
  totpEnd: {
    method: "post",
    path: "/api/v1/me/totp/end",
    summary: "Ask for no code any more",
    body: account.confirmRequest,
  },
  passkeyOffer: {
    method: "post",
    path: "/api/v1/me/passkeys/options",
    summary: "What to ask an authenticator for a passkey",
    answers: account.creationOptionsSchema,
  },
  passkeyKeep: {
    method: "post",
    path: "/api/v1/me/passkeys",
    summary: "Keep the passkey that an authenticator made",
    body: account.passkeyRequest,
  },
  passkeyEnd: { method: "delete", path: "/api/v1/me/passkeys/:id", summary: "Remove a passkey", params: keyParams },
  passkeyAsk: {
    method: "post",
    path: "/api/v1/session/passkey/options",
    summary: "What to ask an authenticator for signing in",
    answers: account.requestOptionsSchema,
  },
  passkeyStart: {
    method: "post",
    path: "/api/v1/session/passkey",
    summary: "Sign in with a passkey",
    body: account.passkeyProof,
    answers: account.signInAnswerSchema,
  },
  providerGo: {
    path: "/api/v1/session/provider",
    summary: "To the organisation's own sign-in",
    query: z.object({
      to: z.string().max(500).optional().meta({ description: "Where to go afterwards, on this desk" }),
      link: z.stringbool().optional().meta({ description: "Be known by the provider from now on" }),
    }),
  },
  providerBack: {
    path: "/api/v1/session/provider/back",
    summary: "Back from the organisation's own sign-in",
    query: z.looseObject({ state: z.string().max(400).optional(), code: z.string().max(8_000).optional() }),
  },
  sessions: { path: "/api/v1/me/sessions", summary: "Where you are signed in", answers: account.sessionListSchema },
  sessionEnd: {
    method: "delete",
    path: "/api/v1/me/sessions/:id",
    summary: "End one of your sessions",
    params: idParams,
  },
  sessionsEnd: { method: "delete", path: "/api/v1/me/sessions", summary: "End all your other sessions" },
  feed: {
    path: "/api/v1/me/feed",
    summary: "Whether you have a private feed address, up to which label, and when it was used",
    answers: account.feedAddressSchema,
  },
  feedMake: {
    method: "post",
    path: "/api/v1/me/feed",
    summary: "Make a private feed address, shown this once; one that you had ends",
    body: account.feedAddressRequest,
    answers: account.shownFeedAddressSchema,
  },
  feedEnd: { method: "delete", path: "/api/v1/me/feed", summary: "End your private feed address" },
  tokens: { path: "/api/v1/me/tokens", summary: "Your API tokens", answers: account.tokenListSchema },
  tokenMake: {
    method: "post",
    path: "/api/v1/me/tokens",
    summary: "Make an API token; its secret is shown this once",
    body: account.tokenRequest,
    answers: account.shownTokenSchema,
  },
  tokenRotate: {
    method: "post",
    path: "/api/v1/me/tokens/:id/rotate",
    summary: "A new secret for a token; the old one works on for a while",
    params: idParams,
    body: account.tokenRotation,
    answers: account.shownTokenSchema,
  },
  tokenEnd: { method: "delete", path: "/api/v1/me/tokens/:id", summary: "End a token", params: idParams },
} as const;

/** The people of the desk, for who manages them. */
export const peopleRoutes = {
  list: { path: "/api/v1/people", summary: "The people of this desk", answers: account.personListSchema },
  add: {
    method: "post",
    path: "/api/v1/people",
    summary: "Add a person; the answer holds their invitation",
    body: account.personRequest,
    answers: account.personLinkSchema,
  },
  update: {
    method: "patch",
    path: "/api/v1/people/:id",
    summary: "Change a person's name, roles, ceiling or state",
    params: idParams,
    body: account.personUpdate,
  },
  reset: {
    method: "post",
    path: "/api/v1/people/:id/link",
    summary: "A link by which a person sets their password",
    params: idParams,
    body: account.resetRequest,
    answers: account.personLinkSchema,
  },
  remove: {
    method: "delete",
    path: "/api/v1/people/:id",
    summary: "Remove a person: their name goes, what they decided stays",
    params: idParams,
  },
  sessions: {
    path: "/api/v1/people/:id/sessions",
    summary: "Where a person is signed in",
    params: idParams,
    answers: account.sessionListSchema,
  },
  endFeed: {
    method: "delete",
    path: "/api/v1/people/:id/feed",
    summary: "End the private feed address of a person",
    params: idParams,
  },
  endAll: {
    method: "delete",
    path: "/api/v1/people/:id/sessions",
    summary: "End all sessions of a person",
    params: idParams,
  },
} as const;

export const openApiPath = "/api/v1/openapi.json";

const auditHead = z.object({ seq: z.int(), hash: z.string() });

export const auditQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "expected the `next` of a page before")
    .optional(),
  who: z.string().min(1).max(64).optional().meta({ description: "Id of who acted" }),
  action: z
    .string()
    .regex(/^[a-z]+(\.[a-z-]+)?$/, "expected an action like edition.approved, or edition for all of that kind")
    .max(80)
    .optional(),
  from: day.optional().meta({ description: "On this day (UTC) or later" }),
  to: day.optional().meta({ description: "On this day (UTC) or earlier" }),
});

const auditPageSchema = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      seq: z.int().optional(),
      at: z.string(),
      who: z.object({ id: z.string(), name: z.string().optional(), via: z.string().optional() }),
      action: z.string(),
      object: z.object({ type: z.string(), id: z.string(), tlp: z.string().optional() }),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
  next: z.string().optional(),
});
export type AuditListing = z.infer<typeof auditPageSchema>;

const auditStateSchema = z.object({
  holds: z.boolean(),
  head: auditHead.optional(),
  entries: z.int().optional(),
  erasedNames: z.int().optional(),
  fault: z.object({ seq: z.int(), because: z.string() }).optional(),
});
export type AuditStateView = z.infer<typeof auditStateSchema>;

export const auditRoutes = {
  list: { path: "/api/v1/audit", summary: "Who did what, newest first", answers: auditPageSchema },
  state: { path: "/api/v1/audit/state", summary: "Whether the audit chain holds", answers: auditStateSchema },
  export: { path: "/api/v1/audit/export", summary: "The whole audit chain, a line of JSON an entry" },
} as const;

export const coverageQuery = z.object({
  from: z.iso.date().optional().meta({ description: "Default: a week before `to`" }),
  to: z.iso.date().optional().meta({ description: "Default: today, in UTC" }),
});
export const taskQuery = z.object({
  state: z.enum(["open", "all"]).default("open"),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  after: z
    .string()
    .regex(/^[0-9a-f]{16}$/, "expected the id of a task")
    .optional(),
});
export const taskParams = z.object({ id: z.string().regex(/^[0-9a-f]{16}$/, "expected the id of a task") });
export const sourceActParams = z.object({ id: z.string().max(63), act: z.enum(["pause", "resume", "fetch"]) });

export const operationsRoutes = {
  coverage: {
    path: "/api/v1/coverage",
    summary: "What came in and what was dropped, at which step and why, a day",
    answers: coverageSchema,
  },
  tasks: { path: "/api/v1/tasks", summary: "Cited pages that changed or went, newest first", answers: taskPageSchema },
  closeTask: { method: "post", path: "/api/v1/tasks/:id/close", summary: "A task is done" },
  act: {
    method: "post",
    path: "/api/v1/sources/:id/:act",
    summary: "Pauses a source, lets it go on, or has it asked at once",
  },
} as const;

export const liveTopics = [
  "edition",
  "draft",
  "making", // an edition that somebody asked for
  "story",
  "source",
  "delivery",
  "person",
  "setting",
  "audit",
  "all", // something may have been missed
] as const;

/** One event of the stream of changes. */
export interface LiveEvent {
  readonly topic: (typeof liveTopics)[number];
  readonly id?: string;
}

export const liveRoute = {
  path: "/api/v1/live",
  summary: "What changes, as it changes: server-sent events of { topic, id }",
} as const;

type ValueOf<T> = T[keyof T];

/** Every route that our own web calls, for its typed client. A route that names no `method` is a GET. */
export type ContractRoute =
  | ValueOf<typeof routes>
  | ValueOf<typeof sourceRoutes>
  | ValueOf<typeof operationsRoutes>
  | ValueOf<typeof searchRoutes>
  | ValueOf<typeof auditRoutes>
  | ValueOf<typeof accountRoutes>
  | ValueOf<typeof peopleRoutes>
  | ValueOf<typeof reviewRoutes>
  | ValueOf<typeof triageRoutes>
  | ValueOf<typeof weightsRoutes>
  | ValueOf<typeof deliveryRoutes>
  | ValueOf<typeof settingsRoutes>
  | ValueOf<typeof makingRoutes>
  | ValueOf<typeof firstRunRoutes>
  | ValueOf<typeof mailRoutes>
  | ValueOf<typeof hookRoutes>;

/** Paths of the web's screens; each is answered with the same page. */
export const screens = [
  "/",
  "/stories",
  "/sources",
  "/editions",
  "/search",
  "/desk/triage",
  "/sign-in",
  "/set-up",
  "/join",
  "/first-run",
  "/settings",
  "/settings/:page",
  "/desk/review",
  "/desk/review/:draft",
] as const;

export type {
  FeedAddressBody as FeedAddress,
  LinkViewBody as LinkView,
  Me,
  OwnWays,
  PersonLinkBody as PersonLink,
  PersonList,
  SessionList,
  ShownTokenBody as ShownToken,
  TokenList,
} from "#terms/account.ts";
export type { Coverage, CoverageDay } from "#terms/coverage.ts";
export type {
  Reading,
  ReadingBlock,
  ReadingPassage,
  ReadingSection,
  ReadingSentence,
  Snapshot,
} from "#terms/reading.ts";
export type { RecordedArticle, SearchHit, SearchPage, SearchSnippet } from "#terms/search.ts";
export type { Task, TaskPage } from "#terms/task.ts";
export type { DeliveryList, TargetList } from "./delivery-contract.ts";
export type { HooksView } from "./hooks-contract.ts";
export type { MailView, TestBody } from "./mail-contract.ts";
export type {
  Decision,
  DraftList,
  DraftSentenceView,
  DraftView,
  Judgement,
  PlacedWords,
  Receivers,
  VersionList,
} from "./review-contract.ts";
export type {
  EditionsView,
  FirstRunBody as FirstRun,
  MakingBody as MakingView,
  OrganisationView,
  ProfileChoices,
  ProfileEffectBody as ProfileEffect,
  ProfileTextBody as ProfileText,
  SettingFaultBody as SettingFault,
  SettingVersions,
} from "./settings-contract.ts";
export type { LookedFeedView, LookView, OpmlPreview, SourceDetail, SourceList, SourceRow } from "./source-contract.ts";
export type { TriageList, TriageNote } from "./triage-contract.ts";
export { triageRoutes } from "./triage-contract.ts";
export type { WeightsEffectBody as WeightsEffect, WeightsView } from "./weights-contract.ts";
