/**
 * Reads the audit chain: a page of it, all of it as lines, and whether it holds.
 *
 * What a chain alone cannot show is that its end was cut off, or all of it written anew: for that its head is written down
 * elsewhere and compared (`pinned`).
 */
import { type Kysely, sql, type Transaction } from "kysely";
import type { AuditFault, AuditHead, AuditRow, AuditState } from "#terms/audit.ts";
import type { Tlp } from "#terms/tlp.ts";
import { chainHash, firstPrevious, nameHashOf } from "./audit.ts";
import { toTime } from "./body.ts";
import type { Tables } from "./schema.ts";
import { isShownTo } from "./show-to.ts";

const batchRows = 500;

interface StoredRow {
  readonly seq: string;
  readonly previous: string;
  readonly hash: string;
  readonly body: Buffer;
  readonly at: string;
  readonly who_id: string;
  readonly action: string;
  readonly object_type: string;
  readonly object_id: string;
  readonly tlp: string | null;
  /** Null: the row of the name is missing, not only the name. */
  readonly named: string | null;
  readonly salt: string | null;
  readonly name: string | null;
}

interface Body {
  readonly seq: number;
  readonly at: string;
  readonly who: { readonly id: string; readonly nameHash: string; readonly via?: string };
  readonly action: string;
  readonly object: AuditRow["object"];
  readonly detail: AuditRow["detail"];
}

const stored = (db: Kysely<Tables> | Transaction<Tables>) =>
  db
    .selectFrom("audit_entry")
    .leftJoin("audit_name", "audit_name.seq", "audit_entry.seq")
    .selectAll("audit_entry")
    .select(["audit_name.seq as named", "audit_name.salt", "audit_name.name"]);

/** All rows up to one, in memory of a few hundred. */
async function* walk(
  within: Kysely<Tables> | Transaction<Tables>,
  until = "9223372036854775807",
): AsyncGenerator<StoredRow> {
  let last = "0";
  for (;;) {
    const rows = await stored(within)
      .where("audit_entry.seq", ">", last)
      .where("audit_entry.seq", "<=", until)
      .orderBy("audit_entry.seq")
      .limit(batchRows)
      .execute();
    yield* rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < batchRows) return;
    last = end.seq;
  }
}

const atOneMoment = (db: Kysely<Tables>) =>
  db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only");

const bodyOf = (row: StoredRow): Body | undefined => {
  try {
    return JSON.parse(row.body.toString("utf8")) as Body;
  } catch {
    return undefined;
  }
};

const columnsDiffer = (row: StoredRow, body: Body): string | undefined => {
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ["number", Number(row.seq), body.seq],
    ["time", toTime(row.at), body.at],
    ["person", row.who_id, body.who?.id],
    ["action", row.action, body.action],
    ["object", `${row.object_type} ${row.object_id}`, `${body.object?.type} ${body.object?.id}`],
    ["label", row.tlp ?? undefined, body.object?.tlp],
  ];
  return pairs.find(([, column, said]) => column !== said)?.[0];
};

/** @returns why the row does not hold after what stands before it */
const faultOf = (row: StoredRow, before: AuditHead): string | undefined => {
  if (Number(row.seq) !== before.seq + 1) return `Expected entry ${before.seq + 1} but found ${row.seq}.`;
  if (row.previous !== before.hash) return "It does not name the hash of the entry before it.";
  if (row.hash !== chainHash(row.previous, row.body)) return "Its bytes are not those that its hash was made from.";
  const body = bodyOf(row);
  if (body === undefined) return "Its bytes are no JSON.";
  const differs = columnsDiffer(row, body);
  if (differs !== undefined) return `Its ${differs} is not what its bytes say.`;
  if (row.named === null) return "The place of its name is missing.";
  if (row.name !== null && nameHashOf(row.salt ?? "", row.name) !== body.who.nameHash)
    return "The name beside it is not the one that was written.";
  return undefined;
};

const pinFault = (
  pinned: AuditHead | undefined,
  found: string | undefined,
  head: AuditHead,
): AuditFault | undefined => {
  if (pinned === undefined || pinned.seq === 0) return undefined;
  if (pinned.seq > head.seq)
    return {
      seq: head.seq + 1,
      because: `The chain ends at ${head.seq} but went on to ${pinned.seq} when it was pinned.`,
    };
  return found === pinned.hash ? undefined : { seq: pinned.seq, because: "Its hash is not the one that was pinned." };
};

/** A name may go only with an entry that says so, later in the chain. */
interface Erasing {
  /** First entry without a name, by person. */
  readonly missing: Map<string, number>;
  readonly said: Set<string>;
}

