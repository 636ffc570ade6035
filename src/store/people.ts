/**
 * People on record. A row is never deleted: what a person decided goes on naming their id, also when their name is gone.
 *
 * Changes that could leave the desk without anyone to run it are refused; they wait for each other, so that two
 * administrators cannot suspend one another at once.
 */
import { type Kysely, sql, type Transaction } from "kysely";
import type { Actor, Person, Role } from "#terms/person.ts";
import type { Tlp } from "#terms/tlp.ts";
import { asDeed, type Deed } from "./as-deed.ts";
import { eraseAuditNames } from "./audit.ts";
import { toColumn, toTime } from "./body.ts";
import type { Tables } from "./schema.ts";
import { eraseSettingNames } from "./settings.ts";
import { eraseTriageNames } from "./triage.ts";

export interface NewPerson extends Actor {
  readonly login: string;
  readonly look: string;
  readonly roles: readonly Role[];
  readonly ceiling: Tlp;
}

/** What a sign-in is judged by. */
export interface Credentials {
  readonly person: Person;
  readonly password?: string;
  readonly totpSecret?: string;
  readonly hasProvider: boolean;
}

/** A person with the ways by which they can sign in. */
export interface ListedPerson extends Person {
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  readonly hasProvider: boolean;
  /** A private address of the feeds. */
  readonly hasFeed: boolean;
  readonly passkeys: number;
  readonly sessions: number;
  readonly seenAt?: string;
  /** Until when the newest link made for them may be used. */
  readonly linkUntil?: string;
}

type PersonRow = Pick<Tables["person"], "id" | "name" | "login" | "roles" | "ceiling" | "state" | "created_at">;

export const personColumns = [
  "person.id",
  "person.name",
  "person.login",
  "person.roles",
  "person.ceiling",
  "person.state",
  "person.created_at",
] as const;

export const personOf = ({ id, name, login, roles, ceiling, state, created_at }: PersonRow): Person => ({
  id,
  name,
  login,
  roles,
  ceiling,
  state,
  createdAt: toTime(created_at),
});

/** Whether the desk has, or ever had, a person: it does not fall open again when they are gone. */
export const hasPeople = async (db: Kysely<Tables>): Promise<boolean> =>
  (await db.selectFrom("person").select("id").limit(1).executeTakeFirst()) !== undefined;

/** Newest last; those who were removed are left out. */
export const listPeople = async (db: Kysely<Tables>, at: string): Promise<readonly ListedPerson[]> => {
  const rows = await db
    .selectFrom("person")
    .select(personColumns)
    .select(({ selectFrom, ref }) => [
      sql<boolean>`person.password is not null`.as("has_password"),
      sql<boolean>`person.totp_secret is not null`.as("has_totp"),
      sql<boolean>`person.oidc_subject is not null`.as("has_provider"),
      sql<boolean>`exists (select from feed_address where person_id = person.id)`.as("has_feed"),
      selectFrom("passkey")
        .select(({ fn }) => fn.countAll<string>().as("count"))
        .where("person_id", "=", ref("person.id"))
        .as("passkeys"),
      selectFrom("session")
        .select(({ fn }) => fn.countAll<string>().as("count"))
        .where("person_id", "=", ref("person.id"))
        .where("expires_at", ">", at)
        .as("sessions"),
      selectFrom("session")
        .select(({ fn }) => fn.max("seen_at").as("seen"))
        .where("person_id", "=", ref("person.id"))
        .as("seen_at"),
      selectFrom("one_time")
        .select(({ fn }) => fn.max("expires_at").as("until"))
        .where("person_id", "=", ref("person.id"))
        .where("kind", "in", ["invitation", "reset"])
        .where("expires_at", ">", at)
        .as("link_until"),
    ])
    .where("state", "<>", "removed")
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    ...personOf(row),
    hasPassword: row.has_password,
    hasTotp: row.has_totp,
    hasProvider: row.has_provider,
    hasFeed: row.has_feed,
    passkeys: Number(row.passkeys ?? 0),
    sessions: Number(row.sessions ?? 0),
    ...(row.seen_at === null ? {} : { seenAt: toTime(row.seen_at) }),
    ...(row.link_until === null ? {} : { linkUntil: toTime(row.link_until) }),
  }));
};

const credentialsOf = (
  row: (PersonRow & Pick<Tables["person"], "password" | "totp_secret" | "oidc_subject">) | undefined,
): Credentials | undefined =>
  row === undefined
    ? undefined
    : {
        person: personOf(row),
        hasProvider: row.oidc_subject !== null,
        ...(row.password === null ? {} : { password: row.password }),
        ...(row.totp_secret === null ? {} : { totpSecret: row.totp_secret }),
      };

