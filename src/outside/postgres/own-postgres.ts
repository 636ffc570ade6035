/**
 * The embedded store's own PostgreSQL: made on first use, run privately on a unix socket, adopted after a crash.
 *
 * Two processes may call this at once: the folder is made beside and renamed into place, and PostgreSQL itself refuses
 * a second server on one folder; who comes second uses the first one's server. Nothing listens on the network. The
 * server outlives a killed owner, finishes what it had acknowledged, and is found again at the next start.
 *
 * As root the server runs as another user, for PostgreSQL refuses root.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, openSync, statSync } from "node:fs";
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { sha256Hex } from "#kit/hash.ts";
import { type Binaries, findBinaries } from "./find-binaries.ts";

/** What `pg` needs to connect. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface OwnPostgres {
  readonly address: ServerAddress;
  /** Which server answers, for `doctor` and for messages. */
  readonly version: string;
  /** Ends the server cleanly; connections of others are closed. */
  readonly stop: () => Promise<void>;
}

export interface OwnPostgresOptions {
  /** Which binaries to take when both are there; tests run on each. */
  readonly prefer?: "host" | "npm";
  /** False: does not wait for the disk. For tests: a power cut would cost the store. */
  readonly durable?: boolean;
}

const user = "watchfloor";
const database = "watchfloor";
const port = 5432;
/** A unix socket's path may have 107 bytes. */
const socketLimitBytes = 107;
const startLimitMs = 60_000;
const unreachableMs = 10_000;
const logLimitBytes = 8 * 1024 * 1024;

interface Runner {
  readonly uid: number;
  readonly gid: number;
}

/** Who runs the server when we are root: the user `postgres` when there is one, else `nobody`. */
const findRunner = async (): Promise<Runner | undefined> => {
  if (process.getuid?.() !== 0) return undefined;
  const passwd = await readFile("/etc/passwd", "utf8");
  for (const name of ["postgres", "nobody"]) {
    const line = passwd.split("\n").find((entry) => entry.startsWith(`${name}:`));
    const [, , uid, gid] = line?.split(":") ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("Expected a user named postgres or nobody to run the store but found neither in /etc/passwd.");
};

interface Place {
  readonly state: string;
  readonly data: string;
  readonly socket: string;
  readonly secret: string;
  readonly log: string;
  readonly runner: Runner | undefined;
}

const give = async (path: string, runner: Runner | undefined): Promise<void> => {
  if (runner !== undefined) await chown(path, runner.uid, runner.gid);
};

/** The server's user must be able to enter every folder on the way. */
const requireWay = async (state: string, runner: Runner | undefined): Promise<void> => {
  if (runner === undefined) return;
  for (let folder = state; ; folder = dirname(folder)) {
    const { mode, uid } = await stat(folder);
    if ((mode & 0o001) === 0 && uid !== runner.uid)
      throw new Error(
        `Expected the database's user (uid ${runner.uid}) to be allowed into ${folder} but its mode is ${(mode & 0o777).toString(8)}. Name another folder in WATCHFLOOR_STATE, such as /var/lib/watchfloor.`,
      );
    if (folder === dirname(folder)) return;
  }
};

const openPlace = async (state: string): Promise<Place> => {
  const runner = await findRunner();
  await mkdir(state, { recursive: true, mode: 0o755 });
  await requireWay(state, runner);
  const socketName = `.s.PGSQL.${port}`;
  const near = join(state, "socket");
  const fits = Buffer.byteLength(join(near, socketName)) <= socketLimitBytes;
  const socket = fits ? near : join(tmpdir(), `watchfloor-${sha256Hex(state).slice(0, 16)}`);
  await mkdir(socket, { recursive: true, mode: 0o700 });
  await give(socket, runner);
  return {
    state,
    data: join(state, "data"),
    socket,
    secret: join(state, "store.secret"),
    log: join(state, "postgres.log"),
    runner,
  };
};

const environment = { PATH: "/usr/bin:/bin", TZ: "UTC", LC_ALL: "C", LANG: "C" };

const identity = (runner: Runner | undefined): { uid?: number; gid?: number } => (runner === undefined ? {} : runner);

const runToEnd = (command: string, args: readonly string[], place: Place): Promise<void> =>
  new Promise((done, fail) => {
    const child = spawn(command, args, { env: environment, cwd: place.state, ...identity(place.runner) });
    let said = "";
    const hear = (chunk: Buffer): void => {
      said = (said + chunk.toString("utf8")).slice(-4_000);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", fail);
    child.once("close", (code) =>
      code === 0 ? done() : fail(new Error(said.trim() || `${command} ended with ${code}`)),
    );
  });

/** The password is ours alone: the server's user may be shared with other programs of the machine. */
const readSecret = async (place: Place): Promise<string> => {
  await writeFile(place.secret, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" }).catch(
    () => undefined,
  );
  const secret = (await readFile(place.secret, "utf8")).trim();
  if (secret === "") throw new Error(`${place.secret}: expected the store's password but the file is empty.`);
  return secret;
};

const settings = (place: Place, durable: boolean): string =>
  [
    ...(durable ? [] : ["fsync = off", "full_page_writes = off"]),
    "listen_addresses = ''",
    `port = ${port}`,
    `unix_socket_directories = '${place.socket.replaceAll("'", "''")}'`,
    "unix_socket_permissions = 0700",
    "ssl = off",
    "max_connections = 60",
    "shared_buffers = 64MB",
    "log_min_messages = warning",
    "log_statement = none",
    "log_min_error_statement = panic", // Statements hold article text; the log must not.
    "timezone = 'UTC'",
    "",
  ].join("\n");

const makeData = async (place: Place, binaries: Binaries, secret: string, durable: boolean): Promise<void> => {
  const fresh = await mkdtemp(join(place.state, "data.new-"));
  const password = `${fresh}.password`;
  await give(fresh, place.runner);
  try {
    await writeFile(password, secret, { mode: 0o600 });
    await give(password, place.runner);
    const args = ["-D", fresh, "-U", user, "--auth=scram-sha-256", `--pwfile=${password}`, "-E", "UTF8"];
    await runToEnd(
      join(binaries.folder, "initdb"),
      [...args, "--locale=C", "--no-instructions", ...(durable ? [] : ["--no-sync"])],
      place,
    );
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true });
    throw new Error(
      `The store could not be made in ${place.state}: ${cause instanceof Error ? cause.message : cause}`,
      {
        cause,
      },
    );
  } finally {
    await rm(password, { force: true });
  }
  await rename(fresh, place.data).catch(async () => rm(fresh, { recursive: true, force: true }));
};

