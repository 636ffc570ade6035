/** What people see of the outbox and do with it; each act stands in the audit chain, written with it. */
import { randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { AuditEntry } from "#terms/audit.ts";
import { type Delivery, type DeliveryState, deliveryStates, overtakenNotes } from "#terms/delivery.ts";
import type { Tlp } from "#terms/tlp.ts";
import { appendAudit } from "./audit.ts";
import { toColumn, toTime } from "./body.ts";
import { addDeliveryJob, addStep, toDelivery } from "./outbox.ts";
import { holdUnplanned } from "./outbox-plan.ts";
import type { Tables } from "./schema.ts";
import { isShownTo } from "./show-to.ts";

export interface DeliveryQuery {
  readonly limit: number;
  /** Id of the last row of the page before. */
  readonly after?: string;
  readonly states?: readonly DeliveryState[];
  readonly editionId?: string;
  /** Editions above it do not exist for who asks. */
  readonly ceiling: Tlp;
}

/** The whole outbox, in numbers. */
export interface OutboxTally {
  readonly counts: Readonly<Record<DeliveryState, number>>;
  /** When the oldest was made that is still to be sent by itself. */
  readonly waitingSince?: string;
  /** The newest of those that failed, and how many did in seven days. */
  readonly failed?: { readonly lately: number; readonly note: string };
}

export interface DeliveryPage {
  readonly deliveries: readonly (Delivery & { readonly title: string })[];
  readonly counts: Readonly<Record<DeliveryState, number>>;
  readonly next?: string;
}

export const tallyOutbox = async (db: Kysely<Tables>): Promise<OutboxTally> => {
  const oldest = await db
    .selectFrom("delivery")
    .select((of) => of.fn.min("made_at").as("at"))
    .where("state", "in", ["queued", "sending", "handing"])
    .executeTakeFirst();
  const failed = await db
    .selectFrom("delivery")
    .select((of) => [of.fn.countAll<string>().over().as("count"), "note"])
    .where("state", "=", "failed")
    .where("changed_at", ">", sql<string>`now() - interval '7 days'`)
    .orderBy("changed_at", "desc")
    .limit(1)
    .executeTakeFirst();
  const counts = await countStates(db, { limit: 0, ceiling: "TLP:RED" });
  const at = oldest?.at ?? null;
  return {
    counts,
    ...(at === null ? {} : { waitingSince: toTime(at) }),
    ...(failed === undefined ? {} : { failed: { lately: Number(failed.count), note: failed.note ?? "no word" } }),
  };
};

const countStates = async (db: Kysely<Tables>, query: DeliveryQuery): Promise<DeliveryPage["counts"]> => {
  let counting = db
    .selectFrom("delivery")
    .select(["state", (of) => of.fn.countAll<string>().as("count")])
    .where(isShownTo(query, "delivery.tlp"));
  if (query.editionId !== undefined) counting = counting.where("edition_id", "=", query.editionId);
  const rows = await counting.groupBy("state").execute();
  const of = new Map(rows.map(({ state, count }) => [state, Number(count)]));
  return Object.fromEntries(deliveryStates.map((state) => [state, of.get(state) ?? 0])) as Record<
    DeliveryState,
    number
  >;
};

/** Newest first. @returns nothing when `after` names no row */
export const listDeliveries = async (db: Kysely<Tables>, query: DeliveryQuery): Promise<DeliveryPage | undefined> => {
  let rows = db
    .selectFrom("delivery")
    .innerJoin("edition", "edition.id", "delivery.edition_id")
    .selectAll("delivery")
    .select("edition.title")
    .where(isShownTo(query, "delivery.tlp"));
  if (query.states !== undefined) rows = rows.where("delivery.state", "in", [...query.states]);
  if (query.editionId !== undefined) rows = rows.where("delivery.edition_id", "=", query.editionId);
  if (query.after !== undefined) {
    const last = await db
      .selectFrom("delivery")
      .select(["made_at", "id"])
      .where("id", "=", query.after)
      .where(isShownTo(query, "delivery.tlp"))
      .executeTakeFirst();
    if (last === undefined) return undefined;
    rows = rows.where(
      sql<boolean>`(delivery.made_at < ${last.made_at}::timestamptz or (delivery.made_at = ${last.made_at}::timestamptz and delivery.id > ${last.id}))`,
    );
  }
  const found = await rows
    .orderBy("delivery.made_at", "desc")
    .orderBy("delivery.id")
    .limit(query.limit + 1)
    .execute();
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    deliveries: page.map((row) => ({ ...toDelivery(row), title: row.title })),
    counts: await countStates(db, query),
    ...(found.length > query.limit && last !== undefined ? { next: last.id } : {}),
  };
};

