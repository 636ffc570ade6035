/**
 * Opens an archive that is in memory: zip, tar, tar.gz, tar.zst, and a single gzip- or zstd-packed file.
 * What kind it is comes from its bytes. It is decoded as a stream, so a bomb is left at the cap, and a damaged archive
 * gives the entries before the damage. Never throws.
 */
import { Readable } from "node:stream";
import { createGunzip, createZstdDecompress, constants as zlib } from "node:zlib";
import { type ArchiveFormat, archiveFormatOf } from "#kit/bytes/archive-format.ts";
import type { ReadOutcome } from "#terms/collecting.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import { type ArchiveLedger, type ArchiveLimits, archiveLimits, openLedger } from "./archive/archive-ledger.ts";
import { type BytePuller, pullBytes, TooManyBytesError } from "./archive/pull-bytes.ts";
import { readTar } from "./archive/read-tar.ts";
import { readZip } from "./archive/read-zip.ts";

/** `item` is what losses call the archive: its path or address as the user knows it. */
export const openArchive = async (
  archive: RawDocument,
  item: string = archive.requestedUrl,
  limits: ArchiveLimits = archiveLimits,
): Promise<ReadOutcome> => {
  const ledger = openLedger(archive, item, limits);
  const format = archiveFormatOf(archive.bytes);
  if (format === "zip") readZip(archive.bytes, ledger, limits);
  else if (format !== undefined) await readStream(archive, format, ledger, limits);
  else ledger.lose("", "unsupported_archive", "Expected zip, tar, gzip or zstd but found something else.");
  return ledger.outcome();
};

const readStream = async (
  archive: RawDocument,
  format: ArchiveFormat,
  ledger: ArchiveLedger,
  limits: ArchiveLimits,
): Promise<void> => {
  const byRatio = Math.max(limits.ratioFromBytes, archive.bytes.length * limits.maxRatio);
  const cap = format === "tar" ? archive.bytes.length : Math.min(limits.maxTotalBytes, byRatio);
  const source = pullBytes(decode(archive.bytes, format), cap);
  try {
    if (archiveFormatOf(await source.peek(512)) === "tar") await readTar(source, ledger);
    else await readSingle(source, archive, ledger, limits);
  } catch (error) {
    if (error instanceof TooManyBytesError)
      ledger.lose("", "too_large", `Expected at most ${cap} bytes decoded; what came after them was not read.`);
    else ledger.lose("", "damaged_archive", "The compressed bytes are damaged or cut off; what came before was kept.");
  } finally {
    await source.close();
  }
};

const decode = (bytes: Uint8Array, format: ArchiveFormat): AsyncIterable<Uint8Array> => {
  if (format === "tar") return Readable.from([bytes]);
  const decoder =
    format === "gzip" ? createGunzip() : createZstdDecompress({ params: { [zlib.ZSTD_d_windowLogMax]: 27 } });
  decoder.end(bytes);
  return decoder;
};

/** One packed file: its name is the archive's without the ending. */
const readSingle = async (
  source: BytePuller,
  archive: RawDocument,
  ledger: ArchiveLedger,
  limits: ArchiveLimits,
): Promise<void> => {
  const name = ledger.admit(unpackedName(archive.url), "file");
  if (name === undefined) return;
  const content = await source.pull(limits.maxEntryBytes + 1);
  if (content.length > limits.maxEntryBytes)
    ledger.lose(name, "too_large", `The file is larger than the ${limits.maxEntryBytes} bytes it may have.`);
  else ledger.keep(name, content);
};

const unpackedName = (url: string): string => {
  const path = url.split(/[?#]/, 1)[0] ?? "";
  const last = path.slice(path.lastIndexOf("/") + 1);
  const bare = last.replace(/\.(gz|zst|gzip|zstd)$/i, "").replace(/^\.+/, "");
  try {
    return decodeURIComponent(bare).replaceAll(/[/\\\0:]/g, "_") || "content";
  } catch {
    return bare || "content"; // not percent-encoded UTF-8: the bare name serves as well
  }
};
