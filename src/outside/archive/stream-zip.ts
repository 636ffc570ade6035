/**
 * Entries of a zip that is in memory, each inflated as a stream. The same forms as `read-zip.ts`, without a limit on what
 * an entry may grow to: its reader caps it. Entries that share bytes are refused.
 */
import { pipeline, Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";
import { cleanName, isPassedOver } from "./archive-ledger.ts";
import { type CentralEntry, findEnd, localSignature, readCentralEntry } from "./read-zip.ts";
import { lossOfEntry, type StreamedEntry } from "./stream-tar.ts";

const pieceBytes = 256 * 1024;

const pieces = function* (bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
};

const inflate = (stored: Uint8Array): AsyncIterable<Uint8Array> => {
  const decoder = createInflateRaw({ chunkSize: pieceBytes });
  // A fault reaches the one who iterates over the decoder.
  pipeline(Readable.from(pieces(stored)), decoder, () => undefined);
  return decoder;
};

const storedBytesOf = (view: DataView, bytes: Uint8Array, entry: CentralEntry): Uint8Array | undefined => {
  const at = entry.localOffset;
  if (at + 30 > view.byteLength || view.getUint32(at, true) !== localSignature) return undefined;
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  return start + entry.storedBytes > bytes.length ? undefined : bytes.subarray(start, start + entry.storedBytes);
};

const entryOf = (view: DataView, bytes: Uint8Array, entry: CentralEntry): StreamedEntry | undefined => {
  const clean = cleanName(entry.name);
  if (clean === undefined)
    return lossOfEntry(entry.name, "outside_archive", "The entry's name leads out of the archive.");
  if (entry.kind === "folder" || isPassedOver(clean)) return undefined;
  if (entry.kind !== "file") return lossOfEntry(entry.name, `${entry.kind}_entry`, "The entry could not be read.");
  const stored = storedBytesOf(view, bytes, entry);
  if (stored === undefined) return lossOfEntry(clean, "damaged_entry", "The entry does not stand where it should.");
  if (entry.method === 8) return { kind: "file", name: clean, chunks: inflate(stored) };
  if (entry.method === 0) return { kind: "file", name: clean, chunks: Readable.from(pieces(stored)) };
  return lossOfEntry(clean, "unsupported_entry", `Compression method ${entry.method} is not read.`);
};

export const streamZip = function* (bytes: Uint8Array): Generator<StreamedEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = end === undefined ? 0 : view.getUint16(end + 10, true);
  let offset = end === undefined ? 0 : view.getUint32(end + 16, true);
  if (end === undefined || count === 0xffff || offset === 0xffffffff) {
    const detail = end === undefined ? "Expected a ZIP directory but found none." : "ZIP64 archives are not read.";
    yield lossOfEntry("", "unsupported_archive", detail);
    return;
  }
  let storedTotal = 0;
  for (let index = 0; index < count; index += 1) {
    const entry = readCentralEntry(view, bytes, offset);
    storedTotal += entry?.storedBytes ?? 0;
    if (entry === undefined || storedTotal > bytes.length) {
      yield lossOfEntry("", "damaged_archive", "The ZIP directory is damaged; the rest was not read.");
      return;
    }
    offset = entry.nextOffset;
    const opened = entryOf(view, bytes, entry);
    if (opened !== undefined) yield opened;
  }
};
