/**
 * Writes a file so that it stands whole or not at all, through a kill and a full disk: to a neighbour first, flushed to
 * the disk, then renamed over, then the folder flushed. What stood there before is whole until the new one is.
 */
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes and flushes; a test can take away the space. */
export type WriteFlushed = (path: string, content: Uint8Array | string) => Promise<void>;

const writeFlushed: WriteFlushed = async (path, content) => {
  const file = await open(path, "w");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
};

export const flushFile = async (path: string): Promise<void> => {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Not every system lets a folder be opened; then the rename has to do. */
export const flushFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
};

/** A neighbour that is flushed already takes the name. */
export const putInPlace = async (beside: string, path: string): Promise<void> => {
  await rename(beside, path);
  await flushFolder(dirname(path));
};

/** Rejects with the system's error; then nothing has changed and nothing is left behind. */
export const writeWhole = async (
  path: string,
  content: Uint8Array | string,
  write: WriteFlushed = writeFlushed,
): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.part`;
  try {
    await write(beside, content);
    await putInPlace(beside, path);
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw cause;
  }
};
