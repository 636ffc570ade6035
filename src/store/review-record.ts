/** The review's part of the store: drafts, decisions, approvals, and who is looking. */
import { runMigrations } from "graphile-worker";
import { type Kysely, sql } from "kysely";
import pg from "pg";
import type { Article } from "#terms/article.ts";
import type { AuditEntry } from "#terms/audit.ts";
import type { Viewer } from "#terms/person.ts";
import type { Approval } from "#terms/review.ts";
import type { Tlp } from "#terms/tlp.ts";
import { type ApprovalAnswer, type ApprovalRequest, readApprovals, saveApproval } from "./approvals.ts";
import {
  type DraftPage,
  type KeptDraft,
  listDrafts,
  openCorrection,
  readDraft,
  saveStep,
  type Visitor,
  visitDraft,
} from "./drafts.ts";
import { readStanding } from "./editions.ts";
import type { Tables } from "./schema.ts";

export interface ReviewRecord {
  readonly list: (page: Parameters<typeof listDrafts>[1]) => Promise<DraftPage>;
  /** @returns nothing when there is none, or none that may be shown below this ceiling */
  readonly read: (id: string, ceiling: Tlp) => Promise<KeptDraft | undefined>;
  readonly decide: (step: Parameters<typeof saveStep>[1]) => ReturnType<typeof saveStep>;
  readonly approve: <Fault>(request: ApprovalRequest<Fault>) => Promise<ApprovalAnswer<Fault>>;
  /** @returns false when no such edition was approved */
  readonly correct: (draft: Parameters<typeof openCorrection>[1], audit: AuditEntry) => Promise<boolean>;
  readonly visit: (visit: Parameters<typeof visitDraft>[1], forgetAfterMs: number) => Promise<Visitor[]>;
  /** The approvals that made an edition; none when nobody approved it. */
  readonly approvalsOf: (editionId: string) => Promise<Approval[]>;
  /** What the record says of an edition; nothing when the viewer may not see it. */
  readonly standing: (editionId: string, viewer: Viewer) => ReturnType<typeof readStanding>;
  /** Zones that the outlets of an edition's articles wrote, in minutes, by address. */
  readonly zonesOf: (editionId: string) => Promise<ReadonlyMap<string, number>>;
}

/** A desk that collects nothing has no job queue until something is to be sent. */
const openQueue = async (db: Kysely<Tables>, connection: pg.ClientConfig): Promise<void> => {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('graphile_worker.migrations') is not null as there`.execute(db);
  if (rows[0]?.there === true) return;
  const pgPool = new pg.Pool({ ...connection, max: 1 });
  // A connection that breaks fails the statement it carries, and that is told there.
  pgPool.on("error", () => undefined);
  pgPool.on("connect", (client) => client.on("error", () => undefined));
  try {
    await runMigrations({ pgPool });
  } finally {
    await pgPool.end();
  }
};

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

export const reviewRecord = (db: Kysely<Tables>, connection: pg.ClientConfig): ReviewRecord => ({
  list: (page) => listDrafts(db, page),
  read: (id, ceiling) => readDraft(db, id, ceiling),
  decide: (step) => saveStep(db, step),
  approve: (request) => saveApproval(db, request, () => openQueue(db, connection)),
  correct: (draft, audit) => openCorrection(db, draft, audit),
  visit: (visit, forgetAfterMs) => visitDraft(db, visit, forgetAfterMs),
  approvalsOf: (editionId) => readApprovals(db, editionId),
  standing: (editionId, viewer) => readStanding(db, editionId, viewer),
  zonesOf: (editionId) => readZones(db, editionId),
});
