/**
 * Hears what any process changed, in the moment it is committed (LISTEN), and tells what was done since an entry of the
 * audit chain. A connection that breaks is made anew; what was missed meanwhile is told as a gap.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Kysely } from "kysely";
import type pg from "pg";
import { z } from "zod";
import type { Change } from "#terms/change.ts";
import { type Connected, connectAlone } from "./connect-alone.ts";
import type { Tables } from "./schema.ts";

const channel = "watchfloor_change";
const firstWaitMs = 200;
const longestWaitMs = 5_000;

const told = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("act"), seq: z.int() }),
  z.object({ kind: z.literal("edition"), id: z.string(), tlp: z.string() }),
  z.object({ kind: z.literal("source"), id: z.string() }),
  z.object({ kind: z.literal("board") }),
  z.object({ kind: z.literal("making"), id: z.string() }),
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
  connection: pg.ClientConfig,
  onChange: (change: Change) => void,
): Promise<Listening> => {
  const stopping = new AbortController();
  const { signal } = stopping;
  // Looked up one after the other, so that none overtakes another.
  let last: Promise<void> = Promise.resolve();
  const tell = async (text: string): Promise<void> => {
    const change = parse(text);
    if (change === undefined) return;
    if (change.kind !== "act") return onChange(change);
    const row = await acts(db).where("seq", "=", `${change.seq}`).executeTakeFirst();
    onChange(row === undefined ? { kind: "gap" } : toChange(row));
  };
  const connect = () =>
    connectAlone(connection, (client) => {
      client.on("notification", ({ payload = "" }) => {
        last = last.then(() => tell(payload)).catch(() => onChange({ kind: "gap" }));
      });
      return client.query(`listen ${channel}`);
    });
  const connectAgain = async (): Promise<Connected | undefined> => {
    for (let waitMs = firstWaitMs; !signal.aborted; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
      await sleep(waitMs, undefined, { ref: false, signal }).catch(() => undefined);
      if (signal.aborted) break;
      const made = await connect().catch(() => undefined);
      if (made !== undefined) return made;
    }
    return undefined;
  };
  let heard = await connect();
  const hear = async (): Promise<void> => {
    for (;;) {
      await heard.broken;
      const made = await connectAgain();
      if (made === undefined) return;
      heard = made;
      // Stopped while it was made: ended here, for nobody else knows it.
      if (signal.aborted) return made.client.end().catch(() => undefined);
      onChange({ kind: "gap" });
    }
  };
  const hearing = hear();
  return {
    stop: async () => {
      stopping.abort();
      await heard.client.end().catch(() => undefined);
      await hearing;
      await last;
    },
  };
};
