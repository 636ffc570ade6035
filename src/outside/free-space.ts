/** How much room a disk has left for us. */
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";

export interface FreeSpace {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** @returns nothing when the system does not tell; a folder that is not there yet is asked of the one above it */
export const freeSpace = async (folder: string): Promise<FreeSpace | undefined> => {
  try {
    // What a process without privileges may still write.
    const { bavail, blocks, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return folder === dirname(folder) ? undefined : freeSpace(dirname(folder));
  }
};
