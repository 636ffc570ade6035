/**
 * Entries of a tar as it streams by, each as a stream of its own that must be read (or left) before the next is asked for.
 * The same forms as `read-tar.ts`, without a limit on the size of an entry: nothing is held but one piece.
 */
import { cleanName, isPassedOver } from "./archive-ledger.ts";
import { type BytePuller, pullBytes } from "./pull-bytes.ts";
import {
  blockBytes,
  kindOf,
  maxHeaderBytes,
  type Override,
  paddingOf,
  parseHeader,
  parseOverride,
  type TarHeader,
} from "./read-tar.ts";

export type StreamedEntry =
  | { readonly kind: "file"; readonly name: string; readonly chunks: AsyncIterable<Uint8Array> }
  | { readonly kind: "loss"; readonly name: string; readonly reason: string; readonly detail: string };

const pieceBytes = 256 * 1024;

export const lossOfEntry = (name: string, reason: string, detail: string): StreamedEntry => ({
  kind: "loss",
  name: name.slice(0, 300),
  reason,
  detail,
});

const damaged = (detail: string): StreamedEntry => lossOfEntry("", "damaged_archive", detail);

class EntryBytes {
  left: number;
  readonly #source: BytePuller;
  cut = false;

  constructor(source: BytePuller, sizeBytes: number) {
    this.#source = source;
    this.left = sizeBytes;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    while (this.left > 0) {
      const piece = await this.#source.pull(Math.min(pieceBytes, this.left));
      this.left -= piece.length;
      if (piece.length === 0) {
        this.cut = true;
        return;
      }
      yield piece;
    }
  }

  /** @returns whether all of it was there. */
  async skip(): Promise<boolean> {
    const { left } = this;
    if (this.cut) return false;
    this.left = 0;
    return (await this.#source.skip(left)) === left;
  }
}

/** What an entry is to the one who reads logs: a file, a loss, or nothing (a folder, a dotfile). */
const judge = (entry: TarHeader, bytes: EntryBytes): StreamedEntry | undefined => {
  const clean = cleanName(entry.name);
  const kind = kindOf(entry);
  if (clean === undefined)
    return lossOfEntry(entry.name, "outside_archive", "The entry's name leads out of the archive.");
  if (kind === "file" && !isPassedOver(clean)) return { kind: "file", name: clean, chunks: bytes.chunks() };
  if (kind !== "link" && kind !== "device") return undefined;
  return lossOfEntry(entry.name, `${kind}_entry`, "The entry is no file; it was not read.");
};

const isOverride = (header: TarHeader): boolean => "xgLK".includes(header.type);

const entriesOf = async function* (source: BytePuller): AsyncGenerator<StreamedEntry> {
  let override: Override = {};
  for (;;) {
    const block = await source.pull(blockBytes);
    if (block.length === 0 || block.every((byte) => byte === 0)) return;
    const header = parseHeader(block);
    if (header === undefined || (isOverride(header) && header.sizeBytes > maxHeaderBytes)) {
      yield damaged("Expected a tar header but found something else; the rest was not read.");
      return;
    }
    if (isOverride(header)) {
      const content = await source.pull(header.sizeBytes);
      await source.skip(paddingOf(header.sizeBytes));
      override = { ...override, ...parseOverride(header.type, content) };
      continue;
    }
    const entry = { ...header, ...override };
    override = {};
    const stored = kindOf(entry) === "file" || entry.type === "S" ? entry.sizeBytes : 0;
    const bytes = new EntryBytes(source, stored);
    const judged = judge(entry, bytes);
    if (judged !== undefined) yield judged;
    if (!(await bytes.skip())) {
      yield damaged("The archive ends inside an entry.");
      return;
    }
    await source.skip(paddingOf(stored));
  }
};

export const streamTar = (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamedEntry> =>
  entriesOf(pullBytes(chunks, Number.POSITIVE_INFINITY));
