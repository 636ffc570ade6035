/**
 * Drafts and what was decided about them. Each decision names the version it was made on: when another came first it is
 * not written, and who asked gets the other's words.
 */
import type { Kysely, Transaction } from "kysely";
import { err, ok, type Result } from "#kit/result.ts";
import type { AuditEntry } from "#terms/audit.ts";
import type { EditionKind } from "#terms/edition-kind.ts";
import type { Actor, Approval, Decision, DraftStep, Outcome } from "#terms/review.ts";
import type { Tlp } from "#terms/tlp.ts";
import { appendAudit } from "./audit.ts";
import { toBody, toColumn, toTime } from "./body.ts";
import type { Tables } from "./schema.ts";
import { isShownTo } from "./show-to.ts";

export interface DraftEntry {
  readonly id: string;
  /** The edition it began as. */
  readonly editionId: string;
  readonly date: string;
  readonly asOf: string;
  readonly title: string;
  readonly tlp: string;
  readonly kind: EditionKind;
  readonly audience: string;
  readonly version: number;
  readonly openedAt: string;
  readonly openedBy?: string;
  /** When it was last decided about, and by whom. */
  readonly savedAt?: string;
  readonly savedBy?: string;
  readonly corrects?: { readonly editionId: string; readonly reason: string };
  /** The edition that its approval made. */
  readonly approvedAs?: string;
}

export interface KeptDraft extends DraftEntry {
  readonly steps: readonly DraftStep[];
  readonly approvals: readonly Approval[];
}

const entryQuery = (db: Kysely<Tables>) =>
  db
    .selectFrom("draft")
    .innerJoin("edition", "edition.id", "draft.edition_id")
    .leftJoin("approved_edition", "approved_edition.draft_id", "draft.id")
    .leftJoin("draft_version", (join) =>
      join.onRef("draft_version.draft_id", "=", "draft.id").onRef("draft_version.version", "=", "draft.version"),
    )
    .select([
      "draft.id",
      "draft.edition_id",
      "draft.corrects",
      "draft.reason",
      "draft.opened_at",
      "draft.opened_by_name",
      "draft.version",
      "edition.date",
      "edition.as_of",
      "edition.title",
      "edition.tlp",
      "edition.kind",
      "edition.audience",
      "approved_edition.edition_id as approved_as",
      "draft_version.at as saved_at",
      "draft_version.by_name as saved_by",
    ]);

type EntryRow = Awaited<ReturnType<ReturnType<typeof entryQuery>["execute"]>>[number];

const toEntry = (row: EntryRow): DraftEntry => ({
  id: row.id,
  editionId: row.edition_id,
  date: row.date,
  asOf: toTime(row.as_of),
  title: row.title,
  tlp: row.tlp,
  kind: row.kind,
  audience: row.audience,
  version: row.version,
  openedAt: toTime(row.opened_at),
  ...(row.opened_by_name === null ? {} : { openedBy: row.opened_by_name }),
  ...(row.saved_at === null ? {} : { savedAt: toTime(row.saved_at) }),
  ...(row.saved_by === null ? {} : { savedBy: row.saved_by }),
  ...(row.corrects === null || row.reason === null
    ? {}
    : { corrects: { editionId: row.corrects, reason: row.reason } }),
  ...(row.approved_as === null ? {} : { approvedAs: row.approved_as }),
});

export interface DraftPage {
  readonly drafts: readonly DraftEntry[];
  readonly next?: string;
}

/**
 * Newest edition first; open ones before those that were approved.
 *
 * @param after `next` of the page before
 */