const selectCredentials = (db: Kysely<Tables>) =>
  db
    .selectFrom("person")
    .select(personColumns)
    .select(["password", "totp_secret", "oidc_subject"])
    .where("state", "<>", "removed");

export const readCredentials = async (
  db: Kysely<Tables>,
  by: { readonly id: string } | { readonly login: string } | { readonly issuer: string; readonly subject: string },
): Promise<Credentials | undefined> => {
  let query = selectCredentials(db);
  if ("id" in by) query = query.where("id", "=", toColumn(by.id));
  else if ("login" in by) query = query.where("login", "=", by.login);
  else query = query.where("oidc_issuer", "=", toColumn(by.issuer)).where("oidc_subject", "=", toColumn(by.subject));
  return credentialsOf(await query.executeTakeFirst());
};

const rowOf = ({ id, name, login, look, roles, ceiling }: NewPerson, { at }: Deed) => ({
  id,
  name,
  login,
  login_look: look,
  roles: [...roles],
  ceiling,
  state: "active" as const,
  created_at: at,
});

const insertPerson = async (within: Transaction<Tables>, deed: Deed, person: NewPerson): Promise<boolean> => {
  const added = await within
    .insertInto("person")
    .values(rowOf(person, deed))
    .onConflict((conflict) => conflict.column("login_look").doNothing())
    .returning("id")
    .executeTakeFirst();
  return added !== undefined;
};

/** Readers of the table go on; writers wait until this transaction ends. */
const oneAtATime = (within: Transaction<Tables>): Promise<unknown> =>
  sql`lock table person in share row exclusive mode`.execute(within);

const aPerson = (id: string) => ({ type: "person", id }) as const;

/** @returns false when somebody has that login, or one that looks the same */
export const addPerson = (db: Kysely<Tables>, deed: Deed, person: NewPerson): Promise<boolean> =>
  asDeed(
    db,
    deed,
    {
      action: "person.added",
      object: aPerson(person.id),
      detail: { roles: [...person.roles], ceiling: person.ceiling },
    },
    (within) => insertPerson(within, deed, person),
    (added) => added,
  );

/**
 * The first person of a desk, with a password.
 *
 * @returns false when there is, or was, one already
 */
export const addFirstPerson = (
  db: Kysely<Tables>,
  deed: Deed,
  person: NewPerson & { readonly password: string },
): Promise<boolean> =>
  asDeed(
    db,
    deed,
    { action: "desk.set-up", object: aPerson(person.id), detail: { roles: [...person.roles] } },
    async (within) => {
      await oneAtATime(within);
      if (await hasPeople(within)) return false;
      await insertPerson(within, deed, person);
      await within.updateTable("person").set({ password: person.password }).where("id", "=", person.id).execute();
      await within.deleteFrom("one_time").where("kind", "=", "set-up").execute();
      return true;
    },
    (made) => made,
  );

export interface PersonChange {
  readonly name?: string;
  readonly roles?: readonly Role[];
  readonly ceiling?: Tlp;
  readonly state?: "active" | "suspended";
}

/** `last`: nobody who may manage people would be left. */
export type Changed = "changed" | "absent" | "last";

