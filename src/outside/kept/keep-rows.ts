/**
 * Puts rows into a folder of kept events. Rows wait in files beside it, one an hour; at the end each hour's file is
 * written anew with what it held, in order of time, and renamed into its place: at any moment an hour is whole as it was or
 * whole as it is. What is kept already, by its id, is not kept twice.
 */
import { appendFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { KeptRow } from "#terms/kept-event.ts";
import { type FreeLock, holdLock } from "../hold-lock.ts";
import { flushFile, putInPlace } from "../write-whole.ts";
import { isThere, openKeptFolder, partitionOf } from "./kept-folder.ts";
import { openDuckDb, type ShutInDuckDb, sqlText } from "./open-duckdb.ts";
import { columnsOfParquet } from "./read-partition.ts";

export interface KeptCount {
  /** Rows that are new. */
  readonly kept: number;
  /** Rows that were there already. */
  readonly known: number;
  readonly partitions: number;
  /** Hours whose file was damaged: it was put aside as `….damaged`, and a new one begun. */
  readonly damaged: readonly string[];
}

export interface RowKeeper {
  readonly add: (row: KeptRow) => Promise<void>;
  readonly finish: () => Promise<KeptCount>;
  /** Leaves the folder as it is. */
  readonly abandon: () => Promise<void>;
}

const mostColumns = 400;
const mostNames = 4000;
const mostHeldChars = 16 * 1024 * 1024;
const lockName = ".lock";
/** DuckDB holds a buffer of this size: no more than the longest row asks for. */
const leastRowBytes = 1024 * 1024;

const fixed = {
  id: "UBIGINT",
  time: "DOUBLE",
  log: "VARCHAR",
  record: "BIGINT",
  place: "BIGINT",
  zone: "VARCHAR",
  source: "VARCHAR",
  names: "VARCHAR",
  event: "VARCHAR",
  raw: "VARCHAR",
  loose: "BOOLEAN",
};

/** What a run that was killed has left. */
const sweep = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder, { recursive: true }))
    if (/(?:^|\/)\.(?:staged|spill)-\d+$|\.part$/.test(name))
      await rm(join(folder, name), { recursive: true, force: true });
};

class Staging {
  readonly #folder: string;
  readonly #held = new Map<string, string[]>();
  #chars = 0;
  /** How many rows of each hour have each column. */
  readonly columns = new Map<string, Map<string, number>>();
  readonly counts = new Map<string, number>();
  /** How names answer to Sigma's: long, and few. Rows say only which. */
  readonly names = new Map<string, number>();
  /** The longest row of each hour, in bytes. */
  readonly longest = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async add(row: KeptRow): Promise<void> {
    const partition = partitionOf(row.time);
    const { columns, ...whole } = row;
    const names = Object.keys(columns);
    const line = `${JSON.stringify({ ...whole, names: this.#nameOf(row.names), width: names.length, ...columns })}\n`;
    this.longest.set(partition, Math.max(this.longest.get(partition) ?? leastRowBytes, line.length * 3));
    const lines = this.#held.get(partition);
    if (lines === undefined) this.#held.set(partition, [line]);
    else lines.push(line);
    this.#chars += line.length;
    this.counts.set(partition, (this.counts.get(partition) ?? 0) + 1);
    this.#countColumns(partition, names);
    if (this.#chars > mostHeldChars) await this.write();
  }

  #nameOf(names: string | null): number | null {
    if (names === null) return null;
    const known = this.names.get(names) ?? this.names.size;
    this.names.set(names, known);
    return known;
  }

