/**
 * Keeps an edition made from files that do not change, under a key of everything it was made from: the input, the
 * code, the tables and rules. A change to any of them makes it anew; what is damaged counts as absent.
 */
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "#kit/hash.ts";
import { type Edition, editionSchema } from "#terms/edition.ts";
import { writeOutput } from "./write-output.ts";

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const filesUnder = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.includes(".test."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort(compare);
};

/** Hash of the contents and names of everything under the folders. */
export const keyOfFolders = async (folders: readonly string[]): Promise<string> => {
  const parts: string[] = [];
  for (const folder of folders) {
    for (const path of await filesUnder(folder)) parts.push(path, sha256Hex(await readFile(path)));
  }
  return sha256Hex(parts.join("\0"));
};

export const readCached = async (folder: string, key: string): Promise<Edition | undefined> => {
  try {
    const parsed = editionSchema.safeParse(JSON.parse(await readFile(join(folder, `${key}.json`), "utf8")));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined; // Not there, or cut short: it is made anew.
  }
};

/** Keeps this edition and drops those of other keys. */
export const saveCached = async (folder: string, key: string, json: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  await writeOutput(join(folder, `${key}.json`), json);
  for (const name of await readdir(folder)) if (name !== `${key}.json`) await rm(join(folder, name), { force: true });
};