const addressOf = (place: Place, password: string): ServerAddress => ({
  host: place.socket,
  port,
  user,
  password,
  database,
});

type Answer = { readonly kind: "up"; readonly version: string } | { readonly kind: "starting" | "down" };

/** Asks the server's version, and makes our database when it is not there yet. */
const ask = async (address: ServerAddress): Promise<Answer> => {
  const client = new pg.Client({ ...address, database: "postgres", connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; exists: boolean }>(
      "select current_setting('server_version') as version, exists (select from pg_database where datname = $1) as exists",
      [database],
    );
    const [row] = rows;
    if (row?.exists === false)
      await client.query(`create database ${database}`).catch((cause: unknown) => {
        if (!isCode(cause, "42P04") && !isCode(cause, "23505")) throw cause; // Another was quicker.
      });
    return { kind: "up", version: row?.version ?? "" };
  } catch (cause) {
    if (isCode(cause, "57P03")) return { kind: "starting" };
    if (isCode(cause, "ENOENT") || isCode(cause, "ECONNREFUSED")) return { kind: "down" };
    throw cause;
  } finally {
    await client.end().catch(() => undefined);
  }
};

const isCode = (cause: unknown, code: string): boolean =>
  cause instanceof Error && "code" in cause && cause.code === code;

/**
 * The pid in a lock file, when our PostgreSQL really runs under it. A pid may since belong to another program, or to a
 * dead process that nobody has buried, which PostgreSQL itself takes for a living one.
 */
const liveOwner = async (place: Place, lock: string): Promise<number | undefined> => {
  const text = await readFile(lock, "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  const program = await readlink(`/proc/${pid}/exe`).catch(() => "");
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => "");
  return program.endsWith("/postgres") && folder === place.data ? pid : undefined;
};

const livePostmaster = (place: Place): Promise<number | undefined> =>
  liveOwner(place, join(place.data, "postmaster.pid"));

const clearStale = async (place: Place): Promise<void> => {
  for (const lock of [join(place.data, "postmaster.pid"), join(place.socket, `.s.PGSQL.${port}.lock`)])
    if ((await liveOwner(place, lock)) === undefined) await rm(lock, { force: true });
};

