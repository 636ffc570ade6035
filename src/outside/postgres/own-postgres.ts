/**
 * The embedded store's own PostgreSQL: made on first use, run privately on a unix socket, adopted after a crash.
 *
 * Two processes may call this at once: the folder is made beside and renamed into place, and PostgreSQL itself refuses
 * a second server on one folder; who comes second uses the first one's server. Nothing listens on the network. The
 * server outlives a killed owner, finishes what it had acknowledged, and is found again at the next start.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, openSync, statSync } from "node:fs";
import { chmod, mkdtemp, readFile, readlink, rename, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { addressOf, ask, type ServerAddress, user } from "./ask-server.ts";
import { type Binaries, findBinaries } from "./find-binaries.ts";
import { give, majorOf, openPlace, type Place, port, type Runner, readSecret, withOwner } from "./server-place.ts";

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

const startLimitMs = 60_000;
const unreachableMs = 10_000;
const logLimitBytes = 8 * 1024 * 1024;

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

const settings = (place: Place, durable: boolean): string =>
  [
    ...(durable ? [] : ["fsync = off", "full_page_writes = off"]),
    "listen_addresses = ''",
    `port = ${port}`,
    `unix_socket_directories = '${place.socket.replaceAll("'", "''")}'`,
    "unix_socket_permissions = 0700",
    "ssl = off",
    "max_connections = 200", // A process takes up to 25: serve, half a dozen of work, and what is typed beside them.
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

/**
 * Whether our PostgreSQL runs under a pid. It may since belong to another program, or to a dead process that nobody has
 * buried, which PostgreSQL itself takes for a living one.
 */
const runsUnder = async (place: Place, pid: number): Promise<boolean> => {
  const program = await readlink(`/proc/${pid}/exe`).catch(() => "");
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => "");
  return program.endsWith("/postgres") && folder === place.data;
};

/** The pid in a lock file, when our PostgreSQL really runs under it. */
const liveOwner = async (place: Place, lock: string): Promise<number | undefined> => {
  const text = await readFile(lock, "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  return Number.isInteger(pid) && pid > 1 && (await runsUnder(place, pid)) ? pid : undefined;
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
  // Its lock goes before it does: it has ended when nothing runs under its pid.
  while (Date.now() < until && (await runsUnder(place, pid))) await sleep(20);
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
