/**
 * Opens the desk's store: the server that `DATABASE_URL` names, else the embedded one in the state folder.
 *
 * An embedded store belongs to one desk; workers and other commands use it beside that. The last one to leave ends its
 * server.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { causeText } from "#kit/cause-text.ts";
import { openOwnPostgres } from "#outside/postgres/own-postgres.ts";
import { stateFolder } from "#outside/state-folder.ts";
import { holdDesk, isShared, openStore, type Store, type StoreOptions, watchServer } from "#store/index.ts";
import { CannotFinish } from "./cannot-finish.ts";
import { WrongUse } from "./wrong-use.ts";

export interface DeskOptions {
  /** What this process is, for whoever finds the store held: `serve on port 8037`. */
  readonly name: string;
  readonly databaseUrl?: string | undefined;
  readonly state?: string | undefined;
  /** `own`: the one desk of an embedded store. `use`: also beside a running desk. */
  readonly as?: "own" | "use";
  /** Which binaries run an embedded store when both are there; default the host's. */
  readonly prefer?: "host" | "npm";
  /** Told when the server went away and when it is back; meanwhile an embedded one is started again. */
  readonly onServer?: (state: "lost" | "back") => void;
  /** False: does not wait for the disk. For tests. */
  readonly durable?: boolean;
}

export interface Desk {
  readonly store: Store;
  readonly server: StoreOptions;
  /** Where the store is, without its password. */
  readonly where: string;
  readonly close: () => Promise<void>;
}

const withoutPassword = (address: string): string => {
  try {
    const url = new URL(address);
    url.password = "";
    url.search = "";
    return url.href;
  } catch {
    return "DATABASE_URL";
  }
};

const wordsOf = (cause: unknown): string => {
  if (cause instanceof AggregateError && cause.errors.length > 0) return wordsOf(cause.errors[0]);
  return causeText(cause);
};

/** Words that a driver's error does not have: which server, and what to do. */
const cannotOpen = (where: string, cause: unknown): CannotFinish =>
  cause instanceof CannotFinish
    ? cause
    : new CannotFinish(`The store at ${where} could not be opened: ${wordsOf(cause)}`, { cause });

export interface OpenedServer {
  readonly server: StoreOptions;
  /** Where the store is, without its password. */
  readonly where: string;
  readonly close: () => Promise<void>;
}

const looks = 5;
const lookEveryMs = 100;

/** A process that has just left is listed for a moment more. A server that has no connection free for the question is used. */
const staysShared = async (server: StoreOptions): Promise<boolean> => {
  for (let look = 0; look < looks; look += 1) {
    if (look > 0) await sleep(lookEveryMs);
    if (!(await isShared(server).catch(() => true))) return false;
  }
  return true;
};

const watchersOf = ({ onServer }: DeskOptions) => ({
  onLost: () => onServer?.("lost"),
  onBack: () => onServer?.("back"),
});

const openEmbedded = async (options: DeskOptions, name: string): Promise<OpenedServer> => {
  const state = options.state ?? stateFolder();
  const how = {
    ...(options.prefer === undefined ? {} : { prefer: options.prefer }),
    ...(options.durable === undefined ? {} : { durable: options.durable }),
  };
  try {
    const own = await openOwnPostgres(state, how);
    const server = { connection: own.address, name };
    let hold = options.as === "use" ? undefined : await holdDesk(server);
    if (hold !== undefined && "heldBy" in hold)
      throw new CannotFinish(
        `The store in ${state} belongs to a desk that is running: ${hold.heldBy}. Stop that one, or name another folder in WATCHFLOOR_STATE.`,
      );
    // Whoever leaves last ends the server.
    const revive = async (): Promise<void> => {
      await openOwnPostgres(state, how);
      if (options.as === "use") return;
      if (hold !== undefined && "release" in hold) await hold.release().catch(() => undefined);
      const again = await holdDesk(server);
      if ("release" in again) hold = again;
    };
    const unwatch = await watchServer({ server, revive, ...watchersOf(options) });
    const close = async (): Promise<void> => {
      await unwatch();
      if (hold !== undefined && "release" in hold) await hold.release();
      if (!(await staysShared(server))) await own.stop();
    };
    return { server, where: state, close };
  } catch (cause) {
    throw cannotOpen(state, cause);
  }
};

/** Read as PostgreSQL's own tools read it, where it is one at all: the driver would ask a host made of any other words. */
const checkAddress = (address: string): void => {
  // A server on a socket is named without a host: postgres://NAME@/DATABASE?host=/run/postgresql
  if (/^postgres(?:ql)?:\/\//.test(address) && URL.canParse(address.replace("@/", "@socket/"))) return;
  throw new WrongUse("DATABASE_URL: Expected an address like postgres://NAME:PASSWORD@HOST/DATABASE.");
};

/** The server that holds the store, started when it is embedded; its tables are not looked at yet. */
export const openServer = async (options: DeskOptions): Promise<OpenedServer> => {
  const name = `watchfloor ${options.name}, pid ${process.pid}`;
  const address = options.databaseUrl ?? process.env.DATABASE_URL;
  if (address === undefined || address === "") return openEmbedded(options, name);
  checkAddress(address);
  const server = { connection: address, name };
  const where = withoutPassword(address);
  const close = await watchServer({ server, revive: async () => undefined, ...watchersOf(options) }).catch(
    (cause: unknown) => {
      throw cannotOpen(where, cause);
    },
  );
  return { server, where, close };
};

/** @throws CannotFinish in words for a person */
export const openDesk = async (options: DeskOptions): Promise<Desk> => {
  const { server, where, close } = await openServer(options);
  const store = await openStore(server).catch(async (cause: unknown) => {
    await close();
    throw cannotOpen(where, cause);
  });
  return {
    store,
    server,
    where,
    close: async () => {
      await store.close();
      await close();
    },
  };
};