/** Ids that begin so; two are enough to know that one is not. */
export const findDeliveries = async (db: Kysely<Tables>, prefix: string): Promise<string[]> => {
  const rows = await db
    .selectFrom("delivery")
    .select("id")
    .where("id", "like", `${prefix}%`)
    .orderBy("id")
    .limit(2)
    .execute();
  return rows.map(({ id }) => id);
};

export interface DeliveryStep {
  readonly at: string;
  readonly state: DeliveryState;
  readonly attempt: number;
  readonly note?: string;
}

export const readSteps = async (db: Kysely<Tables>, id: string, ceiling: Tlp): Promise<DeliveryStep[]> => {
  const rows = await db
    .selectFrom("delivery_step")
    .innerJoin("delivery", "delivery.id", "delivery_step.delivery_id")
    .selectAll("delivery_step")
    .where("delivery_id", "=", id)
    .where(isShownTo({ ceiling }, "delivery.tlp"))
    .orderBy("place")
    .execute();
  return rows.map(({ at, state, attempt, note }) => ({
    at: toTime(at),
    state,
    attempt,
    ...(note === null ? {} : { note }),
  }));
};

export type DeliveryAct = "hold" | "retry" | "arrived";

/** From which states an act leads where. A doubt ends by a person alone. */
const acts: Readonly<Record<DeliveryAct, { from: readonly DeliveryState[]; to: DeliveryState; word: string }>> = {
  hold: { from: ["queued"], to: "held", word: "held" },
  retry: { from: ["held", "failed", "unsure"], to: "queued", word: "retried" },
  arrived: { from: ["unsure"], to: "sent", word: "arrived" },
};

export interface Acting {
  readonly who: AuditEntry["who"];
  readonly at: string;
  readonly ceiling: Tlp;
}

/** @returns the row as it is now, and whether the act was possible; nothing when there is no such row for who asks */
export const actOnDelivery = async (
  db: Kysely<Tables>,
  id: string,
  act: DeliveryAct,
  { who, at, ceiling }: Acting,
): Promise<{ readonly delivery: Delivery; readonly done: boolean } | undefined> =>
  db.transaction().execute(async (within) => {
    const row = await within
      .selectFrom("delivery")
      .selectAll()
      .where("id", "=", id)
      .where(isShownTo({ ceiling }, "delivery.tlp"))
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { from, to, word } = acts[act];
    if (!from.includes(row.state)) return { delivery: toDelivery(row), done: false };
    const change = {
      state: to,
      changed_at: toTime(at),
      next_at: to === "queued" ? toTime(at) : null,
      ...(to === "sent" ? { sent_at: toTime(at), note: toColumn(`${who.name} says that it arrived.`) } : {}),
    };
    await within.updateTable("delivery").set(change).where("id", "=", id).execute();
    await addStep(within, { id, at, state: to, attempt: row.attempt, note: `${word} by ${who.name}` });
    if (to === "queued") await addDeliveryJob(within, id, at);
    await appendAudit(within, {
      at,
      who,
      action: `delivery.${word}`,
      object: { type: "delivery", id },
      detail: { edition: row.edition_id, target: row.target, was: row.state },
    });
    return { delivery: toDelivery({ ...row, ...change }), done: true };
  });