const noteErasing = (row: StoredRow, { missing, said }: Erasing): void => {
  if (row.name === null && !missing.has(row.who_id)) missing.set(row.who_id, Number(row.seq));
  if (row.action === "person.name-erased") said.add(row.object_id);
};

export const verifyAudit = (db: Kysely<Tables>, pinned?: AuditHead): Promise<AuditState> =>
  atOneMoment(db).execute(async (within) => {
    let head: AuditHead = { seq: 0, hash: firstPrevious };
    let pinnedHash: string | undefined;
    let erasedNames = 0;
    const erasing: Erasing = { missing: new Map(), said: new Set() };
    for await (const row of walk(within)) {
      const because = faultOf(row, head);
      if (because !== undefined) return { head, entries: head.seq, erasedNames, fault: { seq: head.seq + 1, because } };
      head = { seq: Number(row.seq), hash: row.hash };
      if (head.seq === pinned?.seq) pinnedHash = row.hash;
      if (row.name === null) erasedNames += 1;
      noteErasing(row, erasing);
    }
    const unsaid = [...erasing.missing].filter(([person]) => !erasing.said.has(person)).map(([, seq]) => seq);
    const fault =
      pinFault(pinned, pinnedHash, head) ??
      (unsaid.length === 0
        ? undefined
        : { seq: Math.min(...unsaid), because: "Its name is missing and no entry says that it was erased." });
    return { head, entries: head.seq, erasedNames, ...(fault === undefined ? {} : { fault }) };
  });

/**
 * One line of JSON an entry: `{ seq, previous, hash, body, salt?, name? }`, `body` a string whose UTF-8 bytes were hashed.
 * Nothing of ours is needed to verify it (docs/audit.md).
 */
export async function* exportAudit(db: Kysely<Tables>): AsyncGenerator<string> {
  const head = await db.selectFrom("audit_entry").select("seq").orderBy("seq", "desc").limit(1).executeTakeFirst();
  // Entries never change, so nothing is held open for whoever reads slowly.
  for await (const { seq, previous, hash, body, salt, name } of walk(db, head?.seq ?? "0"))
    yield `${JSON.stringify({
      seq: Number(seq),
      previous,
      hash,
      body: body.toString("utf8"),
      ...(name === null ? {} : { salt, name }),
    })}\n`;
}

export interface AuditQuery {
  readonly limit: number;
  /** Hash of the last entry of the page before. */
  readonly after?: string | undefined;
  /** Id of who acted. */
  readonly who?: string | undefined;
  /** `edition.approved`, or `edition` for all of that kind. */
  readonly action?: string | undefined;
  /** First and last day, UTC. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Entries about what lies above it are left out. */
  readonly ceiling: Tlp;
}

export interface AuditPage {
  readonly entries: readonly AuditRow[];
  readonly next?: string;
}

const presentRow = (row: StoredRow): AuditRow => {
  const body = JSON.parse(row.body.toString("utf8")) as Body;
  const { id, via } = body.who;
  return {
    seq: Number(row.seq),
    at: body.at,
    who: { id, ...(row.name === null ? {} : { name: row.name }), ...(via === undefined ? {} : { via }) },
    action: body.action,
    object: body.object,
    detail: body.detail,
    hash: row.hash,
  };
};

/** Newest first. @returns nothing when `after` is no entry that this ceiling shows */
export const listAudit = async (
  db: Kysely<Tables>,
  { limit, after, who, action, from, to, ceiling }: AuditQuery,
): Promise<AuditPage | undefined> => {
  let query = stored(db).where((row) => row.or([row("tlp", "is", null), isShownTo({ ceiling }, "tlp")]));
  if (after !== undefined) {
    const last = await query.where("hash", "=", after).executeTakeFirst();
    if (last === undefined) return undefined;
    query = query.where("audit_entry.seq", "<", last.seq);
  }
  if (who !== undefined) query = query.where("who_id", "=", who);
  if (action !== undefined)
    query = query.where((row) =>
      row.or([row("action", "=", action), sql<boolean>`starts_with(action, ${`${action}.`})`]),
    );
  if (from !== undefined) query = query.where("at", ">=", `${from}T00:00:00Z`);
  if (to !== undefined) query = query.where(sql<boolean>`at < ${`${to}T00:00:00Z`}::timestamptz + interval '24 hours'`);
  const rows = await query
    .orderBy("audit_entry.seq", "desc")
    .limit(limit + 1)
    .execute();
  const entries = rows.slice(0, limit).map(presentRow);
  const last = entries.at(-1);
  return { entries, ...(rows.length > limit && last !== undefined ? { next: last.hash } : {}) };
};
