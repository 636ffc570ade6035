/**
 * The approval of a draft: who approved, the edition that comes of it, the record in the audit chain and the job that
 * sends it, in one transaction. Killed at any moment, all of it is there or none.
 */
import { type Kysely, sql, type Transaction } from "kysely";
import { sha256Hex } from "#kit/hash.ts";
import { err, ok, type Result } from "#kit/result.ts";
import type { AuditEntry } from "#terms/audit.ts";
import type { Edition } from "#terms/edition.ts";
import type { Approval } from "#terms/review.ts";
import { appendAudit } from "./audit.ts";
import { toColumn } from "./body.ts";
import { approvalsOf, holdDraft, type WriteConflict } from "./drafts.ts";
import { addApprovedJob } from "./outbox-plan.ts";
import type { Tables } from "./schema.ts";
import { indexEdition } from "./search-index.ts";

/** What is published, in the bytes that are kept. */
export interface Publishable {
  readonly edition: Edition;
  readonly json: string;
}

export interface ApprovalRequest<Fault> {
  readonly draftId: string;
  readonly approval: Approval;
  /** Asked with the approvals on record while nobody else can add one. @returns nothing while another person is waited for */
  readonly publish: (given: readonly Approval[]) => Result<Publishable | undefined, Fault>;
  readonly audit: AuditEntry;
}

export type ApprovalAnswer<Fault> = Result<
  { readonly editionId?: string },
  { readonly conflict: WriteConflict } | { readonly fault: Fault }
>;

const saveApproved = async (
  trx: Transaction<Tables>,
  { edition, json }: Publishable,
  basedOn: string,
): Promise<string> => {
  const body = Buffer.from(json, "utf8");
  const id = sha256Hex(body);
  const { date, asOf, title, tlp } = edition.edition;
  await trx
    .insertInto("edition")
    .values({ id, date, as_of: asOf, title: toColumn(title), tlp, body })
    .execute();
  const cited = edition.sources.filter((source) => source.cited).map(({ url }) => toColumn(url));
  // The same articles as before, so that nothing it rests on is ever dropped.
  await sql`
    insert into edition_article (edition_id, article_key, cited)
    select ${id}, article_key, url = any(${cited}::text[])
      from edition_article join article on article.key = article_key where edition_id = ${basedOn}`.execute(trx);
  await sql`
    insert into edition_working (edition_id, kind, story_id, place, body)
    select ${id}, kind, story_id, place, body from edition_working where edition_id = ${basedOn}`.execute(trx);
  await indexEdition(trx, id, edition);
  return id;
};

/** The tables of the job queue are there. */
export const saveApproval = <Fault>(
  db: Kysely<Tables>,
  { draftId, approval, publish, audit }: ApprovalRequest<Fault>,
): Promise<ApprovalAnswer<Fault>> =>
  db.transaction().execute(async (trx): Promise<ApprovalAnswer<Fault>> => {
    const held = await holdDraft(trx, draftId, approval.version);
    if (!held.ok) return err({ conflict: held.error });
    const published = publish(await approvalsOf(trx, draftId));
    if (!published.ok) return err({ fault: published.error });
    const { by, at, version, textHash } = approval;
    await trx
      .insertInto("approval")
      .values({ draft_id: draftId, version, text_hash: textHash, by_id: by.id, by_name: toColumn(by.name), at })
      .execute();
    if (published.value === undefined) {
      await appendAudit(trx, { ...audit, action: "draft.approved-by-one" });
      return ok({});
    }
    const { editionId: basedOn, corrects } = held.value;
    const editionId = await saveApproved(trx, published.value, basedOn);
    await trx
      .insertInto("approved_edition")
      .values({ edition_id: editionId, draft_id: draftId, text_hash: textHash, approved_at: at, corrects })
      .execute();
    await trx.updateTable("draft").set({ approved: true }).where("id", "=", draftId).execute();
    await addApprovedJob(trx, editionId);
    await appendAudit(trx, {
      ...audit,
      action: "edition.approved",
      object: { type: "edition", id: editionId, tlp: "tlp" in audit.object ? audit.object.tlp : "TLP:RED" },
      detail: { ...audit.detail, draft: draftId },
    });
    return ok({ editionId });
  });

/** The approvals that made an edition; none when nobody approved it. */
export const readApprovals = async (db: Kysely<Tables>, editionId: string): Promise<Approval[]> => {
  const row = await db
    .selectFrom("approved_edition")
    .innerJoin("draft", "draft.id", "approved_edition.draft_id")
    .select(["draft_id", "version"])
    .where("approved_edition.edition_id", "=", editionId)
    .executeTakeFirst();
  if (row === undefined) return [];
  // Approvals of earlier versions were void when this one was made.
  return approvalsOf(db, row.draft_id, row.version);
};
