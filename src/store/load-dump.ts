/**
 * Puts a dump into an empty store: all of it or nothing. Each table's checksum is that of the dump, and is computed
 * again from what then stands in the store.
 */
import { createHash } from "node:crypto";
import type pg from "pg";
import { type DumpHead, dumpedTables, dumpHeadSchema, type TableSum } from "./dump-format.ts";
import { dumpStore } from "./dump-store.ts";
import { schema } from "./migrate.ts";
import { openStore, type StoreOptions } from "./open-store.ts";
import { withClient } from "./with-client.ts";

const batchBytes = 4 * 1024 * 1024;

class DumpFault extends Error {}

const fault = (expected: string, found: string): DumpFault =>
  new DumpFault(`Expected ${expected} but found ${found.slice(0, 80)}.`);

const parseHead = (line: string | undefined): DumpHead => {
  try {
    if (line?.startsWith("H ") !== true) throw new Error("no head");
    return dumpHeadSchema.parse(JSON.parse(line.slice(2)));
  } catch {
    throw fault("the head of a store's dump", line === undefined ? "nothing" : `“${line}”`);
  }
};

/** What the server makes of the other columns stands in the dump and is compared, and is not put in. */
const givenColumns = async (client: pg.Client, table: string): Promise<string> => {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map(({ name }) => name).join(", ");
};

/** The part of `pg` that a table's rows need. */
const insertRows = (client: pg.Client, table: string, columns: string, rows: readonly string[]): Promise<unknown> =>
  client.query(
    `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1::json)`,
    [`[${rows.join(",")}]`],
  );

interface Reader {
  readonly next: () => Promise<string | undefined>;
  readonly digest: () => string;
}

const readerOf = (lines: AsyncIterable<string>, head: string): Reader => {
  const iterator = lines[Symbol.asyncIterator]();
  const whole = createHash("sha256").update(head).update("\n");
  return {
    next: async () => {
      const { value, done } = await iterator.next();
      if (done === true) return undefined;
      if (!value.startsWith("Z ")) whole.update(value).update("\n");
      return value;
    },
    digest: () => whole.digest("hex"),
  };
};

const loadTable = async (client: pg.Client, table: string, reader: Reader): Promise<TableSum> => {
  const hash = createHash("sha256");
  const columns = await givenColumns(client, table);
  let rows: string[] = [];
  let bytes = 0;
  let count = 0;
  for (;;) {
    const line = await reader.next();
    if (line === undefined) throw fault(`the end of table ${table}`, "a dump cut short");
    if (line.startsWith("R ")) {
      hash.update(line).update("\n");
      rows.push(line.slice(2));
      bytes += line.length;
      count += 1;
    }
    if (rows.length > 0 && (bytes > batchBytes || !line.startsWith("R "))) {
      await insertRows(client, table, columns, rows);
      rows = [];
      bytes = 0;
    }
    if (line.startsWith("R ")) continue;
    const sum = { table, rows: count, sha256: hash.digest("hex") };
    const expected = `E ${table} ${sum.rows} ${sum.sha256}`;
    if (line !== expected)
      throw new DumpFault(`It was changed since it was written: table ${table} does not have the rows it had.`);
    return sum;
  }
};

/** Tables without a row hold nothing: a desk that never kept an edition, or a load that was killed. */
const holdsAnything = async (client: pg.Client): Promise<boolean> => {
  const { rows } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = $1",
    [schema],
  );
  const found = new Set(rows.map(({ name }) => name));
  for (const { table } of dumpedTables) {
    if (!found.has(table)) continue;
    const { rowCount } = await client.query(`select from ${table} limit 1`);
    if (rowCount !== 0) return true;
  }
  return false;
};

const requireEmpty = async (options: StoreOptions): Promise<void> => {
  if (await withClient(options, holdsAnything))
    throw new DumpFault(
      "Expected an empty store but found one that is in use. Name a new folder in WATCHFLOOR_STATE, or an empty database in DATABASE_URL.",
    );
};

/** Without its commit the server takes everything back. */
const loadTables = (options: StoreOptions, reader: Reader): Promise<TableSum[]> =>
  withClient(options, async (client) => {
    await client.query("begin");
    const sums: TableSum[] = [];
    let line = await reader.next();
    for (; line?.startsWith("T ") === true; line = await reader.next()) {
      const table = line.slice(2);
      if (!dumpedTables.some((known) => known.table === table)) throw fault("a table of the store", `“${line}”`);
      sums.push(await loadTable(client, table, reader));
    }
    const expected = `Z ${reader.digest()}`;
    if (line !== expected)
      throw fault("the dump's own checksum", line === undefined ? "a dump cut short" : `“${line}”`);
    await client.query("commit");
    return sums;
  });

/** Rows and checksums of a store, table by table. */
export const sumStore = async (options: StoreOptions): Promise<TableSum[]> => {
  const sums: TableSum[] = [];
  for await (const _ of dumpStore(options, (sum) => sums.push(sum)));
  return sums;
};

const emptyAgain = async (options: StoreOptions): Promise<void> => {
  await withClient(options, (client) => client.query(`drop schema if exists ${schema} cascade`));
};

/**
 * Makes the tables as they were when the dump was written, fills them, compares, and brings them to this version.
 *
 * @throws Error in words for a person; the store is empty again
 */
export const loadDump = async (options: StoreOptions, lines: AsyncIterable<string>): Promise<readonly TableSum[]> => {
  const iterator = lines[Symbol.asyncIterator]();
  const first = await iterator.next();
  const head = parseHead(first.done === true ? undefined : first.value);
  await requireEmpty(options);
  await emptyAgain(options);
  try {
    const store = await openStore({ ...options, migrateTo: head.migrations.at(-1) ?? "" });
    await store.close();
    const reader = readerOf({ [Symbol.asyncIterator]: () => iterator }, first.value);
    const sums = await loadTables(options, reader);
    for (const [index, sum] of (await sumStore(options)).entries()) {
      const wanted = sums[index];
      if (wanted?.sha256 !== sum.sha256)
        throw fault(`table ${sum.table} as in the dump`, "another checksum in the store");
    }
    const now = await openStore(options);
    await now.close();
    return sums;
  } catch (cause) {
    await emptyAgain(options);
    throw cause;
  }
};
