/** Writes the whole store as lines (`dump-format.ts`), as it stood at one moment, in memory of a few rows. */
import { createHash } from "node:crypto";
import pg from "pg";
import { dumpedTables, type TableSum } from "./dump-format.ts";
import { schema } from "./migrate.ts";
import { connectionOf, type StoreOptions } from "./open-store.ts";

const readMigrations = async (client: pg.Client): Promise<string[]> => {
  if (!(await readTables(client)).has("migration"))
    throw new Error("Expected a store but the database holds none. Start the desk on it first.");
  const { rows } = await client.query<{ name: string }>("select name from migration order by name");
  return rows.map(({ name }) => name);
};

/** A dump is put into tables as they were when it was written: there may be fewer than today. */
const readTables = async (client: pg.Client): Promise<ReadonlySet<string>> => {
  const { rows } = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = $1",
    [schema],
  );
  return new Set(rows.map(({ name }) => name));
};

type Emit = { readonly line: string } | { readonly sum: TableSum };

async function* dumpTable(
  client: pg.Client,
  { table, order, batch }: (typeof dumpedTables)[number],
): AsyncGenerator<Emit> {
  const hash = createHash("sha256");
  let count = 0;
  yield { line: `T ${table}` };
  await client.query(
    `declare dump no scroll cursor for select row_to_json(t)::text as row from ${table} t order by ${order}`,
  );
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${batch} from dump`);
    if (rows.length === 0) break;
    for (const { row } of rows) {
      const line = `R ${row}`;
      hash.update(line).update("\n");
      count += 1;
      yield { line };
    }
  }
  await client.query("close dump");
  const sum = { table, rows: count, sha256: hash.digest("hex") };
  yield { line: `E ${table} ${sum.rows} ${sum.sha256}` };
  yield { sum };
}

/** Lines without their line feed. `onTable` hears each table's checksum as it ends. */
export async function* dumpStore(options: StoreOptions, onTable?: (sum: TableSum) => void): AsyncGenerator<string> {
  const client = new pg.Client(connectionOf(options));
  client.on("error", () => undefined);
  await client.connect();
  const whole = createHash("sha256");
  try {
    await client.query("begin isolation level repeatable read, read only");
    await client.query("set local timezone = 'UTC'; set local bytea_output = 'hex'; set local datestyle = 'ISO'");
    const head = `H ${JSON.stringify({ format: 1, migrations: await readMigrations(client) })}`;
    whole.update(head).update("\n");
    yield head;
    const there = await readTables(client);
    for (const entry of dumpedTables.filter(({ table }) => there.has(table)))
      for await (const emit of dumpTable(client, entry)) {
        if ("sum" in emit) onTable?.(emit.sum);
        else {
          whole.update(emit.line).update("\n");
          yield emit.line;
        }
      }
    yield `Z ${whole.digest("hex")}`;
    await client.query("commit");
  } finally {
    await client.end();
  }
}
