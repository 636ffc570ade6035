/**
 * Reads tar as it streams by: v7, ustar, pax (POSIX.1-2001) and GNU long names. Sparse files are refused.
 * An entry over its cap is skipped without being held; a stream that ends early keeps what was whole.
 */
import { readOctal, tarChecksum } from "#kit/bytes/archive-format.ts";
import type { ArchiveLedger, EntryKind } from "./archive-ledger.ts";
import type { BytePuller } from "./pull-bytes.ts";
import { decodeName } from "./read-zip.ts";

export const blockBytes = 512;
export const maxHeaderBytes = 1024 * 1024;

export interface TarHeader {
  readonly name: string;
  readonly sizeBytes: number;
  readonly type: string;
}

/** What a pax or GNU header says about the entry after it. */
export interface Override {
  readonly name?: string;
  readonly sizeBytes?: number;
}

export const readTar = async (source: BytePuller, ledger: ArchiveLedger): Promise<void> => {
  let override: Override = {};
  while (!ledger.isFull()) {
    const block = await source.pull(blockBytes);
    if (block.length === 0 || block.every((byte) => byte === 0)) return;
    const header = parseHeader(block);
    if (header === undefined) {
      loseRest(ledger, "Expected a tar header but found something else.");
      return;
    }
    if ("xgLK".includes(header.type)) {
      if (header.sizeBytes > maxHeaderBytes) {
        loseRest(ledger, "A header in the archive is larger than 1 MiB.");
        return;
      }
      const content = await source.pull(header.sizeBytes);
      await source.skip(paddingOf(header.sizeBytes));
      override = { ...override, ...parseOverride(header.type, content) };
      continue;
    }
    const entry = { ...header, ...override };
    override = {};
    if (!(await readEntry(source, entry, ledger))) return;
  }
};

const loseRest = (ledger: ArchiveLedger, detail: string): void => ledger.lose("", "damaged_archive", detail);

export const paddingOf = (sizeBytes: number): number => (blockBytes - (sizeBytes % blockBytes)) % blockBytes;

export const parseHeader = (block: Uint8Array): TarHeader | undefined => {
  if (block.length < blockBytes || readOctal(block.subarray(148, 156)) !== tarChecksum(block)) return undefined;
  const sizeBytes = readSize(block.subarray(124, 136));
  if (sizeBytes === undefined) return undefined;
  const isUstar = decodeName(block.subarray(257, 262)) === "ustar";
  const isGnu = isUstar && block[262] === 0x20; // GNU ends the magic with a space and uses the prefix otherwise
  const prefix = isUstar && !isGnu ? readField(block.subarray(345, 500)) : "";
  const name = readField(block.subarray(0, 100));
  return { name: prefix === "" ? name : `${prefix}/${name}`, sizeBytes, type: String.fromCharCode(block[156] ?? 0) };
};

const readField = (field: Uint8Array): string => {
  const end = field.indexOf(0);
  return decodeName(end < 0 ? field : field.subarray(0, end));
};

/** Octal, or big-endian binary when the first bit is set (GNU and star, for sizes over 8 GiB). */
const readSize = (field: Uint8Array): number | undefined => {
  if (((field[0] ?? 0) & 0x80) === 0) return readOctal(field) ?? 0;
  let size = 0;
  for (const [index, byte] of field.entries()) size = size * 256 + (index === 0 ? byte & 0x7f : byte);
  return Number.isSafeInteger(size) ? size : undefined;
};

export const parseOverride = (type: string, content: Uint8Array): Override => {
  if (type === "L") return { name: readField(content) };
  return type === "x" ? parsePax(content) : {};
};

/** Records of `length key=value\n`, the length in bytes and counting itself. */
const parsePax = (content: Uint8Array): Override => {
  let override: Override = {};
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(0x20, at);
    if (space < 0 || space - at > 8) return override;
    const length = Number(decodeName(content.subarray(at, space)));
    if (!Number.isInteger(length) || length <= space - at + 1 || at + length > content.length) return override;
    const record = decodeName(content.subarray(space + 1, at + length - 1));
    const equals = record.indexOf("=");
    const key = record.slice(0, equals);
    const value = record.slice(equals + 1);
    if (key === "path") override = { ...override, name: value };
    if (key === "size" && /^\d{1,15}$/.test(value)) override = { ...override, sizeBytes: Number(value) };
    at += length;
  }
  return override;
};

export const kindOf = (header: TarHeader): EntryKind => {
  if (header.type === "1" || header.type === "2") return "link";
  if (header.type === "5" || header.name.endsWith("/")) return "folder";
  return header.type === "0" || header.type === "\0" || header.type === "7" ? "file" : "device";
};

/** @returns false when the stream ended inside the entry or the archive has given all that it may. */
const readEntry = async (source: BytePuller, header: TarHeader, ledger: ArchiveLedger): Promise<boolean> => {
  const hasContent = kindOf(header) === "file" || header.type === "S";
  const storedBytes = hasContent ? header.sizeBytes : 0;
  const name = ledger.admit(header.name, kindOf(header));
  if (ledger.isFull()) return false;
  const room = ledger.roomBytes();
  if (name === undefined || header.sizeBytes > room) {
    if (name !== undefined) ledger.lose(name, "too_large", `The entry is larger than the ${room} bytes it may have.`);
    return (await source.skip(storedBytes)) === storedBytes && (await skipPadding(source, storedBytes));
  }
  const content = await source.pull(storedBytes);
  if (content.length < storedBytes) {
    ledger.lose(name, "damaged_entry", "The archive ends inside this entry.");
    return false;
  }
  ledger.keep(name, content);
  return skipPadding(source, storedBytes);
};

const skipPadding = async (source: BytePuller, storedBytes: number): Promise<boolean> => {
  await source.skip(paddingOf(storedBytes));
  return true;
};