  #countColumns(partition: string, names: readonly string[]): void {
    let counts = this.columns.get(partition);
    if (counts === undefined) {
      counts = new Map();
      this.columns.set(partition, counts);
    }
    for (const name of names)
      if (counts.has(name) || counts.size < mostNames) counts.set(name, (counts.get(name) ?? 0) + 1);
  }

  pathOf(partition: string): string {
    return join(this.#folder, `${partition.replaceAll("/", "T")}.ndjson`);
  }

  async write(): Promise<void> {
    for (const [partition, lines] of this.#held) await appendFile(this.pathOf(partition), lines.join(""));
    this.#held.clear();
    this.#chars = 0;
  }
}

/** Those that are there already, then the most frequent. */
const chooseColumns = (before: readonly string[], counts: ReadonlyMap<string, number>): string[] => {
  const known = new Set(before);
  const more = [...counts]
    .filter(([name]) => !known.has(name))
    .sort(([one, some], [other, others]) => others - some || (one < other ? -1 : 1))
    .map(([name]) => name);
  return [...before, ...more.slice(0, Math.max(0, mostColumns - before.length))];
};

const staged = { ...fixed, names: "INTEGER", rest: "VARCHAR", width: "INTEGER" };

/**
 * Rows that wait, with a column for each chosen name. A row with other names is loose. All texts of a row stand in one as
 * well, with what parts the values of a column between them.
 */
const stagedSql = (
  path: string,
  mostRowBytes: number,
  chosen: readonly string[],
  counts: ReadonlyMap<string, number>,
): string => {
  const isWhole = counts.size < mostNames && [...counts.keys()].every((name) => chosen.includes(name));
  const names = chosen.map((name) => `"${name}"`);
  const filled = ["0", ...names.map((name) => `CAST(${name} IS NOT NULL AS INTEGER)`)].join(" + ");
  const selected = [
    ...Object.keys(fixed).filter((name) => name !== "loose" && name !== "names"),
    "list_extract(getvariable('names'), names + 1) AS names",
    `chr(31) || concat_ws(chr(31), ${[...names, "rest"].join(", ")}) || chr(31) AS text`,
    isWhole ? "loose" : `loose OR width > ${filled} AS loose`,
    ...names,
  ];
  const types = Object.entries(staged).map(([name, type]) => `${name}: '${type}'`);
  const columns = [...types, ...names.map((name) => `${name}: 'VARCHAR'`)].join(", ");
  return `SELECT ${selected.join(", ")} FROM read_json(${sqlText(path)}, format = 'newline_delimited',
      maximum_object_size = ${mostRowBytes}, columns = {${columns}})`;
};

const countOf = async (db: ShutInDuckDb, sql: string): Promise<number> => {
  for await (const rows of db.read(sql)) return Number(rows[0]?.[0] ?? 0);
  return 0;
};

class Keeper implements RowKeeper {
  readonly #free: FreeLock;
  readonly #folder: string;
  readonly #stagedIn: string;
  readonly #staging: Staging;

  constructor(folder: string, stagedIn: string, free: FreeLock) {
    this.#folder = folder;
    this.#free = free;
    this.#stagedIn = stagedIn;
    this.#staging = new Staging(stagedIn);
  }

  add(row: KeptRow): Promise<void> {
    return this.#staging.add(row);
  }

  async finish(): Promise<KeptCount> {
    await this.#staging.write();
    const db = await openDuckDb(this.#folder);
    await db.run(`SET VARIABLE names = [${[...this.#staging.names.keys()].map(sqlText).join(", ")}]::VARCHAR[]`);
    const damaged: string[] = [];
    let kept = 0;
    let staged = 0;
    try {
      for (const [partition, count] of [...this.#staging.counts].sort(([one], [other]) => (one < other ? -1 : 1))) {
        staged += count;
        kept += await this.#mergeOrBegin(db, partition, damaged);
      }
    } finally {
      db.close();
      await this.abandon();
    }
    return { kept, known: staged - kept, partitions: this.#staging.counts.size, damaged };
  }

  async #mergeOrBegin(db: ShutInDuckDb, partition: string, damaged: string[]): Promise<number> {
    const target = join(this.#folder, partition);
    try {
      return await this.#merge(db, partition);
    } catch (cause) {
      if (!(await isThere(target))) throw cause;
      await rename(target, `${target}.damaged`);
      const kept = await this.#merge(db, partition).catch(async (again: unknown) => {
        await rename(`${target}.damaged`, target); // it was not the file
        throw again;
      });
      damaged.push(partition);
      return kept;
    }
  }

  /** @returns how many rows are new */
  async #merge(db: ShutInDuckDb, partition: string): Promise<number> {
    const target = join(this.#folder, partition);
    const isOld = await isThere(target);
    const old = isOld ? await columnsOfParquet(db, target) : [];
    const counts = this.#staging.columns.get(partition) ?? new Map<string, number>();
    const chosen = chooseColumns(
      old.filter((name) => name.startsWith("f_")),
      counts,
    );
    const longest = this.#staging.longest.get(partition) ?? leastRowBytes;
    const staged = stagedSql(this.#staging.pathOf(partition), longest, chosen, counts);
    await db.run(`CREATE OR REPLACE TEMP TABLE staged AS ${staged}`);
    await db.run("DELETE FROM staged WHERE rowid NOT IN (SELECT min(rowid) FROM staged GROUP BY id)");
    if (isOld) await db.run(`DELETE FROM staged WHERE id IN (SELECT id FROM read_parquet(${sqlText(target)}))`);
    const fresh = await countOf(db, "SELECT count(*) FROM staged");
    if (fresh > 0) await this.#replace(db, target, isOld);
    await rm(this.#staging.pathOf(partition), { force: true });
    return fresh;
  }

  async #replace(db: ShutInDuckDb, target: string, isOld: boolean): Promise<void> {
    const beside = `${target}.${process.pid}.part`;
    await mkdir(dirname(target), { recursive: true });
    const before = isOld ? `SELECT * FROM read_parquet(${sqlText(target)}) UNION ALL BY NAME ` : "";
    await db.run(
      `COPY (SELECT * FROM (${before}SELECT * FROM staged) ORDER BY time, log, record, id)
       TO ${sqlText(beside)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 50000)`,
    );
    await flushFile(beside);
    await putInPlace(beside, target);
  }

  async abandon(): Promise<void> {
    await rm(this.#stagedIn, { recursive: true, force: true });
    await this.#free();
  }
}

/** @param path a folder of kept events, or where one shall be */
export const openKeeper = async (path: string): Promise<RowKeeper> => {
  const folder = await openKeptFolder(path);
  const lock = await holdLock(join(folder, lockName));
  if (!lock.ok) throw new Error(lock.error);
  await sweep(folder);
  const stagedIn = join(folder, `.staged-${process.pid}`);
  await mkdir(stagedIn);
  return new Keeper(folder, stagedIn, lock.value);
};
