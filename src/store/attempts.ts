/** Wrong tries at signing in, on record for all processes of a desk: each question is one short statement. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "./schema.ts";

export interface WatchedKey {
  /** A hash: neither login nor address stands here. */
  readonly key: string;
  /** So many tries wait for nothing. */
  readonly free: number;
  readonly longestWaitMs: number;
}

export interface AttemptTimes {
  readonly nowMs: number;
  /** A key that was quiet so long begins anew. */
  readonly quietMs: number;
  /** The first wait; each after it is twice as long. */
  readonly firstWaitMs: number;
}

/** Counts a try for each, unless one has to wait. @returns how long, in ms; 0: it was counted */
export const takeAttempt = async (
  db: Kysely<Tables>,
  watched: readonly WatchedKey[],
  { nowMs, quietMs, firstWaitMs }: AttemptTimes,
): Promise<number> => {
  const { rows } = await sql<{ wait: string }>`
    select take_attempt(${watched.map(({ key }) => key)}::text[], ${watched.map(({ free }) => free)}::integer[],
      ${watched.map(({ longestWaitMs }) => longestWaitMs)}::bigint[], ${nowMs}::bigint, ${quietMs}::bigint,
      ${firstWaitMs}::bigint) as wait`.execute(db);
  return Number(rows[0]?.wait ?? 0);
};

/** `forgiven`: one try less, and no wait; `forgotten`: begins anew. */
export const settleAttempts = async (
  db: Kysely<Tables>,
  { forgiven, forgotten }: { readonly forgiven: readonly string[]; readonly forgotten: readonly string[] },
  { nowMs, quietMs }: Pick<AttemptTimes, "nowMs" | "quietMs">,
): Promise<void> => {
  await sql`
    with settled as (
      delete from attempt where key = any(${[...forgotten]}::text[])
        or (key = any(${[...forgiven]}::text[]) and count <= 1)
    )
    update attempt set count = count - 1, open_at = 0
      where key = any(${[...forgiven]}::text[]) and not key = any(${[...forgotten]}::text[])
        and count > 1 and ${nowMs}::bigint - last_at <= ${quietMs}::bigint`.execute(db);
};

export const readTries = async (
  db: Kysely<Tables>,
  key: string,
  { nowMs, quietMs }: Pick<AttemptTimes, "nowMs" | "quietMs">,
): Promise<number> => {
  const row = await db.selectFrom("attempt").select(["count", "last_at"]).where("key", "=", key).executeTakeFirst();
  return row === undefined || nowMs - Number(row.last_at) > quietMs ? 0 : row.count;
};

/** Those that were quiet long are dropped, and of the others all but the `most` that were tried last. */
export const dropAttempts = async (
  db: Kysely<Tables>,
  most: number,
  { nowMs, quietMs }: Pick<AttemptTimes, "nowMs" | "quietMs">,
): Promise<void> => {
  await sql`
    delete from attempt using (
      select key, last_at from attempt order by last_at desc offset ${most}
    ) as old where attempt.key = old.key and attempt.last_at = old.last_at`.execute(db);
  await db
    .deleteFrom("attempt")
    .where("last_at", "<", String(nowMs - quietMs))
    .execute();
};
