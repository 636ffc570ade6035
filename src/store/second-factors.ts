/** Codes of an authenticator, recovery codes and passkeys of people. */
import type { Kysely, Transaction } from "kysely";
import { asDeed, type Deed } from "./as-deed.ts";
import { toColumn, toTime } from "./body.ts";
import type { Tables } from "./schema.ts";

/** From now on a code is asked for; the recovery codes made before are gone. */
export const setTotp = (
  db: Kysely<Tables>,
  deed: Deed,
  {
    personId,
    secret,
    step,
    recoveryHashes,
  }: {
    readonly personId: string;
    readonly secret: string;
    readonly step: number;
    readonly recoveryHashes: readonly string[];
  },
): Promise<void> =>
  asDeed(db, deed, { action: "person.code-set", object: { type: "person", id: personId } }, async (within) => {
    await within
      .updateTable("person")
      .set({ totp_secret: secret, totp_step: step })
      .where("id", "=", personId)
      .where("state", "=", "active")
      .execute();
    await within.deleteFrom("recovery_code").where("person_id", "=", personId).execute();
    await within
      .insertInto("recovery_code")
      .values(recoveryHashes.map((hash) => ({ hash, person_id: personId })))
      .execute();
  });

/** Of everyone who has an authenticator, as it is kept. */
export const listTotp = async (
  db: Kysely<Tables>,
): Promise<readonly { readonly id: string; readonly login: string; readonly secret: string }[]> => {
  const rows = await db
    .selectFrom("person")
    .select(["id", "login", "totp_secret"])
    .where("totp_secret", "is not", null)
    .orderBy("id")
    .execute();
  return rows.map(({ id, login, totp_secret }) => ({ id, login, secret: totp_secret ?? "" }));
};

/** The same secret, kept in another way: nothing changes for its owner. One that was set meanwhile stays. */
export const replaceTotp = async (db: Kysely<Tables>, personId: string, from: string, to: string): Promise<void> => {
  await db
    .updateTable("person")
    .set({ totp_secret: to })
    .where("id", "=", personId)
    .where("totp_secret", "=", from)
    .execute();
};

const clear = async (within: Transaction<Tables>, personId: string): Promise<void> => {
  await within.updateTable("person").set({ totp_secret: null, totp_step: null }).where("id", "=", personId).execute();
  await within.deleteFrom("recovery_code").where("person_id", "=", personId).execute();
};

export const clearTotp = (db: Kysely<Tables>, deed: Deed, personId: string): Promise<void> =>
  asDeed(db, deed, { action: "person.code-cleared", object: { type: "person", id: personId } }, (within) =>
    clear(within, personId),
  );

/** Whatever was on a device that was lost or stolen: authenticator, recovery codes, passkeys, and every session. */
export const clearFactors = (db: Kysely<Tables>, deed: Deed, personId: string): Promise<void> =>
  asDeed(db, deed, { action: "person.factors-cleared", object: { type: "person", id: personId } }, async (within) => {
    await clear(within, personId);
    await within.deleteFrom("passkey").where("person_id", "=", personId).execute();
    await within.deleteFrom("known_device").where("person_id", "=", personId).execute();
    await within.deleteFrom("session").where("person_id", "=", personId).execute();
  });

/** Uses a step up, so that its code, read over a shoulder, opens nothing. @returns false when it was used before */
export const takeTotpStep = async (db: Kysely<Tables>, personId: string, step: number): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("person")
    .set({ totp_step: step })
    .where("id", "=", personId)
    .where((row) => row.or([row("totp_step", "is", null), row("totp_step", "<", step)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** @returns false when it is none of theirs, or was used before */
export const takeRecoveryCode = async (db: Kysely<Tables>, personId: string, hash: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom("recovery_code")
    .where("hash", "=", hash)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
};

export const countRecoveryCodes = async (db: Kysely<Tables>, personId: string): Promise<number> => {
  const rows = await db.selectFrom("recovery_code").select("hash").where("person_id", "=", personId).execute();
  return rows.length;
};

export interface Passkey {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly createdAt: string;
  readonly usedAt?: string;
}

const passkeyOf = (row: Tables["passkey"]): Passkey => ({
  id: row.id,
  personId: row.person_id,
  name: row.name,
  publicKey: new Uint8Array(row.public_key),
  counter: Number(row.counter),
  transports: row.transports,
  createdAt: toTime(row.created_at),
  ...(row.used_at === null ? {} : { usedAt: toTime(row.used_at) }),
});

/** @returns false when that passkey is on record already */
export const addPasskey = (db: Kysely<Tables>, deed: Deed, key: Omit<Passkey, "createdAt" | "usedAt">) =>
  asDeed(
    db,
    deed,
    { action: "person.passkey-added", object: { type: "person", id: key.personId } },
    async (within) => {
      const added = await within
        .insertInto("passkey")
        .values({
          id: key.id,
          person_id: key.personId,
          name: toColumn(key.name),
          public_key: Buffer.from(key.publicKey),
          counter: String(key.counter),
          transports: [...key.transports],
          created_at: deed.at,
        })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .returning("id")
        .executeTakeFirst();
      return added !== undefined;
    },
    (added) => added,
  );

export const listPasskeys = async (db: Kysely<Tables>, personId: string): Promise<readonly Passkey[]> => {
  const rows = await db
    .selectFrom("passkey")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(passkeyOf);
};

export const findPasskey = async (db: Kysely<Tables>, id: string): Promise<Passkey | undefined> => {
  const row = await db.selectFrom("passkey").selectAll().where("id", "=", toColumn(id)).executeTakeFirst();
  return row === undefined ? undefined : passkeyOf(row);
};

/** The counter only grows; two answers made at once from one counter leave one. Authenticators without one send 0. */
export const countPasskeyUse = async (
  db: Kysely<Tables>,
  { id, from, to, at }: { readonly id: string; readonly from: number; readonly to: number; readonly at: string },
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("passkey")
    .set({ counter: String(to), used_at: at })
    .where("id", "=", id)
    .where("counter", "=", String(from))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

export const endPasskey = (
  db: Kysely<Tables>,
  deed: Deed,
  { personId, id }: { readonly personId: string; readonly id: string },
): Promise<boolean> =>
  asDeed(
    db,
    deed,
    { action: "person.passkey-ended", object: { type: "person", id: personId } },
    async (within) => {
      const { numDeletedRows } = await within
        .deleteFrom("passkey")
        .where("id", "=", toColumn(id))
        .where("person_id", "=", personId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    (ended) => ended,
  );
