/**
 * The outbox: what is to leave the desk, and what became of it. Rows and their jobs are written together.
 *
 * A worker that begins a row gets the number of its attempt, and every later word about the row must name it: whoever was
 * taken for dead and comes back changes nothing. A mail that was being handed over when its worker went away becomes
 * `unsure`, and is never begun again by itself.
 */
import { type Kysely, type Selectable, sql, type Transaction } from "kysely";
import { sha256Hex } from "#kit/hash.ts";
import {
  type Delivery,
  type DeliveryMatter,
  type DeliveryState,
  type DeliveryWay,
  type Outcome,
  overtakenNotes,
} from "#terms/delivery.ts";
import { inBatches, orNull, toColumn, toTime } from "./body.ts";
import { addJob } from "./queue-jobs.ts";
import type { Tables } from "./schema.ts";

export interface NewDelivery {
  readonly editionId: string;
  readonly matter: DeliveryMatter;
  readonly way: DeliveryWay;
  readonly target: string;
  readonly address: string;
  readonly tlp: string;
  /** Why it is not to be sent; absent: it waits. */
  readonly withheld?: string;
  /** Why a person is to decide; what is withheld stays so. */
  readonly held?: string;
}

const deliveryTask = "deliver";

const stateOf = ({ withheld, held }: NewDelivery): DeliveryState => {
  if (withheld !== undefined) return "withheld";
  return held === undefined ? "queued" : "held";
};

const deliveryIdOf = ({ editionId, matter, target, address }: Omit<NewDelivery, "tlp" | "way">): string =>
  sha256Hex([editionId, matter, target, address].join("\0"));

type Row = Selectable<Tables["delivery"]>;

export const toDelivery = (row: Row): Delivery => ({
  id: row.id,
  editionId: row.edition_id,
  matter: row.matter,
  way: row.way,
  target: row.target,
  address: row.address,
  tlp: row.tlp,
  state: row.state,
  attempt: row.attempt,
  madeAt: toTime(row.made_at),
  changedAt: toTime(row.changed_at),
  ...(row.next_at === null ? {} : { nextAt: toTime(row.next_at) }),
  ...(row.sent_at === null ? {} : { sentAt: toTime(row.sent_at) }),
  ...(row.note === null ? {} : { note: row.note }),
});

export const addDeliveryJob = (within: Kysely<Tables>, id: string, at: string): Promise<void> =>
  addJob(within, { task: deliveryTask, key: `deliver:${id}`, payload: { delivery: id }, at });

/** Called while the row itself is locked: places do not collide. */
export const addStep = async (
  within: Kysely<Tables>,
  step: { id: string; at: string; state: DeliveryState; attempt: number; note?: string | undefined },
): Promise<void> => {
  const { id, at, state, attempt, note } = step;
  await sql`insert into delivery_step (delivery_id, at, place, state, attempt, note)
    select ${id}, ${toTime(at)}::timestamptz, coalesce(max(place), 0) + 1, ${state}, ${attempt}, ${orNull(note)}
    from delivery_step where delivery_id = ${id}`.execute(within);
};

/** Rows that are there already stay as they are. @returns how many are new */
export const planDeliveries = async (
  within: Transaction<Tables>,
  wanted: readonly NewDelivery[],
  at: string,
): Promise<number> => {
  let made = 0;
  for (const batch of inBatches(wanted, 500)) {
    const rows = batch.map((each) => ({
      id: deliveryIdOf(each),
      edition_id: each.editionId,
      matter: each.matter as Row["matter"],
      way: each.way,
      target: toColumn(each.target),
      address: toColumn(each.address),
      tlp: toColumn(each.tlp),
      state: stateOf(each),
      made_at: toTime(at),
      changed_at: toTime(at),
      next_at: stateOf(each) === "queued" ? toTime(at) : null,
      note: orNull(each.withheld ?? each.held),
    }));
    const fresh = await within
      .insertInto("delivery")
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning(["id", "state", "note"])
      .execute();
    for (const { id, state, note } of fresh) {
      await addStep(within, { id, at, state, attempt: 0, note: note ?? undefined });
      if (state === "queued") await addDeliveryJob(within, id, at);
    }
    made += fresh.length;
  }
  return made;
};

const doubt =
  "The worker went away while it was handed over, before the answer was on record. Perhaps it arrived; look for its Message-ID at the relay.";

