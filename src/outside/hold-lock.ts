/**
 * One writer at a time: a lock file made exclusively, holding the owner's process id. A lock whose owner has died is
 * taken over; the one who takes over holds a second lock meanwhile, so that two who see the same dead owner cannot both
 * win. A living owner is never put aside: the caller is told who it is.
 */
import { open, readFile, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { err, ok, type Result } from "#kit/result.ts";

/** Frees the lock. */
export type FreeLock = () => Promise<void>;

interface Owner {
  readonly pid: number;
  readonly host: string;
}

const takeoverMs = 10_000;

/** Locks of this process: a lock file with our pid that is none of these was left by an earlier process of that number. */
const ours = new Set<string>();

const make = async (path: string): Promise<boolean> => {
  try {
    const file = await open(path, "wx");
    await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname() } satisfies Owner));
    await file.close();
    ours.add(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
};

const readOwner = async (path: string): Promise<Owner | undefined> => {
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    const isOwner = typeof value === "object" && value !== null && "pid" in value && "host" in value;
    return isOwner && Number.isSafeInteger(value.pid)
      ? { pid: Number(value.pid), host: String(value.host) }
      : undefined;
  } catch {
    return undefined; // gone meanwhile, or its maker was killed before a word stood in it
  }
};

/** Signal 0 asks whether a process is there; "not permitted" means that it is. */
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

const isOlderThan = async (path: string, ageMs: number): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > ageMs;
};

/** A lock without a readable owner is dead once its maker has had time to write. */
const isDead = async (path: string): Promise<boolean> => {
  const owner = await readOwner(path);
  if (owner === undefined) return isOlderThan(path, takeoverMs);
  if (owner.host !== hostname()) return false;
  return owner.pid === process.pid ? !ours.has(path) : !isAlive(owner.pid);
};

const takeOver = async (path: string): Promise<boolean> => {
  const second = `${path}.takeover`;
  if (await isOlderThan(second, takeoverMs)) await rm(second, { force: true });
  if (!(await make(second))) return false;
  try {
    if (!(await isDead(path))) return false;
    await rm(path, { force: true });
    return await make(path);
  } finally {
    await rm(second, { force: true });
  }
};

/** @returns how to free the lock, or who holds it. The folder of `path` must be there. */
export const holdLock = async (path: string): Promise<Result<FreeLock, string>> => {
  if ((await make(path)) || ((await isDead(path)) && (await takeOver(path))))
    return ok(async () => {
      // Freed once: by then it may be another's.
      if (ours.delete(path)) await rm(path, { force: true });
    });
  const owner = await readOwner(path);
  const who = owner === undefined ? "another process" : `process ${owner.pid} on ${owner.host}`;
  return err(`Expected to be the only one at work here but ${who} is. If none is, remove ${path}`);
};