const someoneManages = async (within: Transaction<Tables>): Promise<boolean> => {
  const row = await within
    .selectFrom("person")
    .select("id")
    .where("state", "=", "active")
    .where(sql<boolean>`'administrator' = any(roles)`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};

class NobodyManages extends Error {}

/** Runs a change and takes it back when it would leave nobody to run the desk. */
const keepingOne = async (
  db: Kysely<Tables>,
  deed: Deed,
  act: Parameters<typeof asDeed>[2],
  change: (within: Transaction<Tables>) => Promise<Changed>,
): Promise<Changed> => {
  const guarded = async (within: Transaction<Tables>): Promise<Changed> => {
    await oneAtATime(within);
    const before = await someoneManages(within);
    const changed = await change(within);
    if (changed === "changed" && before && !(await someoneManages(within))) throw new NobodyManages();
    return changed;
  };
  try {
    return await asDeed(db, deed, act, guarded, (changed) => changed === "changed");
  } catch (cause) {
    if (cause instanceof NobodyManages) return "last";
    throw cause;
  }
};

/** A change of what a person may do ends their sessions: each begins with what they may do now. */
export const changePerson = (db: Kysely<Tables>, deed: Deed, id: string, change: PersonChange): Promise<Changed> => {
  const { name, roles, ceiling, state } = change;
  const detail = {
    ...(name === undefined ? {} : { renamed: true }),
    ...(roles === undefined ? {} : { roles: [...roles] }),
    ...(ceiling === undefined ? {} : { ceiling }),
  };
  const action =
    state === undefined ? "person.changed" : state === "suspended" ? "person.suspended" : "person.restored";
  return keepingOne(db, deed, { action, object: aPerson(id), detail }, async (within) => {
    const { numUpdatedRows } = await within
      .updateTable("person")
      .set({
        ...(name === undefined ? {} : { name }),
        ...(roles === undefined ? {} : { roles: [...roles] }),
        ...(ceiling === undefined ? {} : { ceiling }),
        ...(state === undefined ? {} : { state }),
      })
      .where("id", "=", toColumn(id))
      .where("state", "<>", "removed")
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return "absent";
    if (roles !== undefined || ceiling !== undefined || state !== undefined)
      await within.deleteFrom("session").where("person_id", "=", id).execute();
    if (state === "suspended") {
      await within.deleteFrom("one_time").where("person_id", "=", id).execute();
      await within.deleteFrom("known_device").where("person_id", "=", id).execute();
    }
    return "changed";
  });
};

const removedName = "removed person";

/** The name and every way to sign in go; the id stays, because decisions name it. */
export const removePerson = (db: Kysely<Tables>, deed: Deed, id: string): Promise<Changed> =>
  keepingOne(db, deed, { action: "person.removed", object: aPerson(id) }, async (within) => {
    const { numUpdatedRows } = await within
      .updateTable("person")
      .set({
        name: removedName,
        login: "",
        login_look: null,
        roles: [],
        state: "removed",
        password: null,
        totp_secret: null,
        totp_step: null,
        oidc_issuer: null,
        oidc_subject: null,
      })
      .where("id", "=", toColumn(id))
      .where("state", "<>", "removed")
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return "absent";
    const theirs = [
      "session",
      "api_token",
      "feed_address",
      "passkey",
      "recovery_code",
      "known_device",
      "one_time",
    ] as const;
    for (const table of theirs) await within.deleteFrom(table).where("person_id", "=", id).execute();
    await eraseTriageNames(within, id);
    await eraseSettingNames(within, id);
    await eraseAuditNames(within, { ...deed, personId: id });
    return "changed";
  });

/** A new password ends every session; whoever set it is given a new one. */
export const setPassword = (db: Kysely<Tables>, deed: Deed, id: string, password: string): Promise<void> =>
  asDeed(db, deed, { action: "person.password-set", object: aPerson(id) }, async (within) => {
    await within.updateTable("person").set({ password }).where("id", "=", id).where("state", "=", "active").execute();
    await within.deleteFrom("session").where("person_id", "=", id).execute();
  });

/** The same password under a newer cost: nothing changes for anyone. */
export const rehashPassword = async (db: Kysely<Tables>, id: string, from: string, to: string): Promise<void> => {
  await db.updateTable("person").set({ password: to }).where("id", "=", id).where("password", "=", from).execute();
};

export interface ProviderName {
  readonly issuer: string;
  readonly subject: string;
}

/** A person whom a provider names for the first time, on record under that name. @returns false when the login is taken */
export const addProvided = (
  db: Kysely<Tables>,
  deed: Deed,
  person: NewPerson,
  { issuer, subject }: ProviderName,
): Promise<boolean> =>
  asDeed(
    db,
    deed,
    {
      action: "person.added",
      object: aPerson(person.id),
      detail: { roles: [...person.roles], ceiling: person.ceiling, way: "provider" },
    },
    async (within) => {
      if (!(await insertPerson(within, deed, person))) return false;
      await within
        .updateTable("person")
        .set({ oidc_issuer: toColumn(issuer), oidc_subject: toColumn(subject) })
        .where("id", "=", person.id)
        .execute();
      return true;
    },
    (added) => added,
  );

/** A person who is signed in says that the provider's name is theirs. @returns false when it is another's */
export const linkProvider = (
  db: Kysely<Tables>,
  deed: Deed,
  id: string,
  { issuer, subject }: ProviderName,
): Promise<boolean> =>
  asDeed(
    db,
    deed,
    { action: "person.provider-linked", object: aPerson(id) },
    async (within) => {
      await oneAtATime(within);
      const taken = await readCredentials(within, { issuer, subject });
      if (taken !== undefined) return taken.person.id === id;
      const { numUpdatedRows } = await within
        .updateTable("person")
        .set({ oidc_issuer: toColumn(issuer), oidc_subject: toColumn(subject) })
        .where("id", "=", id)
        .where("state", "=", "active")
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    (linked) => linked,
  );