export const listDrafts = async (
  db: Kysely<Tables>,
  { limit, after, ceiling }: { readonly limit: number; readonly after?: string; readonly ceiling: Tlp },
): Promise<DraftPage> => {
  let query = entryQuery(db).where(isShownTo({ ceiling }, "edition.tlp"));
  if (after !== undefined) {
    // One that may not be shown is as one that never was.
    const from = await query.select("draft.approved").where("draft.id", "=", after).executeTakeFirst();
    if (from === undefined) return { drafts: [] };
    const { approved, as_of: asOf } = from;
    query = query.where((row) =>
      row.or([
        row("draft.approved", ">", approved),
        row.and([row("draft.approved", "=", approved), row("edition.as_of", "<", asOf)]),
        row.and([row("draft.approved", "=", approved), row("edition.as_of", "=", asOf), row("draft.id", ">", after)]),
      ]),
    );
  }
  const rows = await query
    .orderBy("draft.approved")
    .orderBy("edition.as_of", "desc")
    .orderBy("draft.id")
    .limit(limit + 1)
    .execute();
  const drafts = rows.slice(0, limit).map(toEntry);
  const last = drafts.at(-1);
  return { drafts, ...(rows.length > limit && last !== undefined ? { next: last.id } : {}) };
};

const stepsOf = async (db: Kysely<Tables>, draftId: string, after = 0): Promise<DraftStep[]> => {
  const rows = await db
    .selectFrom("draft_version")
    .selectAll()
    .where("draft_id", "=", draftId)
    .where("version", ">", after)
    .orderBy("version")
    .execute();
  return rows.map(({ version, decision, outcome, by_id, by_name, at }) => ({
    version,
    by: { id: by_id, name: by_name },
    at: toTime(at),
    decision: JSON.parse(decision.toString("utf8")) as Decision,
    ...(outcome === null ? {} : { outcome: JSON.parse(outcome.toString("utf8")) as Outcome }),
  }));
};

/** @param of the version whose approvals are asked for; default: all */
export const approvalsOf = async (db: Kysely<Tables>, draftId: string, of?: number): Promise<Approval[]> => {
  const rows = await db
    .selectFrom("approval")
    .selectAll()
    .where("draft_id", "=", draftId)
    .$call((query) => (of === undefined ? query : query.where("version", "=", of)))
    .orderBy("version")
    .orderBy("at")
    .execute();
  return rows.map(({ version, text_hash, by_id, by_name, at }) => ({
    version,
    textHash: text_hash,
    by: { id: by_id, name: by_name },
    at: toTime(at),
  }));
};

/** @returns nothing when there is none, or none that may be shown */
export const readEntry = async (db: Kysely<Tables>, id: string, ceiling: Tlp): Promise<DraftEntry | undefined> => {
  const row = await entryQuery(db)
    .where("draft.id", "=", id)
    .where(isShownTo({ ceiling }, "edition.tlp"))
    .executeTakeFirst();
  return row && toEntry(row);
};

/** With all that was decided about it. @returns nothing when there is none, or none that may be shown */
export const readDraft = async (db: Kysely<Tables>, id: string, ceiling: Tlp): Promise<KeptDraft | undefined> => {
  const entry = await readEntry(db, id, ceiling);
  return entry && { ...entry, steps: await stepsOf(db, id), approvals: await approvalsOf(db, id) };
};

