/**
 * What was said of an edition after it was out: corrected by a later one, or recalled. A recall and the notices to
 * everyone who got the edition are written together; what still waited to be sent of it is not sent.
 */
import type { Kysely, Transaction } from "kysely";
import type { AuditEntry } from "#terms/audit.ts";
import { type Delivery, overtakenNotes } from "#terms/delivery.ts";
import type { Viewer } from "#terms/person.ts";
import type { Tlp } from "#terms/tlp.ts";
import { appendAudit } from "./audit.ts";
import { toColumn, toTime } from "./body.ts";
import { editionsFor } from "./editions.ts";
import { addStep, type NewDelivery, planDeliveries, toDelivery } from "./outbox.ts";
import type { Tables } from "./schema.ts";

export interface StandingRow {
  readonly correctedBy?: { readonly editionId: string; readonly at: string };
  readonly recalled?: { readonly at: string; readonly reason: string };
}

export const readStandingRow = async (db: Kysely<Tables>, editionId: string): Promise<StandingRow> => {
  const corrected = await db
    .selectFrom("approved_edition")
    .select(["edition_id", "approved_at"])
    .where("corrects", "=", editionId)
    .orderBy("approved_at", "desc")
    .orderBy("edition_id")
    .limit(1)
    .executeTakeFirst();
  const recalled = await db
    .selectFrom("recalled_edition")
    .select(["at", "reason"])
    .where("edition_id", "=", editionId)
    .executeTakeFirst();
  return {
    ...(corrected === undefined
      ? {}
      : { correctedBy: { editionId: corrected.edition_id, at: toTime(corrected.approved_at) } }),
    ...(recalled === undefined ? {} : { recalled: { at: toTime(recalled.at), reason: recalled.reason } }),
  };
};

/** What waits of an edition is not sent any more. */
export const withholdWaiting = async (
  within: Kysely<Tables>,
  editionId: string,
  note: string,
  at: string,
): Promise<void> => {
  const rows = await within
    .updateTable("delivery")
    .set({ state: "withheld", changed_at: toTime(at), next_at: null, note })
    .where("edition_id", "=", editionId)
    .where("matter", "!=", "recall")
    .where("state", "in", ["queued", "held"])
    .returning(["id", "attempt"])
    .execute();
  for (const { id, attempt } of rows) await addStep(within, { id, at, state: "withheld", attempt, note });
};

/** Who got an edition, or perhaps got it: to them goes what is said of it later. One row a reader and target. */
export const receiversOf = async (db: Kysely<Tables>, editionIds: readonly string[]): Promise<Delivery[]> => {
  const rows = await db
    .selectFrom("delivery")
    .selectAll()
    .where("edition_id", "in", [...editionIds])
    .where("matter", "!=", "recall")
    .where("state", "in", ["sent", "unsure", "handing", "sending"])
    .orderBy("made_at", "desc")
    .orderBy("id")
    .execute();
  const byReader = new Map(rows.reverse().map((row) => [`${row.target}\0${row.address}`, toDelivery(row)]));
  return [...byReader.values()];
};

const rowsOfRecall = (editionId: string, tlp: string, receivers: readonly Delivery[]): NewDelivery[] =>
  receivers.map(({ way, target, address }) => ({ editionId, matter: "recall", way, target, address, tlp }));

export interface Recall {
  readonly editionId: string;
  readonly reason: string;
  readonly at: string;
  readonly who: AuditEntry["who"];
}

const recall = async (
  within: Transaction<Tables>,
  { editionId, reason, at, who }: Recall,
  tlp: string,
): Promise<"recalled" | "already"> => {
  const fresh = await within
    .insertInto("recalled_edition")
    .values({
      edition_id: editionId,
      at: toTime(at),
      by_id: who.id,
      by_name: toColumn(who.name),
      reason: toColumn(reason),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("edition_id")
    .executeTakeFirst();
  if (fresh === undefined) return "already";
  await withholdWaiting(within, editionId, overtakenNotes.recalled, at);
  await planDeliveries(within, rowsOfRecall(editionId, tlp, await receiversOf(within, [editionId])), at);
  await appendAudit(within, {
    at,
    who,
    action: "edition.recalled",
    object: { type: "edition", id: editionId, tlp: tlp as Tlp },
  });
  return "recalled";
};

/** @returns nothing when no approved edition with that id exists for who asks */
export const recallEdition = (
  db: Kysely<Tables>,
  request: Recall,
  viewer: Viewer,
): Promise<"recalled" | "already" | undefined> =>
  db.transaction().execute(async (within) => {
    const row = await within
      .selectFrom("edition")
      .innerJoin("approved_edition", "approved_edition.edition_id", "edition.id")
      .select(["edition.id", "edition.tlp"])
      .where("edition.id", "=", request.editionId)
      .where(editionsFor(viewer))
      .executeTakeFirst();
    return row === undefined ? undefined : recall(within, request, row.tlp);
  });
