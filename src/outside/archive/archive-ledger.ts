/**
 * What comes out of one archive: which entries may be read, which are lost and why, and how much is enough.
 *
 * Entries whose name is absolute or climbs by `..`, links and devices are refused and told. Folders, dotfiles and the
 * resource forks of macOS are passed over. Archives inside archives are not opened. Nothing is ever written to disk;
 * the names are judged all the same, because what follows uses them as addresses.
 */
import { archiveFormatOf } from "#kit/bytes/archive-format.ts";
import type { ReadOutcome } from "#terms/collecting.ts";
import type { Loss } from "#terms/loss.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import { contentTypeOfName } from "../content-type-of-name.ts";
import { makeDocument } from "../make-document.ts";

export interface ArchiveLimits {
  readonly maxEntries: number;
  readonly maxEntryBytes: number;
  /** Decoded bytes of all entries together. */
  readonly maxTotalBytes: number;
  /** Decoded to stored size; honest text seldom passes 30, a bomb reaches 1,000. */
  readonly maxRatio: number;
  /** Below this decoded size the ratio is not looked at. */
  readonly ratioFromBytes: number;
}

export const archiveLimits: ArchiveLimits = {
  maxEntries: 20_000,
  maxEntryBytes: 32 * 1024 * 1024,
  maxTotalBytes: 256 * 1024 * 1024,
  maxRatio: 200,
  ratioFromBytes: 8 * 1024 * 1024,
};

export type EntryKind = "file" | "folder" | "link" | "device" | "encrypted";

export interface ArchiveLedger {
  /** The clean name when the entry is to be read; otherwise it was noted or passed over. */
  readonly admit: (name: string, kind: EntryKind) => string | undefined;
  readonly keep: (name: string, bytes: Uint8Array) => void;
  readonly lose: (name: string, reason: string, detail: string) => void;
  /** True once no more entries may be read; the reader stops then. */
  readonly isFull: () => boolean;
  /** Decoded bytes that one more entry may have. */
  readonly roomBytes: () => number;
  /** In the order of names. */
  readonly outcome: () => ReadOutcome;
}

export const openLedger = (archive: RawDocument, item: string, limits: ArchiveLimits): ArchiveLedger => {
  const documentsByName = new Map<string, RawDocument>();
  const losses: Loss[] = [];
  let seen = 0;
  let totalBytes = 0;
  let full = false;

  const lose = (name: string, reason: string, detail: string): void => {
    losses.push({ step: "collect", item: name === "" ? item : `${item}!/${name.slice(0, 300)}`, reason, detail });
  };

  const admit = (name: string, kind: EntryKind): string | undefined => {
    seen += 1;
    if (seen > limits.maxEntries) {
      if (!full) lose("", "too_many_entries", `Expected at most ${limits.maxEntries} entries; the rest was not read.`);
      full = true;
      return undefined;
    }
    const clean = cleanName(name);
    if (clean === undefined) lose(name, "outside_archive", "The entry's name leads out of the archive.");
    else if (kind === "link") lose(name, "link_entry", "The entry is a link; links in archives are not followed.");
    else if (kind === "device") lose(name, "device_entry", "Expected a file but the entry is a device or pipe.");
    else if (kind === "encrypted") lose(name, "encrypted_entry", "The entry is encrypted.");
    else if (kind === "file" && !isPassedOver(clean)) return clean;
    return undefined;
  };

  const keep = (name: string, bytes: Uint8Array): void => {
    totalBytes += bytes.length;
    if (archiveFormatOf(bytes) !== undefined)
      lose(name, "nested_archive", "An archive inside an archive is not opened.");
    else if (documentsByName.has(name)) lose(name, "duplicate_entry", "The archive holds this name twice.");
    else documentsByName.set(name, entryDocument(archive, name, bytes));
  };

  return {
    admit,
    keep,
    lose,
    isFull: () => full,
    roomBytes: () => Math.min(limits.maxEntryBytes, limits.maxTotalBytes - totalBytes),
    outcome: () => ({
      documents: [...documentsByName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, document]) => document),
      losses,
    }),
  };
};

/** Addressed as `archive!/entry`, so that the canonical address keeps two entries apart. */
const entryDocument = (archive: RawDocument, name: string, bytes: Uint8Array): RawDocument => {
  const url = `${archive.url}!/${name.split("/").map(encodeURIComponent).join("/")}`;
  const contentType = contentTypeOfName(name);
  return makeDocument(bytes, { requestedUrl: url, url, retrievedAt: archive.retrievedAt, contentType });
};

/** Nothing when the name is absolute, has a drive, climbs, or holds NUL. Backslashes are separators, as on Windows. */
export const cleanName = (name: string): string | undefined => {
  const path = name.replaceAll("\\", "/");
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path) || path.includes("\0")) return undefined;
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) return undefined;
  return parts.join("/");
};

export const isPassedOver = (name: string): boolean =>
  name === "" || name.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
