/**
 * A PostgreSQL of the tests' own, in a folder that goes when they end. Both kinds are used: npm's build, and the
 * host's where Debian's is installed; in CI neither may be missing.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { hostBinaries } from "../../src/outside/postgres/find-binaries.ts";
import { type OwnPostgres, openOwnPostgres } from "../../src/outside/postgres/own-postgres.ts";
import { openStore, type StoreOptions } from "../../src/store/index.ts";

export type Engine = "npm" | "host";

const isHostThere = hostBinaries().length > 0;
if (!isHostThere && process.env.CI !== undefined)
  throw new Error("Expected Debian's postgresql for the store's tests but found none.");
if (!isHostThere) console.warn("SKIPPED: the store's tests on the host's PostgreSQL; install the package postgresql.");

export const engines: readonly Engine[] = isHostThere ? ["npm", "host"] : ["npm"];

/** npm's binaries are copied once for all tests of a run, not once for each state folder. */
let binaries: string | undefined;
const sharedBinaries = (): string => {
  if (binaries !== undefined) return binaries;
  const folder = mkdtempSync(join(tmpdir(), "wf-binaries-"));
  chmodSync(folder, 0o755);
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  binaries = folder;
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
  readonly server: OwnPostgres;
  readonly state: string;
  /** A database with nothing in it. */
  readonly makeEmpty: () => Promise<StoreOptions>;
  /** A database with the tables of this version, copied from one that was brought to it once. */
  readonly makeStore: () => Promise<StoreOptions>;
  readonly remove: () => Promise<void>;
}

/** One connection makes all databases: a new one costs more than a copy. */
const makerOf = (address: OwnPostgres["address"], client: pg.Client): Pick<TestServer, "makeEmpty" | "makeStore"> => {
  let count = 0;
  const create = async (template?: string): Promise<StoreOptions> => {
    count += 1;
    const database = `test_${count}`;
    await client.query(`create database ${database}${template === undefined ? "" : ` template ${template}`}`);
    return { connection: { ...address, database } };
  };
  const makeTemplate = async (): Promise<string> => {
    const options = await create();
    const store = await openStore(options);
    await store.close();
    return (options.connection as pg.ClientConfig).database ?? "";
  };
  let template: Promise<string> | undefined;
  return {
    makeEmpty: () => create(),
    makeStore: async () => {
      template ??= makeTemplate();
      return create(await template);
    },
  };
};

export const openTestServer = async (engine: Engine): Promise<TestServer> => {
  const { state, remove } = makeTestFolder();
  const server = await openOwnPostgres(state, { prefer: engine, durable: false });
  const client = new pg.Client({ ...server.address });
  client.on("error", () => undefined); // A test may end the server.
  await client.connect();
  return {
    server,
    state,
    ...makerOf(server.address, client),
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
