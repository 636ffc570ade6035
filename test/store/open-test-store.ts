/**
 * PostgreSQL for the tests. Both kinds are used: npm's build, and the host's where Debian's is installed; in CI neither
 * may be missing.
 *
 * To make and start a server costs seconds, so each worker of a run starts each kind once, and a file gets databases of
 * its own on it. What ends a server, or names its folder to a command, asks for one of its own.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { hostBinaries } from "../../src/outside/postgres/find-binaries.ts";
import { type OwnPostgres, openOwnPostgres } from "../../src/outside/postgres/own-postgres.ts";
import { openStore, type StoreOptions } from "../../src/store/index.ts";
import { runFolder } from "../support/run-folder.ts";

export type Engine = "npm" | "host";

const isHostThere = hostBinaries().length > 0;
if (!isHostThere && process.env.CI !== undefined)
  throw new Error("Expected Debian's postgresql for the store's tests but found none.");
if (!isHostThere) console.warn("SKIPPED: the store's tests on the host's PostgreSQL; install the package postgresql.");

export const engines: readonly Engine[] = isHostThere ? ["npm", "host"] : ["npm"];

/** npm's binaries are copied once for all tests of a run, not once for each state folder. */
const sharedBinaries = (): string => {
  const folder = join(runFolder(), "binaries");
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
};

export interface TestFolder {
  /** An empty state folder. */
  readonly state: string;
  readonly remove: () => void;
}

export const makeTestFolder = (): TestFolder => {
  const folder = mkdtempSync(join(tmpdir(), "wf-"));
  const state = join(folder, "state");
  mkdirSync(state);
  symlinkSync(sharedBinaries(), join(state, "postgres"));
  chmodSync(folder, 0o755); // The database's user, who is not root, must be able to enter.
  return { state, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

export interface TestServer {
  readonly server: Pick<OwnPostgres, "address">;
  /** A state folder: the server's, where the server is the file's own. */
  readonly state: string;
  /** A database with nothing in it. */
  readonly makeEmpty: () => Promise<StoreOptions>;
  /** A database with the tables of this version, copied from one that was brought to it once. */
  readonly makeStore: () => Promise<StoreOptions>;
  /** Everything that was made by this is gone afterwards; connections that are left are cut. */
  readonly remove: () => Promise<void>;
}

const quick = { durable: false } as const;

/** The worker's server of a kind: made by the first file that asks, found by those after it. */
const openShared = async (engine: Engine): Promise<OwnPostgres> => {
  const state = join(runFolder(), `${engine}-${process.env.VITEST_POOL_ID ?? "0"}`);
  if (!existsSync(state)) {
    mkdirSync(state, { mode: 0o755 });
    symlinkSync(sharedBinaries(), join(state, "postgres"));
  }
  return openOwnPostgres(state, { ...quick, prefer: engine });
};

const connect = async (address: OwnPostgres["address"]): Promise<pg.Client> => {
  const client = new pg.Client({ ...address, database: "postgres" });
  client.on("error", () => undefined); // A test may end the server.
  await client.connect();
  return client;
};

const template = "tables_of_this_version";

/** The template gets its name when it is whole, so that a broken one is never copied. */
const ensureTemplate = async (address: OwnPostgres["address"], client: pg.Client): Promise<void> => {
  const found = await client.query("select from pg_database where datname = $1", [template]);
  if (found.rowCount !== 0) return;
  const fresh = `${template}_${randomBytes(4).toString("hex")}`;
  await client.query(`create database ${fresh}`);
  const store = await openStore({ connection: { ...address, database: fresh } });
  await store.close();
  await client.query(`alter database ${fresh} rename to ${template}`);
};

const databasesOf = (address: OwnPostgres["address"], client: pg.Client) => {
  const made: string[] = [];
  const create = async (from?: string): Promise<OwnPostgres["address"]> => {
    const database = `test_${randomBytes(6).toString("hex")}`;
    await client.query(`create database ${database}${from === undefined ? "" : ` template ${from}`}`);
    made.push(database);
    return { ...address, database };
  };
  let whole: Promise<void> | undefined;
  return {
    create,
    makeEmpty: async () => ({ connection: await create() }),
    makeStore: async () => {
      whole ??= ensureTemplate(address, client);
      await whole;
      return { connection: await create(template) };
    },
    drop: async () => {
      for (const database of made) await client.query(`drop database if exists ${database} with (force)`);
    },
  };
};

/** Databases of one's own on the worker's server. */
export const openTestServer = async (engine: Engine): Promise<TestServer> => {
  const { address } = await openShared(engine);
  const client = await connect(address);
  const { create, drop, makeEmpty, makeStore } = databasesOf(address, client);
  const folder = makeTestFolder();
  return {
    server: { address: await create() },
    state: folder.state,
    makeEmpty,
    makeStore,
    remove: async () => {
      await drop();
      await client.end();
      folder.remove();
    },
  };
};

/** A server of one's own: a command that is given its state folder finds it there. */
export const openLoneServer = async (engine: Engine): Promise<TestServer> => {
  const { state, remove } = makeTestFolder();
  const server = await openOwnPostgres(state, { ...quick, prefer: engine });
  const client = await connect(server.address);
  const { makeEmpty, makeStore } = databasesOf(server.address, client);
  return {
    server,
    state,
    makeEmpty,
    makeStore,
    remove: async () => {
      await client.end().catch(() => undefined);
      await server.stop();
      remove();
    },
  };
};

/** Asks past the store: what really stands in the tables. */
export const queryDatabase = async <Row extends pg.QueryResultRow = pg.QueryResultRow>(
  { connection }: StoreOptions,
  text: string,
): Promise<pg.QueryResult<Row>> => {
  const address = typeof connection === "string" ? { connectionString: connection } : connection;
  const client = new pg.Client({ ...address, options: "-c search_path=watchfloor" });
  await client.connect();
  try {
    return await client.query<Row>(text);
  } finally {
    await client.end();
  }
};

export const askDatabase = async <Row extends pg.QueryResultRow = pg.QueryResultRow>(
  options: StoreOptions,
  text: string,
): Promise<Row[]> => (await queryDatabase<Row>(options, text)).rows;
