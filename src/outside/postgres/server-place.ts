/**
 * Where an embedded server lives and as whom it runs: folders, socket, password, user.
 *
 * As root the server runs as another user, for PostgreSQL refuses root; that user must be able to enter every folder on
 * the way. A folder keeps the user that it was made for.
 */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sha256Hex } from "#kit/hash.ts";

export const port = 5432;
/** A unix socket's path may have 107 bytes. */
const socketLimitBytes = 107;

export interface Runner {
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

export interface Place {
  readonly state: string;
  readonly data: string;
  readonly socket: string;
  readonly secret: string;
  readonly log: string;
  readonly runner: Runner | undefined;
}

export const give = async (path: string, runner: Runner | undefined): Promise<void> => {
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

export const openPlace = async (state: string): Promise<Place> => {
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

/** The password is ours alone: the server's user may be shared with other programs of the machine. */
export const readSecret = async (place: Place): Promise<string> => {
  // A new one would open nothing, and hide that the old one is gone.
  if (existsSync(place.data) && !existsSync(place.secret))
    throw new Error(
      `Expected the password of the database in ${place.secret} but found none. Put it back, or restore a backup into another folder.`,
    );
  await writeFile(place.secret, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" }).catch(
    () => undefined,
  );
  const secret = (await readFile(place.secret, "utf8")).trim();
  if (secret === "") throw new Error(`${place.secret}: expected the store's password but the file is empty.`);
  return secret;
};

/** A folder made by root for the server's user keeps that user, whoever is found first today. */
export const withOwner = async (place: Place): Promise<Place> => {
  if (place.runner === undefined || !existsSync(place.data)) return place;
  const { uid, gid } = await stat(place.data);
  await chown(place.socket, uid, gid);
  return { ...place, runner: { uid, gid } };
};

/** The major version of the PostgreSQL that made the data. */
export const majorOf = async (data: string): Promise<number | undefined> => {
  const text = await readFile(join(data, "PG_VERSION"), "utf8").catch(() => "");
  const major = Number.parseInt(text, 10);
  return Number.isInteger(major) ? major : undefined;
};
