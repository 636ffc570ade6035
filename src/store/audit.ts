/**
 * Writes the audit chain: one chain, each entry bound to the one before it by its hash.
 *
 * An entry is written in the transaction of the act it tells of: both are kept, or neither. Whoever appends waits for
 * whoever appends before (a lock of the transaction), so the chain cannot fork; a fork would break `seq` besides.
 *
 * hash = SHA-256(32 bytes of the previous hash, then the body); the first has 32 zero bytes before it. body = canonical
 * JSON (RFC 8785) of { action, at, detail, object, seq, who: { id, nameHash, via? } }, nameHash = SHA-256(16 bytes of
 * salt, then the name in UTF-8). Salt and name lie beside the chain and can be erased; the chain stays whole.
 */
import { createHash, randomBytes } from "node:crypto";
import { sql, type Transaction } from "kysely";
import { canonicalJson, type Json } from "#kit/canonical-json.ts";
import type { AuditEntry, AuditHead } from "#terms/audit.ts";
import { toColumn, toTime } from "./body.ts";
import { noteDone } from "./kept-answers.ts";
import type { Tables } from "./schema.ts";

export const firstPrevious = "0".repeat(64);

/** Any number that nothing else of ours locks by. */
const chainLock = 8_037_005;

const longestBody = 16_384;

export const nameHashOf = (salt: string, name: string): string =>
  createHash("sha256").update(Buffer.from(salt, "hex")).update(name, "utf8").digest("hex");

export const chainHash = (previous: string, body: Uint8Array): string =>
  createHash("sha256").update(Buffer.from(previous, "hex")).update(body).digest("hex");

const headOf = async (within: Transaction<Tables>): Promise<AuditHead> => {
  const row = await within
    .selectFrom("audit_entry")
    .select(["seq", "hash"])
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? { seq: 0, hash: firstPrevious } : { seq: Number(row.seq), hash: row.hash };
};

const bodyOf = (seq: number, { at, who, action, object, detail }: AuditEntry, nameHash: string): Buffer => {
  const body = canonicalJson({
    seq,
    at: toTime(at),
    who: { id: toColumn(who.id), nameHash, via: who.via },
    action: toColumn(action),
    object: { ...object, id: toColumn(object.id) } as { readonly [key: string]: Json },
    detail: detail ?? {},
  });
  const bytes = Buffer.from(body, "utf8");
  if (bytes.length > longestBody)
    throw new Error(`Expected at most ${longestBody} bytes of audit entry (${action}) but found ${bytes.length}.`);
  return bytes;
};

/**
 * The last statement of a transaction, so that nobody waits for the chain longer than a commit takes.
 *
 * @returns where the chain ends now
 */
export const appendAudit = async (within: Transaction<Tables>, entry: AuditEntry): Promise<AuditHead> => {
  await sql`select pg_advisory_xact_lock(${chainLock}::bigint)`.execute(within);
  const before = await headOf(within);
  const seq = before.seq + 1;
  const salt = randomBytes(16).toString("hex");
  const name = toColumn(entry.who.name);
  const body = bodyOf(seq, entry, nameHashOf(salt, name));
  const hash = chainHash(before.hash, body);
  await within
    .insertInto("audit_entry")
    .values({
      seq: `${seq}`,
      previous: before.hash,
      hash,
      body,
      at: toTime(entry.at),
      who_id: toColumn(entry.who.id),
      action: toColumn(entry.action),
      object_type: entry.object.type,
      object_id: toColumn(entry.object.id),
      tlp: "tlp" in entry.object ? entry.object.tlp : null,
    })
    .execute();
  await within
    .insertInto("audit_name")
    .values({ seq: `${seq}`, salt, name })
    .execute();
  await noteDone(within);
  return { seq, hash };
};

/**
 * Takes a person's name out of everything the chain tells of them, and says in the chain that it did. Not to be undone.
 *
 * @param who who erases; may be the person
 */
export const eraseAuditNames = async (
  within: Transaction<Tables>,
  { at, who, personId }: Pick<AuditEntry, "at" | "who"> & { readonly personId: string },
): Promise<void> => {
  await appendAudit(within, { at, who, action: "person.name-erased", object: { type: "person", id: personId } });
  await sql`
    update audit_name set name = null, salt = null where name is not null
      and seq in (select seq from audit_entry where who_id = ${toColumn(personId)})`.execute(within);
};
