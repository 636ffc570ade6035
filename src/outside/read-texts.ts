/** Reads files as text, each within a limit; what cannot be read becomes a loss and the rest is read. UTF-8, or UTF-16 with a mark. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { Loss } from "#terms/loss.ts";
import { systemDisk, tryDisk } from "./disk.ts";
import { type ListOptions, listFiles } from "./list-files.ts";

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export interface ReadTexts {
  readonly files: readonly TextFile[];
  readonly losses: readonly Loss[];
}

const utf8 = new TextDecoder("utf-8");

const decode = (bytes: Uint8Array): string => {
  const { 0: first, 1: second } = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return utf8.decode(bytes);
};

/** Small files at once and without waiting: a rule set has thousands, and each wait costs more than the reading. */
const smallBytes = 256 * 1024;
/** Where they are read to, one after the other; each is made a text before anything else may run. */
const held = new Uint8Array(smallBytes + 1);

/** Good until the next is read. `undefined` where there is more than the file's size said. */
const readAtOnce = (path: string): Uint8Array | undefined => {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw new Error("not a file");
    const room = Math.min(found.size, smallBytes) + 1;
    let size = 0;
    for (let read = 1; read > 0 && size < room; size += read) read = readSync(file, held, size, room - size, null);
    return size === room ? undefined : held.subarray(0, size);
  } finally {
    closeSync(file);
  }
};

export const readTexts = async (
  paths: readonly string[],
  options: ListOptions & { readonly maxBytes?: number } = {},
): Promise<ReadTexts> => {
  const listed = await listFiles(paths, options);
  const maxBytes = options.maxBytes ?? 16 * 1024 * 1024;
  const files: TextFile[] = [];
  const losses = [...listed.losses];
  for (const { name, path, sizeBytes } of listed.files) {
    const isSmall = sizeBytes !== undefined && sizeBytes <= smallBytes && sizeBytes <= maxBytes;
    const text = await tryDisk(async () =>
      decode((isSmall ? readAtOnce(path) : undefined) ?? (await systemDisk.read(path, maxBytes))),
    );
    if (text.ok) files.push({ path: name, text: text.value });
    else losses.push({ step: "collect", item: name, reason: text.error.reason, detail: text.error.detail });
  }
  return { files, losses };
};
