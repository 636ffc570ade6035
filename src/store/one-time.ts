/** What may be used once, soon: set-up links, invitations, resets, and the second half of a sign-in. */
import { type Kysely, sql } from "kysely";
import { toColumn } from "./body.ts";
import type { Tables } from "./schema.ts";

export const oneTimeKinds = ["set-up", "invitation", "reset", "code", "totp", "passkey", "provider"] as const;
export type OneTimeKind = (typeof oneTimeKinds)[number];

export interface OneTime {
  readonly hash: string;
  readonly kind: OneTimeKind;
  readonly personId?: string;
  /** JSON of whoever made it. */
  readonly detail?: unknown;
  readonly expiresAt: string;
}

export interface FoundOneTime {
  readonly kind: string;
  readonly personId?: string;
  readonly detail: unknown;
  readonly tries: number;
  readonly expiresAt: string;
}

type Row = Pick<Tables["one_time"], "kind" | "person_id" | "detail" | "expires_at"> & { readonly tries: number };

const columns = ["kind", "person_id", "detail", "expires_at", "tries"] as const;

const foundOf = ({ kind, person_id, detail, expires_at, tries }: Row): FoundOneTime => ({
  kind,
  ...(person_id === null ? {} : { personId: person_id }),
  detail: JSON.parse(detail),
  tries,
  expiresAt: new Date(expires_at).toISOString(),
});

/** `alone`: those of the same kind and person made before are gone. What has run out goes as well. */
export const putOneTime = async (
  db: Kysely<Tables>,
  { hash, kind, personId, detail, expiresAt }: OneTime,
  { at, alone }: { readonly at: string; readonly alone: boolean },
): Promise<void> => {
  await db.transaction().execute(async (within) => {
    await within.deleteFrom("one_time").where("expires_at", "<", at).execute();
    if (alone)
      await within
        .deleteFrom("one_time")
        .where("kind", "=", kind)
        .where(personId === undefined ? sql<boolean>`person_id is null` : sql<boolean>`person_id = ${personId}`)
        .execute();
    await within
      .insertInto("one_time")
      .values({
        hash,
        kind,
        person_id: personId ?? null,
        detail: toColumn(JSON.stringify(detail ?? null)),
        expires_at: expiresAt,
      })
      .execute();
  });
};

interface Asked {
  readonly hash: string;
  readonly kinds: readonly OneTimeKind[];
  readonly at: string;
}

/** Looks without using it. */
export const lookAtOneTime = async (
  db: Kysely<Tables>,
  { hash, kinds, at }: Asked,
): Promise<FoundOneTime | undefined> => {
  const row = await db
    .selectFrom("one_time")
    .select(columns)
    .where("hash", "=", hash)
    .where("kind", "in", kinds)
    .where("expires_at", ">", at)
    .executeTakeFirst();
  return row === undefined ? undefined : foundOf(row);
};

/** Of any number who use it at once, one is given it. */
export const takeOneTime = async (
  db: Kysely<Tables>,
  { hash, kinds, at }: Asked,
): Promise<FoundOneTime | undefined> => {
  const row = await db
    .deleteFrom("one_time")
    .where("hash", "=", hash)
    .where("kind", "in", kinds)
    .where("expires_at", ">", at)
    .returning(columns)
    .executeTakeFirst();
  return row === undefined ? undefined : foundOf(row);
};

/** Counts a try, before it is judged. @returns what it is, with this try counted */
export const tryOneTime = async (db: Kysely<Tables>, { hash, kinds, at }: Asked): Promise<FoundOneTime | undefined> => {
  const row = await db
    .updateTable("one_time")
    .set({ tries: sql<number>`tries + 1` })
    .where("hash", "=", hash)
    .where("kind", "in", kinds)
    .where("expires_at", ">", at)
    .returning(columns)
    .executeTakeFirst();
  return row === undefined ? undefined : foundOf(row);
};
