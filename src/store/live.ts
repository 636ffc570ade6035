/**
 * Hears what any process changed, in the moment it is committed (LISTEN), and tells what was done since an entry of the
 * audit chain. A connection that breaks is made anew; what was missed meanwhile is told as a gap.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Kysely } from "kysely";
import type pg from "pg";
import { z } from "zod";
import type { Change } from "#terms/change.ts";
import type { Tables } from "./schema.ts";

const channel = "watchfloor_change";
const longestWaitMs = 5_000;

const told = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("act"), seq: z.int() }),
  z.object({ kind: z.literal("edition"), id: z.string(), tlp: z.string() }),
  z.object({ kind: z.literal("source"), id: z.string() }),
  z.object({ kind: z.literal("board") }),
]);

const parse = (text: string): z.infer<typeof told> | undefined => {
  try {
    return told.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

const acts = (db: Kysely<Tables>) =>
  db.selectFrom("audit_entry").select(["seq", "hash", "action", "object_type", "object_id", "tlp"]);

type ActRow = Awaited<ReturnType<ReturnType<typeof acts>["execute"]>>[number];

const toChange = ({ hash, action, object_type: type, object_id: id, tlp }: ActRow): Change => ({
  kind: "act",
  hash,
  action,
  object: { type, id, ...(tlp === null ? {} : { tlp }) },
});

/** @returns nothing when there is no such entry, or more than `limit` came after it */
export const changesSince = async (
  db: Kysely<Tables>,
  hash: string,
  limit: number,
): Promise<readonly Change[] | undefined> => {
  const from = await db.selectFrom("audit_entry").select("seq").where("hash", "=", hash).executeTakeFirst();
  if (from === undefined) return undefined;
  const rows = await acts(db)
    .where("seq", ">", from.seq)
    .orderBy("seq")
    .limit(limit + 1)
    .execute();
  return rows.length > limit ? undefined : rows.map(toChange);
};

export interface Listening {
  readonly stop: () => Promise<void>;
}

/** @param onChange is told one change after the other, in the order in which they were committed */
export const listenToChanges = async (
  db: Kysely<Tables>,
  makeClient: () => pg.Client,
  onChange: (change: Change) => void,
): Promise<Listening> => {
  let isStopped = false;
  let client: pg.Client | undefined;
  // Looked up one after the other, so that none overtakes another.
  let last: Promise<void> = Promise.resolve();
  const tell = async (text: string): Promise<void> => {
    const change = parse(text);
    if (change === undefined) return;
    if (change.kind !== "act") return onChange(change);
    const row = await acts(db).where("seq", "=", `${change.seq}`).executeTakeFirst();
    onChange(row === undefined ? { kind: "gap" } : toChange(row));
  };
  const connect = async (): Promise<void> => {
    const made = makeClient();
    made.on("error", () => undefined);
    made.on("notification", ({ payload = "" }) => {
      last = last.then(() => tell(payload)).catch(() => onChange({ kind: "gap" }));
    });
    await made.connect();
    client = made;
    made.once("end", () => void again());
    await made.query(`listen ${channel}`);
  };
  const again = async (): Promise<void> => {
    for (let waitMs = 200; !isStopped; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
      await sleep(waitMs, undefined, { ref: false });
      const done = await connect().then(
        () => true,
        () => false,
      );
      if (done) return onChange({ kind: "gap" });
    }
  };
  await connect();
  return {
    stop: async () => {
      isStopped = true;
      await client?.end().catch(() => undefined);
      await last;
    },
  };
};
