/**
 * The operator's folder of reference tables: for each kind the table in force and the ones before it.
 *
 *   FOLDER/KIND/versions.json      which file is in force, which are kept, with their hashes; the only pointer
 *   FOLDER/KIND/<hash>.json        a table, never changed once written
 *
 * A table is written whole before the pointer is; a kill between the two leaves the old one in force. What is read back
 * must have the hash it was written with. The shipped tables lie elsewhere and are never touched.
 */
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { sha256Hex } from "#kit/hash.ts";
import { err, ok, type Result } from "#kit/result.ts";
import {
  type ReferenceKind,
  type ReferenceTable,
  type ReferenceTables,
  referenceKinds,
  referenceTableSchema,
} from "#terms/reference.ts";
import { type FreeLock, holdLock } from "./hold-lock.ts";
import { type WriteFlushed, writeWhole } from "./write-whole.ts";

const versionSchema = z.strictObject({
  file: z.string().regex(/^[0-9a-f]{64}\.json$/),
  version: z.string().max(200),
  date: z.string().max(40).optional(),
  publisher: z.string().max(200),
  licence: z.string().max(300),
  notice: z.string().max(300).optional(),
  rows: z.int().min(0),
  /** Files and addresses it was made from. */
  from: z.array(z.string().max(2_000)).max(20),
  savedAt: z.string().max(40),
});
export type StoredVersion = z.infer<typeof versionSchema>;

const versionsSchema = z.strictObject({
  /** Null: the shipped table is in force. */
  current: z.string().nullable(),
  /** Newest first. */
  versions: z.array(versionSchema).max(100),
});
export type StoredVersions = z.infer<typeof versionsSchema>;

export interface ReferenceFolder {
  /** Holds the folder for one writer. */
  readonly lock: () => Promise<Result<FreeLock, string>>;
  readonly versions: (kind: ReferenceKind) => Promise<Result<StoredVersions, string>>;
  /** The tables in force that are the operator's own; a damaged one is a fault, never passed over. */
  readonly read: () => Promise<Result<ReferenceTables, string>>;
  /** Puts a table in force and keeps the ones before it, as many as were asked for. Call it under the lock. */
  readonly save: (table: ReferenceTable, from: readonly string[], savedAt: string) => Promise<Result<void, string>>;
  /** Puts the version before the present one in force, the shipped table where there is none. Call it under the lock. */
  readonly rollback: (kind: ReferenceKind) => Promise<Result<StoredVersion | null, string>>;
}

export interface ReferenceFolderOptions {
  /** How many versions of a kind are kept, the present one among them. */
  readonly keep?: number;
  readonly write?: WriteFlushed;
}

const nothing: StoredVersions = { current: null, versions: [] };

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

const readJson = async (path: string): Promise<Result<unknown, "absent" | "damaged">> => {
  try {
    return ok(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    return err(codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR" ? "absent" : "damaged");
  }
};

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the quota is used up",
  EACCES: "permission was denied",
  EPERM: "permission was denied",
  EROFS: "the disk can only be read",
};

const explainWrite = (path: string, cause: unknown): string =>
  `${path}: Expected to write it but ${reasons[codeOf(cause)] ?? String(cause)}; what was in force still is.`;

const countRows = (table: ReferenceTable): number =>
  Object.values(table.sections).reduce((sum, rows) => sum + rows.length, 0);

const describe = (table: ReferenceTable, file: string, from: readonly string[], savedAt: string): StoredVersion => ({
  file,
  version: table.version,
  ...(table.date === undefined ? {} : { date: table.date }),
  publisher: table.publisher,
  licence: table.licence,
  ...(table.notice === undefined ? {} : { notice: table.notice }),
  rows: countRows(table),
  from: from.slice(0, 20).map((one) => one.slice(0, 2_000)),
  savedAt,
});

export const openReferenceFolder = (folder: string, options: ReferenceFolderOptions = {}): ReferenceFolder => {
  const keep = options.keep ?? 3;
  const pointerOf = (kind: ReferenceKind): string => join(folder, kind, "versions.json");

  const versions = async (kind: ReferenceKind): Promise<Result<StoredVersions, string>> => {
    const read = await readJson(pointerOf(kind));
    if (!read.ok && read.error === "absent") return ok(nothing);
    const parsed = versionsSchema.safeParse(read.ok ? read.value : undefined);
    return parsed.success ? ok(parsed.data) : err(`${pointerOf(kind)}: Expected a list of versions but it is damaged.`);
  };

  const readTable = async (kind: ReferenceKind, file: string): Promise<Result<ReferenceTable, string>> => {
    const path = join(folder, kind, file);
    const damaged = `${path}: Expected the table as it was written but it is damaged; watchfloor data rollback ${kind} returns to the one before.`;
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes === undefined || `${sha256Hex(bytes)}.json` !== file) return err(damaged);
    const parsed = referenceTableSchema.safeParse(JSON.parse(bytes.toString("utf8")));
    return parsed.success && parsed.data.kind === kind ? ok(parsed.data) : err(damaged);
  };

  const point = async (kind: ReferenceKind, to: StoredVersions): Promise<void> => {
    await writeWhole(pointerOf(kind), `${JSON.stringify(to, null, 2)}\n`, options.write);
    const kept = new Set(["versions.json", ...to.versions.map(({ file }) => file)]);
    for (const name of await readdir(join(folder, kind)))
      if (!kept.has(name)) await rm(join(folder, kind, name), { force: true });
  };

  return {
    versions,
    lock: async () => {
      await mkdir(folder, { recursive: true });
      return holdLock(join(folder, "lock"));
    },
    read: async () => {
      const tables: Partial<Record<ReferenceKind, ReferenceTable>> = {};
      for (const kind of referenceKinds) {
        const listed = await versions(kind);
        if (!listed.ok) return listed;
        if (listed.value.current === null) continue;
        const table = await readTable(kind, listed.value.current);
        if (!table.ok) return table;
        tables[kind] = table.value;
      }
      return ok(tables);
    },
    save: async (table, from, savedAt) => {
      const listed = await versions(table.kind);
      if (!listed.ok) return listed;
      const text = `${JSON.stringify(table)}\n`;
      const file = `${sha256Hex(text)}.json`;
      const path = join(folder, table.kind, file);
      // What was rolled back is no longer before anything.
      const at = listed.value.versions.findIndex((one) => one.file === listed.value.current);
      const before = at < 0 ? [] : listed.value.versions.slice(at).filter((one) => one.file !== file);
      try {
        await writeWhole(path, text, options.write);
        const now = [describe(table, file, from, savedAt), ...before].slice(0, keep);
        await point(table.kind, { current: file, versions: now });
        return ok(undefined);
      } catch (cause) {
        return err(explainWrite(path, cause));
      }
    },
    rollback: async (kind) => {
      const listed = await versions(kind);
      if (!listed.ok) return listed;
      const { current, versions: known } = listed.value;
      if (current === null) return err(`${kind}: Expected a table of your own but the shipped one is in force.`);
      const before = known[known.findIndex((one) => one.file === current) + 1] ?? null;
      try {
        await point(kind, { current: before?.file ?? null, versions: known });
        return ok(before);
      } catch (cause) {
        return err(explainWrite(pointerOf(kind), cause));
      }
    },
  };
};
