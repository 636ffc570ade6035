/** Private addresses of feeds: one a person, its hash, the highest label that goes there, and when it was asked last. */
import type { Kysely } from "kysely";
import type { Person } from "#terms/person.ts";
import type { Tlp } from "#terms/tlp.ts";
import { asDeed, type Deed } from "./as-deed.ts";
import { toTime } from "./body.ts";
import { personColumns, personOf } from "./people.ts";
import type { Tables } from "./schema.ts";

export interface FeedAddress {
  readonly madeAt: string;
  /** No higher label goes there, whatever its owner may see. */
  readonly ceiling: Tlp;
  readonly usedAt?: string;
}

const addressOf = (row: Pick<Tables["feed_address"], "made_at" | "ceiling" | "used_at">): FeedAddress => ({
  madeAt: toTime(row.made_at),
  ceiling: row.ceiling,
  ...(row.used_at === null ? {} : { usedAt: toTime(row.used_at) }),
});

const columns = ["made_at", "feed_address.ceiling", "used_at"] as const;
const ofPerson = (id: string) => ({ type: "person", id }) as const;

export const readFeedAddress = async (db: Kysely<Tables>, personId: string): Promise<FeedAddress | undefined> => {
  const row = await db.selectFrom("feed_address").select(columns).where("person_id", "=", personId).executeTakeFirst();
  return row === undefined ? undefined : addressOf(row);
};

/** One that was there before works no more from then on. */
export const setFeedAddress = (
  db: Kysely<Tables>,
  deed: Deed,
  { personId, hash, ceiling }: { readonly personId: string; readonly hash: string; readonly ceiling: Tlp },
): Promise<void> =>
  asDeed(db, deed, { action: "feed-address.made", object: ofPerson(personId), detail: { ceiling } }, async (within) => {
    const fresh = { hash, ceiling, made_at: deed.at, used_at: null };
    await within
      .insertInto("feed_address")
      .values({ person_id: personId, ...fresh })
      .onConflict((conflict) => conflict.column("person_id").doUpdateSet(fresh))
      .execute();
  });

export const endFeedAddress = (db: Kysely<Tables>, deed: Deed, personId: string): Promise<boolean> =>
  asDeed(
    db,
    deed,
    { action: "feed-address.ended", object: ofPerson(personId) },
    async (within) => {
      const { numDeletedRows } = await within
        .deleteFrom("feed_address")
        .where("person_id", "=", personId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    (ended) => ended,
  );

/** @returns whose it is, while they may sign in */
export const findFeedReader = async (
  db: Kysely<Tables>,
  hash: string,
): Promise<{ readonly person: Person; readonly address: FeedAddress } | undefined> => {
  const row = await db
    .selectFrom("feed_address")
    .innerJoin("person", "person.id", "feed_address.person_id")
    .select(personColumns)
    .select(["feed_address.made_at", "feed_address.ceiling as own_ceiling", "feed_address.used_at"])
    .where("feed_address.hash", "=", hash)
    .where("person.state", "=", "active")
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { person: personOf(row), address: addressOf({ ...row, ceiling: row.own_ceiling }) };
};

export const touchFeedAddress = async (db: Kysely<Tables>, personId: string, at: string): Promise<void> => {
  await db.updateTable("feed_address").set({ used_at: at }).where("person_id", "=", personId).execute();
};
