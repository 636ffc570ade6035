/**
 * Reads ZIP (PKWARE APPNOTE 6.3.10): stored and deflated entries, by the central directory.
 *
 * Declared sizes are not believed: inflating stops at the cap, whatever the header says. Entries whose stored bytes
 * add up to more than the archive has share bytes (the overlapping bomb) and the rest is refused. Not read: ZIP64,
 * encryption, other methods, archives with something before the first entry.
 */
import { crc32, inflateRawSync } from "node:zlib";
import type { ArchiveLedger, ArchiveLimits, EntryKind } from "./archive-ledger.ts";

export interface CentralEntry {
  readonly name: string;
  readonly kind: EntryKind;
  readonly method: number;
  readonly crc: number;
  readonly storedBytes: number;
  readonly localOffset: number;
  readonly nextOffset: number;
}

const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
export const localSignature = 0x04034b50;

export const readZip = (bytes: Uint8Array, ledger: ArchiveLedger, limits: ArchiveLimits): void => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) {
    ledger.lose("", "damaged_archive", "Expected a ZIP directory at the end but found none.");
    return;
  }
  const count = view.getUint16(end + 10, true);
  let offset = view.getUint32(end + 16, true);
  if (count === 0xffff || offset === 0xffffffff) {
    ledger.lose("", "unsupported_archive", "ZIP64 archives are not read.");
    return;
  }
  let storedTotal = 0;
  for (let index = 0; index < count && !ledger.isFull(); index += 1) {
    const entry = readCentralEntry(view, bytes, offset);
    if (entry === undefined) {
      ledger.lose("", "damaged_archive", "The ZIP directory ends before its last entry.");
      return;
    }
    offset = entry.nextOffset;
    storedTotal += entry.storedBytes;
    if (storedTotal > bytes.length) {
      ledger.lose("", "damaged_archive", "Entries share bytes; the rest of the archive was not read.");
      return;
    }
    const name = ledger.admit(entry.name, entry.kind);
    if (name !== undefined && !readEntry(view, bytes, entry, name, ledger, limits)) return;
  }
};

/** The end record is last but for a comment of at most 65,535 bytes. */
export const findEnd = (view: DataView): number | undefined => {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1)
    if (view.getUint32(at, true) === endSignature && at + 22 + view.getUint16(at + 20, true) <= view.byteLength)
      return at;
  return undefined;
};

export const readCentralEntry = (view: DataView, bytes: Uint8Array, at: number): CentralEntry | undefined => {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== centralSignature) return undefined;
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  if (nameEnd > view.byteLength) return undefined;
  const name = decodeName(bytes.subarray(at + 46, nameEnd));
  const isEncrypted = (view.getUint16(at + 8, true) & 0x41) !== 0;
  return {
    name,
    kind: isEncrypted ? "encrypted" : kindOf(name, view.getUint8(at + 5), view.getUint32(at + 38, true)),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    storedBytes: view.getUint32(at + 20, true),
    localOffset: view.getUint32(at + 42, true),
    nextOffset: nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true),
  };
};

/** Upper 16 bits of the attributes are the Unix mode, when the entry was made on Unix (3) or macOS (19). */
const kindOf = (name: string, madeOn: number, attributes: number): EntryKind => {
  const type = madeOn === 3 || madeOn === 19 ? (attributes >>> 16) & 0xf000 : 0;
  if (type === 0xa000) return "link";
  if (type === 0x4000 || name.endsWith("/") || name.endsWith("\\")) return "folder";
  return type === 0 || type === 0x8000 ? "file" : "device";
};

/** UTF-8 where it is UTF-8, whatever the flag says; else byte for byte. */
export const decodeName = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes); // the name only identifies; any lossless reading serves
  }
};

/** @returns false when the archive has given all that it may. */
const readEntry = (
  view: DataView,
  bytes: Uint8Array,
  entry: CentralEntry,
  name: string,
  ledger: ArchiveLedger,
  limits: ArchiveLimits,
): boolean => {
  const at = entry.localOffset;
  if (at + 30 > view.byteLength || view.getUint32(at, true) !== localSignature) return loseDamaged(ledger, name);
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + entry.storedBytes > bytes.length) return loseDamaged(ledger, name);
  const stored = bytes.subarray(start, start + entry.storedBytes);
  const room = ledger.roomBytes();
  if (room <= 0) {
    ledger.lose("", "too_large", `Expected at most ${limits.maxTotalBytes} bytes decoded; the rest was not read.`);
    return false;
  }
  const cap = Math.min(room, Math.max(limits.ratioFromBytes, stored.length * limits.maxRatio));
  if (entry.method !== 0 && entry.method !== 8) {
    ledger.lose(name, "unsupported_entry", `Compression method ${entry.method} is not read.`);
    return true;
  }
  const content = entry.method === 0 ? copyWithin(stored, cap) : inflateWithin(stored, cap);
  if (content === "too_large") ledger.lose(name, "too_large", `The entry is larger than the ${cap} bytes it may have.`);
  else if (content === "damaged" || crc32(content) !== entry.crc) return loseDamaged(ledger, name);
  else ledger.keep(name, content);
  return true;
};

const loseDamaged = (ledger: ArchiveLedger, name: string): true => {
  ledger.lose(name, "damaged_entry", "The entry's bytes do not match the archive's directory.");
  return true;
};

/** Copied, so that one kept entry does not keep the whole archive in memory. */
const copyWithin = (stored: Uint8Array, cap: number): Uint8Array | "too_large" =>
  stored.length > cap ? "too_large" : stored.slice();

const inflateWithin = (stored: Uint8Array, cap: number): Uint8Array | "too_large" | "damaged" => {
  try {
    return new Uint8Array(inflateRawSync(stored, { maxOutputLength: cap }));
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE" ? "too_large" : "damaged";
  }
};
