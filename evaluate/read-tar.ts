/**
 * Reads a whole tar archive (`.tar`, `.tar.gz`/`.tgz`, `.tar.zst`) into memory: the measuring data comes in these.
 *
 * Promise: regular files only, in archive order, with ustar prefixes, GNU long names and pax paths; links, devices and
 * folders are passed over. Reads nothing but the file it is given and never writes. Test material is trusted in size.
 */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import * as zlib from "node:zlib";

export interface TarFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const block = 512;
const gunzip = promisify(zlib.gunzip);
const run = promisify(execFile);

type Decompress = (bytes: Uint8Array) => Uint8Array;

/** `zstdDecompressSync` is there from Node 22.15; older ones need the `zstd` command. */
const zstd = async (path: string, bytes: Uint8Array): Promise<Uint8Array> => {
  const inBuilt = (zlib as unknown as { zstdDecompressSync?: Decompress }).zstdDecompressSync;
  if (inBuilt !== undefined) return inBuilt(bytes);
  const { stdout } = await run("zstd", ["-dcq", path], { encoding: "buffer", maxBuffer: 2 ** 31 });
  return stdout;
};

const unpack = async (path: string): Promise<Uint8Array> => {
  const bytes = await readFile(path);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzip(bytes);
  if (bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd) return zstd(path, bytes);
  return bytes;
};

const textAt = (bytes: Uint8Array, start: number, length: number): string => {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString("utf8");
};

/** Octal, or base 256 when the top bit is set (GNU, files over 8 GB). */
const sizeAt = (bytes: Uint8Array, start: number): number => {
  const first = bytes[start] ?? 0;
  if ((first & 0x80) === 0) return Number.parseInt(textAt(bytes, start, 12).trim() || "0", 8);
  let size = first & 0x7f;
  for (let at = start + 1; at < start + 12; at += 1) size = size * 256 + (bytes[at] ?? 0);
  return size;
};

/** The `path` record of a pax header: lines of "LENGTH KEY=VALUE\n", lengths in bytes. */
const paxPath = (bytes: Uint8Array): string | undefined => {
  let path: string | undefined;
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const length = Number.parseInt(Buffer.from(bytes.subarray(at, space)).toString("latin1"), 10);
    if (space < 0 || !(length > 0)) break;
    const record = Buffer.from(bytes.subarray(space + 1, at + length - 1)).toString("utf8");
    if (record.startsWith("path=")) path = record.slice(5);
    at += length;
  }
  return path;
};

const headerPath = (bytes: Uint8Array, at: number): string => {
  const name = textAt(bytes, at, 100);
  const ustar = textAt(bytes, at + 257, 5) === "ustar" && bytes[at + 262] === 0;
  const prefix = ustar ? textAt(bytes, at + 345, 155) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
};

/** Files of an archive already unpacked. A cut archive gives the files that are whole. */
export const readTarBytes = (bytes: Uint8Array): TarFile[] => {
  const files: TarFile[] = [];
  let longName: string | undefined;
  for (let at = 0; at + block <= bytes.length; ) {
    if (bytes[at] === 0) {
      at += block;
      continue;
    }
    const size = sizeAt(bytes, at + 124);
    const body = bytes.subarray(at + block, at + block + size);
    if (!(size >= 0) || body.length < size) break;
    const type = String.fromCharCode(bytes[at + 156] ?? 0);
    if (type === "L") longName = textAt(body, 0, size);
    else if (type === "x") longName = paxPath(body) ?? longName;
    else if (type !== "g") {
      if (type === "0" || type === "\0" || type === "7")
        files.push({ path: longName ?? headerPath(bytes, at), bytes: body });
      longName = undefined;
    }
    at += block + Math.ceil(size / block) * block;
  }
  return files;
};

export const readTar = async (path: string): Promise<TarFile[]> => readTarBytes(await unpack(path));
