/** Writes result files: to a neighbour first, then renamed, so that an interrupted run leaves the old file whole. */

import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import { causeText } from "#kit/cause-text.ts";
import { flushFile, putInPlace } from "#outside/write-whole.ts";
import { unfinished, wrongUse } from "./exit-codes.ts";

const unfinishedFiles = new Set<string>();

/** A file that is being written piece by piece: removed when the run breaks off. */
export const noteUnfinished = (path: string): void => void unfinishedFiles.add(path);
export const forgetUnfinished = (path: string): void => void unfinishedFiles.delete(path);

/** Removes what a broken-off run has begun to write. */
export const removeUnfinished = async (): Promise<void> => {
  for (const path of unfinishedFiles) await rm(path, { force: true });
};

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission was denied.",
  EPERM: "permission was denied.",
  EROFS: "the disk can only be read.",
  ENOSPC: "no space is left on the disk; what stood there before is whole.",
  EDQUOT: "the quota is used up; what stood there before is whole.",
  EISDIR: "a folder has that name.",
  ENOTDIR: "a part of its path is a file.",
  ENOENT: "its folder cannot be made.",
};

/** The system's message names the unfinished neighbour, which no user has heard of. */
const whyNot = (cause: unknown): string => {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return reasons[code] ?? `could not: ${causeText(cause)}`;
};

export const writeOutput = async (path: string, content: string | Uint8Array): Promise<void> => {
  const target = resolve(path);
  const beside = `${target}.${process.pid}.part`;
  unfinishedFiles.add(beside);
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(beside, content);
    await rename(beside, target);
  } catch (cause) {
    // Where the folder itself is none there is nothing to remove; the first cause is the one to tell.
    await rm(beside, { force: true }).catch(() => undefined);
    throw unfinished(`${path}: Expected to write it but ${whyNot(cause)}`);
  } finally {
    unfinishedFiles.delete(beside);
  }
};

/**
 * A file that is written piece by piece, readable by its owner alone; on disk before it takes the name: one that a power
 * cut takes back is none.
 *
 * @param what it is called in words when it cannot be written
 */
export const writeInPlace = async <T>(
  path: string,
  what: string,
  write: (to: WriteStream) => Promise<T>,
): Promise<T> => {
  const target = resolve(path);
  const beside = `${target}.${process.pid}.part`;
  noteUnfinished(beside);
  try {
    await mkdir(dirname(target), { recursive: true });
    const written = await write(createWriteStream(beside, { mode: 0o600 }));
    await flushFile(beside);
    await putInPlace(beside, target);
    return written;
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw unfinished(`${path}: Expected to write ${what} but ${causeText(cause)}`);
  } finally {
    forgetUnfinished(beside);
  }
};

/** The form a file's ending asks for. */
export const formOf = <Form extends string>(path: string, forms: readonly Form[]): Form => {
  const ending = extname(path).slice(1).toLowerCase();
  const alias = ending === "markdown" ? "md" : ending === "htm" ? "html" : ending === "text" ? "txt" : ending;
  const form = forms.find((entry) => entry === alias);
  if (form !== undefined) return form;
  throw wrongUse(
    `${path}: Expected an ending of ${forms.join(", ")} but found ${ending === "" ? "none" : `.${ending}`}`,
  );
};
