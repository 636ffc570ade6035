/** The review's part of the store: drafts, decisions, approvals, and who is looking. */
import type { Kysely } from "kysely";
import type { Article } from "#terms/article.ts";
import type { AuditEntry } from "#terms/audit.ts";
import type { Viewer } from "#terms/person.ts";
import type { Approval } from "#terms/review.ts";
import type { Tlp } from "#terms/tlp.ts";
import { type ApprovalAnswer, type ApprovalRequest, readApprovals, saveApproval } from "./approvals.ts";
import {
  approvalsOf,
  type DraftEntry,
  type DraftPage,
  type KeptDraft,
  listDrafts,
  openCorrection,
  readDraft,
  readEntry,
  saveStep,
  type Visitor,
  visitDraft,
} from "./drafts.ts";
import { readStanding } from "./editions.ts";
import type { Tables } from "./schema.ts";

export interface ReviewRecord {
  readonly list: (page: Parameters<typeof listDrafts>[1]) => Promise<DraftPage>;
  /** What stands in a list of drafts. @returns nothing when there is none, or none that may be shown below this ceiling */
  readonly entry: (id: string, ceiling: Tlp) => Promise<DraftEntry | undefined>;
  /** @returns nothing when there is none, or none that may be shown below this ceiling */
  readonly read: (id: string, ceiling: Tlp) => Promise<KeptDraft | undefined>;
  readonly decide: (step: Parameters<typeof saveStep>[1]) => ReturnType<typeof saveStep>;
  readonly approve: <Fault>(request: ApprovalRequest<Fault>) => Promise<ApprovalAnswer<Fault>>;
  /** @returns false when no such edition was approved */
  readonly correct: (draft: Parameters<typeof openCorrection>[1], audit: AuditEntry) => Promise<boolean>;
  readonly visit: (visit: Parameters<typeof visitDraft>[1], forgetAfterMs: number) => Promise<Visitor[]>;
  /** How many people approved this version of a draft. */
  readonly given: (id: string, version: number) => Promise<number>;
  /** The approvals that made an edition; none when nobody approved it. */
  readonly approvalsOf: (editionId: string) => Promise<Approval[]>;
  /** What the record says of an edition; nothing when the viewer may not see it. */
  readonly standing: (editionId: string, viewer: Viewer) => ReturnType<typeof readStanding>;
  /** Zones that the outlets of an edition's articles wrote, in minutes, by address. */
  readonly zonesOf: (editionId: string) => Promise<ReadonlyMap<string, number>>;
}

const readZones = async (db: Kysely<Tables>, editionId: string): Promise<ReadonlyMap<string, number>> => {
  const rows = await db
    .selectFrom("edition_article")
    .innerJoin("article", "article.key", "edition_article.article_key")
    .select("body")
    .where("edition_id", "=", editionId)
    .where("cited", "=", true)
    .execute();
  return new Map(
    rows.flatMap(({ body }) => {
      const { url, publishedZoneMinutes } = JSON.parse(body.toString("utf8")) as Article;
      return publishedZoneMinutes === undefined ? [] : [[url, publishedZoneMinutes] as const];
    }),
  );
};

/** @param queueReady resolves when the tables of the job queue are there */
export const reviewRecord = (db: Kysely<Tables>, queueReady: () => Promise<void>): ReviewRecord => ({
  list: (page) => listDrafts(db, page),
  entry: (id, ceiling) => readEntry(db, id, ceiling),
  read: (id, ceiling) => readDraft(db, id, ceiling),
  decide: (step) => saveStep(db, step),
  approve: async (request) => {
    await queueReady();
    return saveApproval(db, request);
  },
  correct: (draft, audit) => openCorrection(db, draft, audit),
  visit: (visit, forgetAfterMs) => visitDraft(db, visit, forgetAfterMs),
  given: async (id, version) => (await approvalsOf(db, id, version)).length,
  approvalsOf: (editionId) => readApprovals(db, editionId),
  standing: (editionId, viewer) => readStanding(db, editionId, viewer),
  zonesOf: (editionId) => readZones(db, editionId),
});
