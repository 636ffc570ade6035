/**
 * The disk, as an argument: the few calls that reading needs, so that a test can take away a permission.
 * Only regular files are read: a pipe or a device could hold the reader forever.
 */
import { open, readdir, realpath, stat } from "node:fs/promises";
import { err, ok, type Result } from "#kit/result.ts";

export interface DiskEntry {
  readonly kind: "file" | "folder" | "other";
  readonly sizeBytes: number;
}

export interface Disk {
  /** Follows links. Rejects with the system's error. */
  readonly stat: (path: string) => Promise<DiskEntry>;
  readonly realpath: (path: string) => Promise<string>;
  readonly list: (path: string) => Promise<readonly string[]>;
  /** Rejects with code `TOO_LARGE` once more than `maxBytes` were read, whatever size the system states. */
  readonly read: (path: string, maxBytes: number) => Promise<Uint8Array>;
}

const chunkBytes = 256 * 1024;

const readBounded = async (path: string, maxBytes: number): Promise<Uint8Array> => {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size > maxBytes) throw Object.assign(new Error("too large"), { code: "TOO_LARGE" });
    const chunks: Uint8Array[] = [];
    let total = 0;
    for (;;) {
      const chunk = new Uint8Array(Math.min(Math.max(size - total + 1, 4_096), chunkBytes));
      const { bytesRead } = await file.read(chunk, 0, chunk.length, null);
      if (bytesRead === 0) return joinChunks(chunks, total);
      total += bytesRead;
      if (total > maxBytes) throw Object.assign(new Error("too large"), { code: "TOO_LARGE" });
      chunks.push(chunk.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
};

export const joinChunks = (chunks: readonly Uint8Array[], total: number): Uint8Array => {
  const joined = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
};

export const systemDisk: Disk = {
  stat: async (path) => {
    const found = await stat(path);
    return { kind: found.isFile() ? "file" : found.isDirectory() ? "folder" : "other", sizeBytes: found.size };
  },
  realpath: (path) => realpath(path),
  list: (path) => readdir(path),
  read: readBounded,
};

export interface DiskFault {
  readonly reason: "not_found" | "no_permission" | "too_large" | "unreadable";
  readonly detail: string;
}

/** Says what a system error means for the person who named the path. */
const explainDiskError = (error: unknown): DiskFault => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
  if (code === "ENOENT" || code === "ENOTDIR")
    return { reason: "not_found", detail: "There is no such file or folder." };
  if (code === "EACCES" || code === "EPERM")
    return { reason: "no_permission", detail: "Expected to be allowed to read it but permission was denied." };
  if (code === "TOO_LARGE") return { reason: "too_large", detail: "It is larger than the limit." };
  return { reason: "unreadable", detail: `The system could not read it (${code}).` };
};

/** Runs one call to the disk and turns its error into a value. */
export const tryDisk = async <T>(call: () => Promise<T>): Promise<Result<T, DiskFault>> => {
  try {
    return ok(await call());
  } catch (error) {
    return err(explainDiskError(error));
  }
};
