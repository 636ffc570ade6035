/** API tokens: hashes, what each may do, and until when. */
import type { Kysely, Transaction } from "kysely";
import { type Permission, type Person, tokenScopes } from "#terms/person.ts";
import { asDeed, type Deed } from "./as-deed.ts";
import { toColumn, toTime } from "./body.ts";
import { personColumns, personOf } from "./people.ts";
import type { Tables } from "./schema.ts";

export interface Token {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Permission[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly usedAt?: string;
}

export interface NewToken {
  readonly id: string;
  readonly hash: string;
  readonly personId: string;
  readonly name: string;
  readonly scopes: readonly Permission[];
  readonly expiresAt: string;
}

/** Scopes of a later version, or none of ours, give nothing. */
const scopesOf = (written: readonly string[]): Permission[] => tokenScopes.filter((scope) => written.includes(scope));

const tokenOf = (row: Omit<Tables["api_token"], "hash" | "person_id">): Token => ({
  id: row.id,
  name: row.name,
  scopes: scopesOf(row.scopes),
  createdAt: toTime(row.created_at),
  expiresAt: toTime(row.expires_at),
  ...(row.used_at === null ? {} : { usedAt: toTime(row.used_at) }),
});

const columns = ["id", "name", "scopes", "created_at", "expires_at", "used_at"] as const;

const insertToken = async (within: Kysely<Tables>, { at }: Deed, token: NewToken): Promise<void> => {
  await within
    .insertInto("api_token")
    .values({
      id: token.id,
      hash: token.hash,
      person_id: token.personId,
      name: token.name,
      scopes: [...token.scopes],
      created_at: at,
      expires_at: token.expiresAt,
    })
    .execute();
};

export const addToken = (db: Kysely<Tables>, deed: Deed, token: NewToken): Promise<void> =>
  asDeed(
    db,
    deed,
    { action: "token.made", object: { type: "token", id: token.id }, detail: { scopes: [...token.scopes] } },
    (within) => insertToken(within, deed, token),
  );

/** Newest first; those that have run out stay listed until they are removed. */
export const listTokens = async (db: Kysely<Tables>, personId: string): Promise<readonly Token[]> => {
  const rows = await db
    .selectFrom("api_token")
    .select(columns)
    .where("person_id", "=", personId)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(tokenOf);
};

export const findToken = async (
  db: Kysely<Tables>,
  { hash, at }: { readonly hash: string; readonly at: string },
): Promise<{ readonly token: Token; readonly person: Person } | undefined> => {
  const row = await db
    .selectFrom("api_token")
    .innerJoin("person", "person.id", "api_token.person_id")
    .select(personColumns)
    .select(["api_token.id as token_id", "api_token.name as token_name", "api_token.created_at as made_at"])
    .select(["api_token.scopes", "api_token.expires_at", "api_token.used_at"])
    .where("api_token.hash", "=", hash)
    .where("api_token.expires_at", ">", at)
    .where("person.state", "=", "active")
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    token: tokenOf({ ...row, id: row.token_id, name: row.token_name, created_at: row.made_at }),
    person: personOf(row),
  };
};

export const touchToken = async (db: Kysely<Tables>, id: string, at: string): Promise<void> => {
  await db.updateTable("api_token").set({ used_at: at }).where("id", "=", id).execute();
};

export const endToken = (
  db: Kysely<Tables>,
  deed: Deed,
  { personId, id }: { readonly personId: string; readonly id: string },
): Promise<boolean> =>
  asDeed(
    db,
    deed,
    { action: "token.ended", object: { type: "token", id } },
    async (within) => {
      const { numDeletedRows } = await within
        .deleteFrom("api_token")
        .where("id", "=", toColumn(id))
        .where("person_id", "=", personId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    (ended) => ended,
  );

/**
 * A new secret for an old token, with the same name and scopes; the old one works on until `overlapUntil`, and no longer
 * than it would have.
 *
 * @returns the scopes, or nothing when there is no such token in force
 */
export const rotateToken = (
  db: Kysely<Tables>,
  deed: Deed,
  next: Omit<NewToken, "name" | "scopes"> & { readonly replaces: string; readonly overlapUntil: string },
): Promise<Token | undefined> => {
  const rotate = async (within: Transaction<Tables>): Promise<Token | undefined> => {
    const old = await within
      .selectFrom("api_token")
      .select(columns)
      .where("id", "=", toColumn(next.replaces))
      .where("person_id", "=", next.personId)
      .where("expires_at", ">", deed.at)
      .forUpdate()
      .executeTakeFirst();
    if (old === undefined) return undefined;
    const { name, scopes } = tokenOf(old);
    await insertToken(within, deed, { ...next, name, scopes });
    await within
      .updateTable("api_token")
      .set({ expires_at: next.overlapUntil })
      .where("id", "=", old.id)
      .where("expires_at", ">", next.overlapUntil)
      .execute();
    return { id: next.id, name, scopes, createdAt: toTime(deed.at), expiresAt: toTime(next.expiresAt) };
  };
  const act = {
    action: "token.rotated",
    object: { type: "token", id: next.id },
    detail: { replaces: next.replaces },
  } as const;
  return asDeed(db, deed, act, rotate, (token) => token !== undefined);
};