/** An edition that was composed begins a draft, in the same transaction. */
export const openDraft = async (
  db: Transaction<Tables>,
  draft: {
    readonly id: string;
    readonly editionId: string;
    readonly at: string;
    readonly by?: Actor;
    readonly corrects?: { readonly editionId: string; readonly reason: string };
  },
): Promise<void> => {
  await db
    .insertInto("draft")
    .values({
      id: draft.id,
      edition_id: draft.editionId,
      corrects: draft.corrects?.editionId ?? null,
      reason: draft.corrects === undefined ? null : toColumn(draft.corrects.reason),
      opened_at: draft.at,
      opened_by_id: draft.by?.id ?? null,
      opened_by_name: draft.by === undefined ? null : toColumn(draft.by.name),
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
};

export interface WriteConflict {
  readonly type: "Approved" | "Overtaken" | "Gone";
  readonly version: number;
  /** What was decided since the version that was named. */
  readonly since: readonly DraftStep[];
}

/** The draft's row, held until the transaction ends; a conflict when it is not as the writer saw it. */
export const holdDraft = async (
  db: Transaction<Tables>,
  id: string,
  version: number,
): Promise<Result<{ readonly editionId: string; readonly corrects: string | null }, WriteConflict>> => {
  const row = await db
    .selectFrom("draft")
    .select(["version", "approved", "edition_id", "corrects"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return err({ type: "Gone", version: 0, since: [] });
  if (row.approved) return err({ type: "Approved", version: row.version, since: [] });
  if (row.version !== version)
    return err({ type: "Overtaken", version: row.version, since: await stepsOf(db, id, version) });
  return ok({ editionId: row.edition_id, corrects: row.corrects });
};

/** @returns the version that it makes, acknowledged only when it is on disk */
export const saveStep = (
  db: Kysely<Tables>,
  {
    draftId,
    basedOn,
    step,
    audit,
  }: {
    readonly draftId: string;
    readonly basedOn: number;
    readonly step: Omit<DraftStep, "version">;
    readonly audit: AuditEntry;
  },
): Promise<Result<number, WriteConflict>> =>
  db.transaction().execute(async (trx) => {
    const held = await holdDraft(trx, draftId, basedOn);
    if (!held.ok) return held;
    const version = basedOn + 1;
    const { decision, outcome, by, at } = step;
    await trx
      .insertInto("draft_version")
      .values({
        draft_id: draftId,
        version,
        decision: toBody(decision),
        outcome: outcome === undefined ? null : toBody(outcome),
        by_id: by.id,
        by_name: toColumn(by.name),
        at,
      })
      .execute();
    await trx.updateTable("draft").set({ version }).where("id", "=", draftId).execute();
    await appendAudit(trx, { ...audit, detail: { ...audit.detail, version } });
    return ok(version);
  });

/** A draft that corrects an approved edition. @returns false when there is no such edition */
export const openCorrection = (
  db: Kysely<Tables>,
  draft: Parameters<typeof openDraft>[1] & {
    readonly corrects: { readonly editionId: string; readonly reason: string };
  },
  audit: AuditEntry,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const approved = await trx
      .selectFrom("approved_edition")
      .select("edition_id")
      .where("edition_id", "=", draft.corrects.editionId)
      .executeTakeFirst();
    if (approved === undefined) return false;
    await openDraft(trx, draft);
    await appendAudit(trx, audit);
    return true;
  });

export interface Visitor {
  readonly personId: string;
  readonly name: string;
  readonly sentenceId?: string;
}

/** Says that a page has the draft open, and who else has; whoever was silent for `forgetAfterMs` is gone. */
export const visitDraft = async (
  db: Kysely<Tables>,
  visit: Visitor & { readonly draftId: string; readonly visit: string; readonly at: string; readonly left: boolean },
  forgetAfterMs: number,
): Promise<Visitor[]> => {
  const { draftId, at } = visit;
  if (visit.left)
    await db.deleteFrom("draft_presence").where("draft_id", "=", draftId).where("visit", "=", visit.visit).execute();
  else {
    const row = {
      person_id: visit.personId,
      name: toColumn(visit.name),
      sentence_id: visit.sentenceId ?? null,
      seen_at: at,
    };
    await db
      .insertInto("draft_presence")
      .values({ draft_id: draftId, visit: visit.visit, ...row })
      .onConflict((conflict) => conflict.columns(["draft_id", "visit"]).doUpdateSet(row))
      .execute();
  }
  const since = new Date(Date.parse(at) - forgetAfterMs).toISOString();
  await db.deleteFrom("draft_presence").where("seen_at", "<", since).execute();
  const rows = await db
    .selectFrom("draft_presence")
    .select(["person_id", "name", "sentence_id"])
    .where("draft_id", "=", draftId)
    .where("visit", "!=", visit.visit)
    .orderBy("name")
    .orderBy("visit")
    .execute();
  return rows.map(({ person_id, name, sentence_id }) => ({
    personId: person_id,
    name,
    ...(sentence_id === null ? {} : { sentenceId: sentence_id }),
  }));
};
