/**
 * Brings the tables to this version: numbered files, each run once, all of them or none.
 *
 * Several processes may start at once; one migrates, the others wait. A store that a newer version wrote is refused:
 * old code would misread it.
 */

import { readdir, readFile } from "node:fs/promises";
import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { causeText } from "#kit/cause-text.ts";

export interface MigrationOptions {
  /** Folder of `NNNN-what.sql`; tests name another. */
  readonly folder?: URL;
  /** The last migration to run; default all. */
  readonly upTo?: string;
}

/** Everything of ours lies in one schema, so that a database may be shared with others. */
export const schema = "watchfloor";

const shipped = new URL("./migrations/", import.meta.url);

const namesIn = async (folder: URL): Promise<string[]> =>
  (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();

/** Names of the migrations that this version has, in order. */
export const shippedMigrations = async (): Promise<string[]> =>
  (await namesIn(shipped)).map((name) => name.replace(".sql", ""));

const readMigrations = async (folder: URL): Promise<Record<string, Migration>> => {
  const names = await namesIn(folder);
  const migrations: Record<string, Migration> = {};
  for (const name of names) {
    const text = await readFile(new URL(name, folder), "utf8");
    migrations[name.replace(".sql", "")] = { up: async (db) => void (await sql.raw(text).execute(db)) };
  }
  return migrations;
};

/** @throws Error in words for a person; the store is as it was before */
export const migrate = async (db: Kysely<never>, { folder = shipped, upTo }: MigrationOptions = {}): Promise<void> => {
  const migrations = await readMigrations(folder);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: schema,
    migrationTableName: "migration",
    migrationLockTableName: "migration_lock",
  });
  const known = new Set(Object.keys(migrations));
  const newer = (await migrator.getMigrations().catch(() => []))
    .map(({ name }) => name)
    .filter((name) => !known.has(name));
  if (newer.length > 0) throw newerStore(newer.join(", "), known);
  if (upTo !== undefined && !known.has(upTo)) throw newerStore(upTo, known);
  const { error, results } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error === undefined) return;
  const words = causeText(error);
  const missing = /previously executed migration (\S+) is missing/.exec(words)?.[1];
  if (missing !== undefined) throw newerStore(missing, known);
  const failed = results?.find((result) => result.status === "Error")?.migrationName;
  throw new Error(
    `The store could not be brought to this version${failed === undefined ? "" : ` (${failed})`}: ${words}. It is as it was; the earlier version still runs on it.`,
    { cause: error },
  );
};

/** Older code would misread it. */
export class NewerStore extends Error {}

const newerStore = (found: string, known: ReadonlySet<string>): NewerStore =>
  new NewerStore(
    `Expected a store that this version can read (up to ${[...known].sort().at(-1) ?? "none"}) but found one written by a newer version (${found}). Use that version.`,
  );
