/** Reads one hour of kept events: what its table holds, and its rows by a condition. A damaged file is told and ends there. */
import { realpath } from "node:fs/promises";
import type { DuckDBValue } from "@duckdb/node-api";
import type { KeptEvent } from "#terms/kept-event.ts";
import { openDuckDb, type ShutInDuckDb, sqlText } from "./open-duckdb.ts";

export interface OpenPartition {
  readonly rowCount: number;
  /** Columns of texts, `f_…`. */
  readonly columns: ReadonlySet<string>;
  /** What its rows are, each once, in a fixed order. */
  readonly sources: readonly (string | null)[];
  /** How their names answer to Sigma's, each once. */
  readonly names: readonly string[];
  /** In order of time. */
  readonly read: (where: string) => AsyncGenerator<readonly KeptEvent[]>;
}

const textOf = (value: DuckDBValue | undefined): string | null => (typeof value === "string" ? value : null);

const rowsOf = async (db: ShutInDuckDb, sql: string): Promise<(readonly DuckDBValue[])[]> => {
  const all: (readonly DuckDBValue[])[] = [];
  for await (const rows of db.read(sql)) all.push(...rows);
  return all;
};

export const columnsOfParquet = async (db: ShutInDuckDb, path: string): Promise<string[]> => {
  const rows = await rowsOf(db, `SELECT name FROM parquet_schema(${sqlText(path)}) WHERE type IS NOT NULL`);
  return rows.flatMap(([name]) => textOf(name) ?? []);
};

const eventOf = (row: readonly DuckDBValue[], names: readonly string[]): KeptEvent => {
  const [time, log, record, place, zone, source, nameAt, event, raw] = row;
  return {
    time: typeof time === "number" ? time : null,
    log: textOf(log) ?? "",
    record: Number(record),
    place: place === null || place === undefined ? null : Number(place),
    zone: textOf(zone),
    source: textOf(source),
    names: nameAt === null || nameAt === undefined ? null : (names[Number(nameAt)] ?? null),
    event: textOf(event) ?? "{}",
    raw: textOf(raw),
  };
};

/** Long and few: a row is told only which of them is its. */
const nameAtSql = (names: readonly string[]): string =>
  names.length === 0
    ? "NULL"
    : `CASE names ${names.map((json, at) => `WHEN ${sqlText(json)} THEN ${at}`).join(" ")} END`;

const byText = (one: string | null, other: string | null): number => ((one ?? "") < (other ?? "") ? -1 : 1);

const openIn = async (db: ShutInDuckDb, path: string): Promise<OpenPartition> => {
  const from = `FROM read_parquet(${sqlText(path)})`;
  const columns = new Set((await columnsOfParquet(db, path)).filter((name) => name.startsWith("f_")));
  const kinds = await rowsOf(db, `SELECT source, names, count(*) ${from} GROUP BY ALL`);
  const sources = [...new Set(kinds.map(([source]) => textOf(source)))].sort(byText);
  const names = [...new Set(kinds.flatMap(([, json]) => textOf(json) ?? []))].sort(byText);
  const select = `SELECT time, log, record, place, zone, source, ${nameAtSql(names)}, event, raw ${from}`;
  return {
    rowCount: kinds.reduce((sum, [, , count]) => sum + Number(count), 0),
    columns,
    sources,
    names,
    read: async function* (where) {
      for await (const rows of db.read(`${select} WHERE ${where}`)) yield rows.map((row) => eventOf(row, names));
    },
  };
};

export interface PartitionReader {
  readonly open: (path: string) => Promise<OpenPartition>;
  readonly close: () => void;
}

/** @param folder the folder of kept events */
export const openPartitionReader = async (folder: string): Promise<PartitionReader> => {
  const db = await openDuckDb(await realpath(folder));
  return { open: (path) => openIn(db, path), close: () => db.close() };
};
