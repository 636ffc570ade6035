/**
 * A PostgreSQL of the tests' own, in a folder that goes when they end. Both kinds are used: npm's build, and the
 * host's where Debian's is installed; in CI neither may be missing.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostBinaries } from "../../src/outside/postgres/find-binaries.ts";
import { type OwnPostgres, openOwnPostgres } from "../../src/outside/postgres/own-postgres.ts";

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
  readonly remove: () => Promise<void>;
}

export const openTestServer = async (engine: Engine): Promise<TestServer> => {
  const { state, remove } = makeTestFolder();
  const server = await openOwnPostgres(state, { prefer: engine, durable: false });
  return {
    server,
    state,
    remove: async () => {
      await server.stop();
      remove();
    },
  };
};