const launch = async (place: Place, binaries: Binaries, durable: boolean): Promise<ChildProcess> => {
  await writeFile(join(place.data, "postgresql.auto.conf"), settings(place, durable), { mode: 0o600 });
  await give(join(place.data, "postgresql.auto.conf"), place.runner);
  if (existsSync(place.log) && statSync(place.log).size > logLimitBytes) await truncate(place.log, 0);
  const log = openSync(place.log, "a", 0o640);
  // Its own session: a Ctrl-C in the terminal reaches us first, and we end it when all is written.
  const child = spawn(join(binaries.folder, "postgres"), ["-D", place.data], {
    detached: true,
    stdio: ["ignore", log, log],
    env: environment,
    cwd: place.state,
    ...identity(place.runner),
  });
  child.unref();
  return child;
};

const lastWords = async (place: Place): Promise<string> => {
  const text = await readFile(place.log, "utf8").catch(() => "");
  return text.trimEnd().split("\n").slice(-5).join("\n");
};

/** Waits until the server answers, ours or one that another process started a moment earlier. */
const awaitServer = async (place: Place, address: ServerAddress, child: ChildProcess): Promise<string> => {
  let failure: Error | undefined;
  child.once("error", (cause) => {
    failure = cause;
  });
  const until = Date.now() + startLimitMs;
  while (Date.now() < until) {
    const answer = await ask(address);
    if (answer.kind === "up") return answer.version;
    const isGone = failure !== undefined || child.exitCode !== null || child.signalCode !== null;
    if (isGone && (await livePostmaster(place)) === undefined) break;
    await sleep(answer.kind === "starting" ? 100 : 20);
  }
  throw new Error(
    `The store in ${place.state} did not start. Its log (${place.log}) ends:\n${failure?.message ?? (await lastWords(place))}`,
  );
};

const stopServer = async (place: Place): Promise<void> => {
  const pid = await livePostmaster(place);
  if (pid === undefined) return;
  process.kill(pid, "SIGINT"); // Fast shutdown: running statements end, everything acknowledged is on disk.
  const until = Date.now() + startLimitMs;
  while (Date.now() < until && (await livePostmaster(place)) === pid) await sleep(20);
};

/**
 * The version of a server that runs already: one a killed owner left, or one that is just starting. A server that
 * nobody can reach any more (its socket was removed) is ended, so that another can take its place.
 */
const askRunning = async (place: Place, address: ServerAddress): Promise<string | undefined> => {
  const until = Date.now() + unreachableMs;
  for (;;) {
    const answer = await ask(address);
    if (answer.kind === "up") return answer.version;
    if ((await livePostmaster(place)) === undefined) return undefined;
    if (Date.now() > until) break;
    await sleep(50);
  }
  await stopServer(place);
  return undefined;
};

const majorOf = async (data: string): Promise<number | undefined> => {
  const text = await readFile(join(data, "PG_VERSION"), "utf8").catch(() => "");
  const major = Number.parseInt(text, 10);
  return Number.isInteger(major) ? major : undefined;
};

/** A folder made by root for the server's user keeps that user, whoever is found first today. */
const withOwner = async (place: Place): Promise<Place> => {
  if (place.runner === undefined || !existsSync(place.data)) return place;
  const { uid, gid } = await stat(place.data);
  await chown(place.socket, uid, gid);
  return { ...place, runner: { uid, gid } };
};

/**
 * Makes, starts or adopts the server of a state folder.
 *
 * @throws Error in words for a person: no binaries, no permission, no room, damaged data
 */
export const openOwnPostgres = async (state: string, options: OwnPostgresOptions = {}): Promise<OwnPostgres> => {
  const { durable = true } = options;
  const opened = await openPlace(state);
  const secret = await readSecret(opened);
  const address = addressOf(opened, secret);
  const stop = (): Promise<void> => stopServer(opened);
  const running = existsSync(opened.data) ? await askRunning(opened, address) : undefined;
  if (running !== undefined) return { address, version: running, stop };
  const binaries = await findBinaries(state, await majorOf(opened.data), options.prefer);
  if (!existsSync(opened.data)) await makeData(opened, binaries, secret, durable);
  const place = await withOwner(opened);
  await chmod(place.socket, 0o700);
  await clearStale(place);
  const child = await launch(place, binaries, durable);
  return { address, version: await awaitServer(place, address, child), stop };
};