/**
 * What was said since the row was made. Rows that waited then were withheld at once; one that was being sent, or had
 * failed, comes back later. That an edition is taken back is told to everyone who got it.
 */
const overtakenBecause = async (
  within: Kysely<Tables>,
  { edition_id, matter, target, address }: Row,
): Promise<string | undefined> => {
  if (matter === "recall") return undefined;
  const { rows } = await sql<{ because: keyof typeof overtakenNotes | null }>`
    select case
      when exists (select from recalled_edition where edition_id = ${edition_id}) then 'recalled'
      when exists (select from approved_edition where corrects = ${edition_id}) then 'corrected'
      when exists (select from left_list where list = ${target} and address = ${address}) then 'left'
    end as because`.execute(within);
  const because = rows[0]?.because ?? undefined;
  return because && overtakenNotes[because];
};

/**
 * Takes a row that waits, or one whose worker went away before the hand-over.
 *
 * @returns nothing when it is not to be sent now: held, sent, in doubt, or overtaken, which withholds it
 */
export const beginDelivery = async (db: Kysely<Tables>, id: string, at: string): Promise<Delivery | undefined> =>
  db.transaction().execute(async (within) => {
    const row = await within.selectFrom("delivery").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
    if (row === undefined) return undefined;
    const change = { changed_at: toTime(at) };
    if (row.state === "handing") {
      await within
        .updateTable("delivery")
        .set({ ...change, state: "unsure", note: doubt })
        .where("id", "=", id)
        .execute();
      await addStep(within, { id, at, state: "unsure", attempt: row.attempt, note: doubt });
      return undefined;
    }
    if (row.state !== "queued" && row.state !== "sending") return undefined;
    const note = await overtakenBecause(within, row);
    if (note !== undefined) {
      const withheld = { ...change, state: "withheld" as const, next_at: null, note };
      await within.updateTable("delivery").set(withheld).where("id", "=", id).execute();
      await addStep(within, { id, at, state: "withheld", attempt: row.attempt, note });
      return undefined;
    }
    const begun = { ...change, state: "sending" as const, attempt: row.attempt + 1, next_at: null };
    await within.updateTable("delivery").set(begun).where("id", "=", id).execute();
    await addStep(within, { id, at, state: "sending", attempt: begun.attempt });
    return toDelivery({ ...row, ...begun });
  });

/** On record before the last bytes leave. @returns false when the row is another's by now */
export const handOverDelivery = async (
  db: Kysely<Tables>,
  { id, attempt }: Pick<Delivery, "id" | "attempt">,
  at: string,
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("delivery")
    .set({ state: "handing", changed_at: toTime(at) })
    .where("id", "=", id)
    .where("attempt", "=", attempt)
    .where("state", "=", "sending")
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** `nextAt`: when one that failed for now is tried again. @returns false when the row is another's by now */
export const settleDelivery = async (
  db: Kysely<Tables>,
  { id, attempt }: Pick<Delivery, "id" | "attempt">,
  outcome: Outcome & { readonly nextAt?: string },
  at: string,
): Promise<boolean> =>
  db.transaction().execute(async (within) => {
    const state = outcome.type === "later" ? "queued" : outcome.type;
    const next = state === "queued" ? toTime(outcome.nextAt ?? at) : null;
    const { numUpdatedRows } = await within
      .updateTable("delivery")
      .set({
        state,
        changed_at: toTime(at),
        next_at: next,
        note: toColumn(outcome.note),
        ...(state === "sent" ? { sent_at: toTime(at) } : {}),
      })
      .where("id", "=", id)
      .where("attempt", "=", attempt)
      // An answer that comes late settles a doubt.
      .where("state", "in", ["sending", "handing", "unsure"])
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return false;
    await addStep(within, { id, at, state, attempt, note: outcome.note });
    if (next !== null) await addDeliveryJob(within, id, next);
    return true;
  });

/** Rows that wait and have no job: a queue is not part of a backup. */
export const findJobless = async (db: Kysely<Tables>): Promise<void> => {
  const { rows } = await sql<{ id: string; next_at: string | null }>`
    select id, next_at from delivery d where state in ('queued', 'sending', 'handing')
      and not exists (select from graphile_worker.jobs j where j.key = 'deliver:' || d.id)
      and not exists (select from graphile_worker.jobs j where j.task_identifier = ${deliveryTask} and j.locked_at is not null)`.execute(
    db,
  );
  for (const { id, next_at } of rows) await addDeliveryJob(db, id, next_at ?? new Date(0).toISOString());
};
