/** Sessions and known browsers. Only hashes of their secrets are on record. */
import type { Kysely } from "kysely";
import type { Person } from "#terms/person.ts";
import { asDeed, type Deed } from "./as-deed.ts";
import { toColumn, toTime } from "./body.ts";
import { personColumns, personOf } from "./people.ts";
import type { Tables } from "./schema.ts";

export const ways = ["password", "passkey", "provider", "link"] as const;
export type Way = (typeof ways)[number];

export interface NewSession {
  readonly id: string;
  readonly hash: string;
  readonly personId: string;
  readonly way: Way;
  /** What the browser calls itself; shown to its owner. */
  readonly agent: string;
  readonly expiresAt: string;
}

export interface Session {
  readonly id: string;
  readonly way: string;
  readonly agent: string;
  readonly createdAt: string;
  readonly seenAt: string;
  readonly expiresAt: string;
}

const longestAgent = 200;

const sessionOf = (row: Omit<Tables["session"], "hash" | "person_id">): Session => ({
  id: row.id,
  way: row.way,
  agent: row.agent,
  createdAt: toTime(row.created_at),
  seenAt: toTime(row.seen_at),
  expiresAt: toTime(row.expires_at),
});

const columns = [
  "session.id",
  "session.way",
  "session.agent",
  "session.created_at",
  "session.seen_at",
  "session.expires_at",
] as const;

/** Begins only for a person who is active at that moment; what has run out goes. */
export const startSession = (
  db: Kysely<Tables>,
  deed: Deed,
  { id, hash, personId, way, agent, expiresAt }: NewSession,
): Promise<boolean> =>
  asDeed(
    db,
    deed,
    { action: "session.started", object: { type: "session", id }, detail: { way } },
    async (within) => {
      await within.deleteFrom("session").where("expires_at", "<", deed.at).execute();
      const person = await within
        .selectFrom("person")
        .select("id")
        .where("id", "=", personId)
        .where("state", "=", "active")
        .forShare()
        .executeTakeFirst();
      if (person === undefined) return false;
      await within
        .insertInto("session")
        .values({
          id,
          hash,
          person_id: personId,
          way,
          agent: toColumn(agent).slice(0, longestAgent),
          created_at: deed.at,
          seen_at: deed.at,
          expires_at: expiresAt,
        })
        .execute();
      return true;
    },
    (began) => began,
  );

/** @returns nothing when it ended, ran out, was idle since before `seenAfter`, or its person is not active */
export const findSession = async (
  db: Kysely<Tables>,
  { hash, at, seenAfter }: { readonly hash: string; readonly at: string; readonly seenAfter: string },
): Promise<{ readonly session: Session; readonly person: Person } | undefined> => {
  const row = await db
    .selectFrom("session")
    .innerJoin("person", "person.id", "session.person_id")
    .select(personColumns)
    .select(["session.id as session_id", "session.created_at as began_at", "session.way", "session.agent"])
    .select(["session.seen_at", "session.expires_at"])
    .where("session.hash", "=", hash)
    .where("session.expires_at", ">", at)
    .where("session.seen_at", ">", seenAfter)
    .where("person.state", "=", "active")
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    session: sessionOf({ ...row, id: row.session_id, created_at: row.began_at }),
    person: personOf(row),
  };
};

export const touchSession = async (db: Kysely<Tables>, id: string, at: string): Promise<void> => {
  await db.updateTable("session").set({ seen_at: at }).where("id", "=", id).execute();
};

/** Newest use first. */
export const listSessions = async (
  db: Kysely<Tables>,
  { personId, at, seenAfter }: { readonly personId: string; readonly at: string; readonly seenAfter: string },
): Promise<readonly Session[]> => {
  const rows = await db
    .selectFrom("session")
    .select(columns)
    .where("person_id", "=", toColumn(personId))
    .where("expires_at", ">", at)
    .where("seen_at", ">", seenAfter)
    .orderBy("seen_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(sessionOf);
};

/** One of a person's sessions, all of them, or all but one. @returns how many ended */
export const endSessions = (
  db: Kysely<Tables>,
  deed: Deed,
  { personId, only, except }: { readonly personId: string; readonly only?: string; readonly except?: string },
): Promise<number> =>
  asDeed(
    db,
    deed,
    { action: "session.ended", object: { type: "person", id: personId }, detail: { only, except } },
    async (within) => {
      let query = within.deleteFrom("session").where("person_id", "=", toColumn(personId));
      if (only !== undefined) query = query.where("id", "=", toColumn(only));
      if (except !== undefined) query = query.where("id", "<>", toColumn(except));
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },
    (ended) => ended > 0,
  );

export const endSession = async (db: Kysely<Tables>, hash: string): Promise<void> => {
  await db.deleteFrom("session").where("hash", "=", hash).execute();
};

/** A browser that a person is known in. */
export const knowDevice = async (
  db: Kysely<Tables>,
  device: { readonly hash: string; readonly personId: string; readonly at: string; readonly expiresAt: string },
): Promise<void> => {
  await db.deleteFrom("known_device").where("expires_at", "<", device.at).execute();
  await db
    .insertInto("known_device")
    .values({ hash: device.hash, person_id: device.personId, expires_at: device.expiresAt })
    .onConflict((conflict) =>
      conflict.column("hash").doUpdateSet({ person_id: device.personId, expires_at: device.expiresAt }),
    )
    .execute();
};

/** Whether the person with this login has signed in from that browser before. */
export const isKnownDevice = async (
  db: Kysely<Tables>,
  { hash, login, at }: { readonly hash: string; readonly login: string; readonly at: string },
): Promise<boolean> => {
  const row = await db
    .selectFrom("known_device")
    .innerJoin("person", "person.id", "known_device.person_id")
    .select("known_device.hash")
    .where("known_device.hash", "=", hash)
    .where("known_device.expires_at", ">", at)
    .where("person.login", "=", login)
    .executeTakeFirst();
  return row !== undefined;
};

export const forgetDevice = async (db: Kysely<Tables>, hash: string): Promise<void> => {
  await db.deleteFrom("known_device").where("hash", "=", hash).execute();
};
