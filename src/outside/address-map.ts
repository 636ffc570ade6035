/**
 * `--map http://host/=FOLDER`: addresses under a prefix are read from a folder (mirrors, air gaps, tests).
 *
 * The map stands before the address guard, so a mapped address may be loopback. Query and fragment are ignored. The
 * path is percent-decoded once, segment by segment; a segment that decodes to `..` or holds a separator or NUL is
 * refused, and so is any file whose real path (links followed) lies outside FOLDER. A folder answers with its
 * `index.html`. Of several prefixes the longest wins.
 */
import { join, sep } from "node:path";
import { err, ok, type Result } from "#kit/result.ts";
import type { FetchFault } from "#terms/collecting.ts";
import { contentTypeOfName } from "./content-type-of-name.ts";
import { type Disk, type DiskFault, systemDisk, tryDisk } from "./disk.ts";

export interface MappedFile {
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
}

export interface AddressMap {
  /** Absent when no prefix covers the address: then it is an address of the network. */
  readonly read: (url: URL, maxBytes: number) => Promise<Result<MappedFile, FetchFault> | undefined>;
}

interface Mapping {
  readonly origin: string;
  /** Path of the prefix, ending in "/". */
  readonly path: string;
  /** Real path of the folder. */
  readonly folder: string;
}

export const emptyAddressMap: AddressMap = { read: async () => undefined };

/** Reads the `PREFIX=FOLDER` words of the command line. Every fault is told, in order. */
export const openAddressMap = async (
  words: readonly string[],
  disk: Disk = systemDisk,
): Promise<Result<AddressMap, readonly string[]>> => {
  const opened = await Promise.all(words.map((word) => openMapping(word, disk)));
  const faults = opened.flatMap((mapping) => (mapping.ok ? [] : [mapping.error]));
  if (faults.length > 0) return err(faults);
  const mappings = opened
    .flatMap((mapping) => (mapping.ok ? [mapping.value] : []))
    .sort((a, b) => b.path.length - a.path.length);
  return ok({ read: (url, maxBytes) => readMapped(url, maxBytes, mappings, disk) });
};

const openMapping = async (word: string, disk: Disk): Promise<Result<Mapping, string>> => {
  const equals = word.indexOf("=");
  const prefix = word.slice(0, Math.max(equals, 0));
  if (equals < 0 || !URL.canParse(prefix)) return err(`Expected http://host/=FOLDER but found ${word}`);
  const url = new URL(prefix);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return err(`Expected an http or https prefix but found ${prefix}`);
  const path = url.pathname.endsWith("/") ? url.pathname : `${url.pathname}/`;
  const folder = await tryDisk(async () => {
    const real = await disk.realpath(word.slice(equals + 1));
    return { real, kind: (await disk.stat(real)).kind };
  });
  if (!folder.ok) return err(`Expected a folder to map ${prefix} to: ${folder.error.detail}`);
  if (folder.value.kind !== "folder") return err(`Expected a folder to map ${prefix} to but it is not one`);
  return ok({ origin: url.origin, path, folder: folder.value.real });
};

const covers = (mapping: Mapping, url: URL): boolean =>
  url.origin === mapping.origin && (url.pathname.startsWith(mapping.path) || `${url.pathname}/` === mapping.path);

const readMapped = async (
  url: URL,
  maxBytes: number,
  mappings: readonly Mapping[],
  disk: Disk,
): Promise<Result<MappedFile, FetchFault> | undefined> => {
  const mapping = mappings.find((candidate) => covers(candidate, url));
  if (mapping === undefined) return undefined;
  const segments = decodeSegments(url.pathname.slice(mapping.path.length));
  if (!segments.ok) return segments;
  return readInside(mapping.folder, segments.value, maxBytes, disk);
};

/** Percent-decodes a path into names. Empty segments fall away, as a file system would have it. */
const decodeSegments = (path: string): Result<readonly string[], FetchFault> => {
  const names: string[] = [];
  for (const segment of path.split("/")) {
    const name = decodeSegment(segment);
    if (name === undefined)
      return err({ type: "bad_address", message: "Expected a path whose percent-encoding is UTF-8." });
    if (name === "." || name === ".." || /[/\\\0]/.test(name))
      return err({ type: "outside_map", message: "Expected a path inside the mapped folder but it leads out of it." });
    if (name !== "") names.push(name);
  }
  return ok(names);
};

const decodeSegment = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined; // malformed percent-encoding is the only thing it throws for
  }
};

const readInside = async (
  folder: string,
  names: readonly string[],
  maxBytes: number,
  disk: Disk,
): Promise<Result<MappedFile, FetchFault>> => {
  const asked = await placeInside(folder, join(folder, ...names), disk);
  if (!asked.ok) return asked;
  const file =
    asked.value.kind === "folder" ? await placeInside(folder, join(asked.value.path, "index.html"), disk) : asked;
  if (!file.ok) return file;
  if (file.value.kind !== "file") return err({ type: "unreadable", message: "Expected a regular file." });
  const bytes = await tryDisk(() => disk.read(file.value.path, maxBytes));
  if (!bytes.ok) return err(toFetchFault(bytes.error));
  return ok({ bytes: bytes.value, contentType: contentTypeOfName(file.value.path) });
};

interface Place {
  readonly path: string;
  readonly kind: "file" | "folder" | "other";
}

/** The real path and kind of a path, when it lies inside the folder. */
const placeInside = async (folder: string, path: string, disk: Disk): Promise<Result<Place, FetchFault>> => {
  const real = await tryDisk(() => disk.realpath(path));
  if (!real.ok) return err(toFetchFault(real.error));
  if (!isInside(folder, real.value))
    return err({
      type: "outside_map",
      message: "Expected a file inside the mapped folder but a link leads out of it.",
    });
  const found = await tryDisk(() => disk.stat(real.value));
  return found.ok ? ok({ path: real.value, kind: found.value.kind }) : err(toFetchFault(found.error));
};

/** Both are real paths. */
export const isInside = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

const toFetchFault = (fault: DiskFault): FetchFault => {
  if (fault.reason === "not_found")
    return { type: "not_found", message: "Expected a file in the mapped folder but there is none." };
  if (fault.reason === "no_permission") return { type: "forbidden", message: fault.detail };
  if (fault.reason === "too_large") return { type: "too_large", message: fault.detail };
  return { type: "unreadable", message: fault.detail };
};
