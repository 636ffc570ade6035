/**
 * Settings on record: append-only versions, the newest of a key in force.
 *
 * They are changed one after the other: whoever changes one waits for whoever is changing one, sees what they set, and is
 * judged on that. The change, the jobs it asks for and its audit entry are kept together or not at all.
 */
import { type Kysely, sql, type Transaction } from "kysely";
import type { Json } from "#kit/canonical-json.ts";
import { err, ok, type Result } from "#kit/result.ts";
import type { AuditEntry } from "#terms/audit.ts";
import type { Setting, SettingKind } from "#terms/setting.ts";
import { appendAudit } from "./audit.ts";
import { inBatches, toBody, toColumn, toTime } from "./body.ts";
import { addJobs, type NewJob, removeJob } from "./queue-jobs.ts";
import type { Tables } from "./schema.ts";

/** Any number that nothing else of ours locks by. */
const settingsLock = 8_037_007;
const versionsRead = 50;
const erased = "a person who left";

type Row = Tables["setting"];

const settingOf = (row: Row): Setting => ({
  kind: row.kind as SettingKind,
  key: row.key,
  version: row.version,
  ...(row.body === null ? {} : { body: JSON.parse(row.body.toString("utf8")) as Json }),
  at: toTime(row.at),
  by: { id: row.who_id, name: row.who_name ?? erased },
});

interface Wanted {
  /** Default: all. */
  readonly key?: string | undefined;
  /** What a key said last, also of one that was taken back. */
  readonly saying?: boolean;
}

/** The newest version of each key, also of those that were taken back, unless what they said last is asked for; by key. */
const readNewest = async (
  db: Kysely<Tables>,
  kind: SettingKind,
  { key, saying = false }: Wanted = {},
): Promise<Setting[]> => {
  const rows = await db
    .selectFrom("setting")
    .selectAll()
    .where("kind", "=", kind)
    .$call((query) => (key === undefined ? query : query.where("key", "=", toColumn(key))))
    .$if(saying, (query) => query.where("body", "is not", null))
    .distinctOn("key")
    .orderBy("key")
    .orderBy("version", "desc")
    .execute();
  return rows.map(settingOf);
};

/** Newest first. */
const readVersions = async (db: Kysely<Tables>, kind: SettingKind, key: string): Promise<Setting[]> => {
  const rows = await db
    .selectFrom("setting")
    .selectAll()
    .where("kind", "=", kind)
    .where("key", "=", toColumn(key))
    .orderBy("version", "desc")
    .limit(versionsRead)
    .execute();
  return rows.map(settingOf);
};

export interface SettingChange {
  readonly key: string;
  /** The version that was seen; 0: there was none. */
  readonly basedOn: number;
  /** Absent: taken back. */
  readonly body?: Json;
}

/** What is set, the jobs that come of it, and what the audit chain tells. */
export interface SettingAct {
  readonly changes: readonly SettingChange[];
  readonly jobs?: readonly NewJob[];
  /** Keys of jobs that are no longer wanted. */
  readonly dropJobs?: readonly string[];
  readonly entries: readonly AuditEntry[];
}

/** Somebody set it meanwhile: what stands now. */
export interface SetMeanwhile {
  readonly type: "set_meanwhile";
  readonly now: readonly Setting[];
}

const batchRows = 500;

const insert = async (
  within: Transaction<Tables>,
  kind: SettingKind,
  changes: readonly SettingChange[],
  { at, who }: Pick<AuditEntry, "at" | "who">,
): Promise<void> => {
  for (const batch of inBatches(changes, batchRows))
    await within
      .insertInto("setting")
      .values(
        batch.map(({ key, basedOn, body }) => ({
          kind,
          key: toColumn(key),
          version: basedOn + 1,
          at: toTime(at),
          who_id: toColumn(who.id),
          who_name: toColumn(who.name),
          body: body === undefined ? null : toBody(body),
        })),
      )
      .execute();
};

/** @param decide told what is in force now; what it refuses changes nothing */
const save = <Refusal>(
  db: Kysely<Tables>,
  kind: SettingKind,
  by: Pick<AuditEntry, "at" | "who">,
  decide: (now: readonly Setting[]) => Result<SettingAct, Refusal>,
): Promise<Result<void, Refusal | SetMeanwhile>> =>
  db.transaction().execute(async (within) => {
    await sql`select pg_advisory_xact_lock(${settingsLock}::bigint)`.execute(within);
    const now = await readNewest(within, kind);
    const decided = decide(now);
    if (!decided.ok) return decided;
    const { changes, jobs = [], dropJobs = [], entries } = decided.value;
    const versions = new Map(now.map(({ key, version }) => [key, version]));
    const overtaken = changes.filter(({ key, basedOn }) => (versions.get(key) ?? 0) !== basedOn);
    if (overtaken.length > 0) {
      const keys = new Set(overtaken.map(({ key }) => key));
      return err({ type: "set_meanwhile", now: now.filter(({ key }) => keys.has(key)) });
    }
    await insert(within, kind, changes, by);
    for (const key of dropJobs) await removeJob(within, key);
    await addJobs(within, jobs);
    for (const entry of entries) await appendAudit(within, entry);
    return ok(undefined);
  });

/** Takes a person's name off what they set; what they set stays. */
export const eraseSettingNames = async (within: Transaction<Tables>, personId: string): Promise<void> => {
  await within.updateTable("setting").set({ who_name: null }).where("who_id", "=", toColumn(personId)).execute();
};

export interface Settings {
  /** The newest version of each key, or of the one that is named, also of those that were taken back; by key. */
  readonly newest: (kind: SettingKind, key?: string) => Promise<readonly Setting[]>;
  /** Of each key what it said last, also of those that were taken back; by key. */
  readonly lastSaid: (kind: SettingKind) => Promise<readonly Setting[]>;
  /** Newest first, the last 50. */
  readonly versions: (kind: SettingKind, key: string) => Promise<readonly Setting[]>;
  /** @param decide told what is in force now; what it refuses changes nothing */
  readonly save: <Refusal>(
    kind: SettingKind,
    by: Pick<AuditEntry, "at" | "who">,
    decide: (now: readonly Setting[]) => Result<SettingAct, Refusal>,
  ) => Promise<Result<void, Refusal | SetMeanwhile>>;
}

/** @param queueReady resolves when the tables of the job queue are there */
export const openSettings = (db: Kysely<Tables>, queueReady: () => Promise<void>): Settings => ({
  newest: (kind, key) => readNewest(db, kind, { key }),
  lastSaid: (kind) => readNewest(db, kind, { saying: true }),
  versions: (kind, key) => readVersions(db, kind, key),
  save: async (kind, by, decide) => {
    await queueReady();
    return save(db, kind, by, decide);
  },
});
