/**
 * Reads what a person points at on disk: a file, a folder (all of it, in the order of names) or an archive.
 *
 * Dotfiles are passed over. Links are followed only while they stay inside the folder that was named, and nothing is
 * read twice. What cannot be read, a folder without permission among it, becomes a loss and the rest is read.
 */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { archiveFormatOf } from "#kit/bytes/archive-format.ts";
import { err, type Result } from "#kit/result.ts";
import type { ReadOutcome } from "#terms/collecting.ts";
import type { Loss } from "#terms/loss.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import { isInside } from "./address-map.ts";
import { type ArchiveLimits, archiveLimits } from "./archive/archive-ledger.ts";
import { type Clock, systemClock } from "./clock.ts";
import { contentTypeOfName } from "./content-type-of-name.ts";
import { type Disk, type DiskFault, systemDisk, tryDisk } from "./disk.ts";
import { makeDocument } from "./make-document.ts";
import { openArchive } from "./open-archive.ts";

export interface ReadPathOptions {
  readonly clock?: Clock;
  readonly disk?: Disk;
  readonly maxFiles?: number;
  readonly maxFileBytes?: number;
  /** An archive as it lies on disk may be larger than a document. */
  readonly maxArchiveBytes?: number;
  readonly maxTotalBytes?: number;
  readonly archiveLimits?: ArchiveLimits;
}

const maxDepth = 64;
const mebibyte = 1024 * 1024;

interface Walk {
  readonly clock: Clock;
  readonly disk: Disk;
  readonly limits: { maxFiles: number; maxFileBytes: number; maxArchiveBytes: number; maxTotalBytes: number };
  readonly archiveLimits: ArchiveLimits;
  readonly documents: RawDocument[];
  readonly losses: Loss[];
  readonly seen: Set<string>;
  files: number;
  totalBytes: number;
  /** A limit of the whole walk is reached and told; nothing more is read. */
  spent: boolean;
}

export const readPath = async (path: string, options: ReadPathOptions = {}): Promise<ReadOutcome> => {
  const walk: Walk = {
    clock: options.clock ?? systemClock,
    disk: options.disk ?? systemDisk,
    limits: {
      maxFiles: options.maxFiles ?? 50_000,
      maxFileBytes: options.maxFileBytes ?? 32 * mebibyte,
      maxArchiveBytes: options.maxArchiveBytes ?? 256 * mebibyte,
      maxTotalBytes: options.maxTotalBytes ?? 256 * mebibyte,
    },
    archiveLimits: options.archiveLimits ?? archiveLimits,
    documents: [],
    losses: [],
    seen: new Set(),
    files: 0,
    totalBytes: 0,
    spent: false,
  };
  const top = await tryDisk(() => walk.disk.realpath(resolve(path)));
  if (top.ok) await visit(walk, top.value, top.value, path, 0);
  else loseByDisk(walk, path, top.error);
  return { documents: walk.documents, losses: walk.losses };
};

const lose = (walk: Walk, item: string, reason: string, detail: string): void => {
  walk.losses.push({ step: "collect", item, reason, detail });
};

const loseByDisk = (walk: Walk, item: string, fault: DiskFault): void => lose(walk, item, fault.reason, fault.detail);

const isSpent = (walk: Walk, item: string): boolean => {
  const { maxFiles, maxTotalBytes } = walk.limits;
  if (walk.spent || (walk.files < maxFiles && walk.totalBytes < maxTotalBytes)) return walk.spent;
  walk.spent = true;
  const limit = walk.files >= maxFiles ? `${maxFiles} files` : `${maxTotalBytes} bytes`;
  lose(walk, item, "too_many_files", `Expected at most ${limit}; from here on nothing was read.`);
  return true;
};

/** `real` is a real path inside `top`; `item` is what the user calls it. */
const visit = async (walk: Walk, top: string, real: string, item: string, depth: number): Promise<void> => {
  if (walk.seen.has(real)) return;
  walk.seen.add(real);
  const found = await tryDisk(() => walk.disk.stat(real));
  if (!found.ok) loseByDisk(walk, item, found.error);
  else if (found.value.kind === "folder") await visitFolder(walk, top, real, item, depth);
  else if (found.value.kind === "other")
    lose(walk, item, "not_a_file", "Expected a file or folder but it is a pipe, socket or device.");
  else if (!isSpent(walk, item)) await visitFile(walk, real, item);
};

const visitFolder = async (walk: Walk, top: string, real: string, item: string, depth: number): Promise<void> => {
  const names = depth < maxDepth ? await tryDisk(() => walk.disk.list(real)) : tooDeep;
  if (!names.ok) {
    loseByDisk(walk, item, names.error);
    return;
  }
  const visible = names.value.filter((name) => !name.startsWith(".")).sort((a, b) => (a < b ? -1 : 1));
  for (const name of visible) {
    if (walk.spent) return;
    const childItem = join(item, name);
    const child = await tryDisk(() => walk.disk.realpath(join(real, name)));
    if (!child.ok) loseByDisk(walk, childItem, child.error);
    else if (isInside(top, child.value)) await visit(walk, top, child.value, childItem, depth + 1);
    else lose(walk, childItem, "outside_folder", "A link leads out of the folder; it was not followed.");
  }
};

const tooDeep: Result<readonly string[], DiskFault> = err({
  reason: "too_large",
  detail: `Expected at most ${maxDepth} folders inside each other.`,
});

const visitFile = async (walk: Walk, real: string, item: string): Promise<void> => {
  walk.files += 1;
  const bytes = await tryDisk(() => walk.disk.read(real, walk.limits.maxArchiveBytes));
  if (!bytes.ok) {
    loseByDisk(walk, item, bytes.error);
    return;
  }
  const url = pathToFileURL(real).href;
  const about = { requestedUrl: url, url, retrievedAt: walk.clock.now(), contentType: contentTypeOfName(real) };
  const document = makeDocument(bytes.value, about);
  if (archiveFormatOf(bytes.value) !== undefined) await addArchive(walk, document, item);
  else if (bytes.value.length > walk.limits.maxFileBytes)
    lose(walk, item, "too_large", `Expected at most ${walk.limits.maxFileBytes} bytes.`);
  else {
    walk.totalBytes += bytes.value.length;
    walk.documents.push(document);
  }
};

const addArchive = async (walk: Walk, archive: RawDocument, item: string): Promise<void> => {
  const opened = await openArchive(archive, item, walk.archiveLimits);
  for (const document of opened.documents) walk.totalBytes += document.bytes.length;
  walk.documents.push(...opened.documents);
  walk.losses.push(...opened.losses);
};