/** A reader leaves a list; doing it again changes nothing. @returns whether they were on it */
export const leaveList = async (
  db: Kysely<Tables>,
  { list, address, at, who }: { list: string; address: string; at: string; who: AuditEntry["who"] },
): Promise<boolean> =>
  db.transaction().execute(async (within) => {
    const fresh = await within
      .insertInto("left_list")
      .values({ list: toColumn(list), address: toColumn(address), at: toTime(at) })
      .onConflict((conflict) => conflict.doNothing())
      .returning("list")
      .executeTakeFirst();
    if (fresh === undefined) return false;
    const note = overtakenNotes.left;
    const waiting = await within
      .updateTable("delivery")
      .set({ state: "withheld", changed_at: toTime(at), next_at: null, note })
      .where("target", "=", list)
      .where("address", "=", address)
      .where("state", "in", ["queued", "held"])
      .returning(["id", "attempt"])
      .execute();
    for (const { id, attempt } of waiting) await addStep(within, { id, at, state: "withheld", attempt, note });
    await appendAudit(within, { at, who, action: "delivery.list-left", object: { type: "delivery", id: list } });
    return true;
  });

/** An administrator puts a reader back who asked for it. */
export const rejoinList = async (
  db: Kysely<Tables>,
  { list, address, at, who }: { list: string; address: string; at: string; who: AuditEntry["who"] },
): Promise<boolean> =>
  db.transaction().execute(async (within) => {
    const gone = await within
      .deleteFrom("left_list")
      .where("list", "=", list)
      .where("address", "=", address)
      .returning("list")
      .executeTakeFirst();
    if (gone === undefined) return false;
    await appendAudit(within, { at, who, action: "delivery.list-rejoined", object: { type: "delivery", id: list } });
    return true;
  });

export const readLeft = async (db: Kysely<Tables>): Promise<{ list: string; address: string; at: string }[]> => {
  const rows = await db.selectFrom("left_list").selectAll().orderBy("list").orderBy("address").execute();
  return rows.map((row) => ({ ...row, at: toTime(row.at) }));
};

export const markHookGone = async (db: Kysely<Tables>, target: string, at: string): Promise<void> => {
  await db
    .insertInto("hook_gone")
    .values({ target: toColumn(target), at: toTime(at) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** A person has looked and wants it told again. */
export const reviveHook = async (
  db: Kysely<Tables>,
  { target, at, who }: { target: string; at: string; who: AuditEntry["who"] },
): Promise<boolean> =>
  db.transaction().execute(async (within) => {
    const gone = await within
      .deleteFrom("hook_gone")
      .where("target", "=", target)
      .returning("target")
      .executeTakeFirst();
    if (gone === undefined) return false;
    await appendAudit(within, { at, who, action: "delivery.hook-revived", object: { type: "delivery", id: target } });
    return true;
  });

export const readGoneHooks = async (db: Kysely<Tables>): Promise<ReadonlyMap<string, string>> => {
  const rows = await db.selectFrom("hook_gone").selectAll().execute();
  return new Map(rows.map(({ target, at }) => [target, toTime(at)]));
};

/** Made when it is first asked for. */
export const readDeliveryKey = async (db: Kysely<Tables>): Promise<Uint8Array> => {
  await db
    .insertInto("delivery_key")
    .values({ key: randomBytes(32) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { key } = await db.selectFrom("delivery_key").select("key").executeTakeFirstOrThrow();
  return key;
};

/** After a restore: what waited then may have left meanwhile, and no one can tell. */
export const holdWaiting = async (db: Kysely<Tables>, at: string): Promise<number> =>
  db.transaction().execute(async (within) => {
    const note = "Restored from a backup: it may have left after the backup was written.";
    const rows = await within
      .updateTable("delivery")
      .set({ state: "held", changed_at: toTime(at), next_at: null, note })
      .where("state", "in", ["queued", "sending", "handing"])
      .returning(["id", "attempt"])
      .execute();
    for (const { id, attempt } of rows) await addStep(within, { id, at, state: "held", attempt, note });
    await holdUnplanned(within, note);
    return rows.length;
  });
