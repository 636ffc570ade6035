/**
 * The records of one chunk (64 KiB) of a Windows event log.
 *
 * A chunk stands alone: names and templates are its own. Damaged records are passed over to the next that has a sound header.
 * Where the header's end of the records is wrong (a log that was not closed), records that go on by number still count.
 */
import { crc32 } from "node:zlib";
import type { Fields } from "../set-field.ts";
import { filetimeAt, u32 } from "./binary-text.ts";
import { BinXmlFault } from "./binxml-tree.ts";
import { ChunkSpace } from "./chunk-space.ts";
import { RecordRenderer } from "./render-record.ts";

export const chunkSize = 65_536;
const chunkHeader = 512;
const recordHeader = 24;
const smallestRecord = recordHeader + 4;
export const chunkMagic = Buffer.from("ElfChnk\0", "latin1");
const recordMagic = Buffer.from([0x2a, 0x2a, 0, 0]);

export interface ChunkRecord {
  readonly fields: Fields;
  /** Offset in the log. */
  readonly offset: number;
  readonly writtenMs: number;
  /** Found where the log's own chain of records does not lead: past a damaged one, in a chunk without its mark. */
  readonly isRecovered: boolean;
  readonly isPartial: boolean;
}

export interface ChunkVisitor {
  readonly record: (record: ChunkRecord) => void;
  /** A record that cannot be read. */
  readonly fault: (reason: string, offset: number, detail: string) => void;
  /** Something is wrong with the chunk, though its records may be sound. */
  readonly notice: (reason: string) => void;
}

export interface ChunkOptions {
  /** Where the chunk starts in its log: offsets given count from the log's start. */
  readonly base: number;
  readonly checkSums: boolean;
  /** Also old records in the space after the last. */
  readonly remnants: boolean;
}

const hasSoundHeader = (bytes: Buffer, at: number): boolean => {
  if (at + smallestRecord > bytes.length || u32(bytes, at) !== 0x2a2a) return false;
  const size = u32(bytes, at + 4);
  if (size < smallestRecord || at + size > chunkSize) return false;
  const end = at + size;
  if (end > bytes.length) return true;
  return u32(bytes, end - 4) === size || (end + 4 <= bytes.length && u32(bytes, end) === 0x2a2a);
};

const nextRecord = (bytes: Buffer, from: number, until: number): number => {
  for (let at = bytes.indexOf(recordMagic, from); at >= 0 && at < until; at = bytes.indexOf(recordMagic, at + 1))
    if (hasSoundHeader(bytes, at)) return at;
  return -1;
};

const checkSums = (bytes: Buffer, freeAt: number, visitor: ChunkVisitor): void => {
  if (bytes.length < chunkSize) {
    visitor.notice("chunk_cut_off");
    return;
  }
  const header = crc32(bytes.subarray(128, chunkHeader), crc32(bytes.subarray(0, 120)));
  if (header !== u32(bytes, 124)) visitor.notice("chunk_header_checksum");
  if (crc32(bytes.subarray(chunkHeader, freeAt)) !== u32(bytes, 52)) visitor.notice("chunk_records_checksum");
};

class ChunkReader {
  readonly #bytes: Buffer;
  readonly #renderer: RecordRenderer;
  readonly #visitor: ChunkVisitor;
  readonly #options: ChunkOptions;
  readonly #isMarked: boolean;
  readonly #freeAt: number;
  #lastNumber = -1;

  constructor(bytes: Buffer, visitor: ChunkVisitor, options: ChunkOptions) {
    this.#bytes = bytes;
    this.#renderer = new RecordRenderer(new ChunkSpace(bytes));
    this.#visitor = visitor;
    this.#options = options;
    this.#isMarked = bytes.subarray(0, chunkMagic.length).equals(chunkMagic);
    const freeAt = u32(bytes, 48);
    this.#freeAt = freeAt >= chunkHeader && freeAt <= chunkSize ? freeAt : chunkSize;
  }

  read(): void {
    if (!this.#isMarked) this.#visitor.notice("chunk_without_mark");
    else if (this.#options.checkSums) checkSums(this.#bytes, this.#freeAt, this.#visitor);
    let at = chunkHeader;
    let isRecovered = !this.#isMarked;
    while (at < this.#freeAt && at + smallestRecord <= this.#bytes.length) {
      if (hasSoundHeader(this.#bytes, at)) at = this.#record(at, isRecovered);
      else {
        at = this.#skip(at);
        isRecovered = true;
      }
    }
    this.#afterLast(at);
  }

  #skip(at: number): number {
    const next = nextRecord(this.#bytes, at + 1, this.#freeAt);
    const isEmpty = this.#bytes.subarray(at, Math.min(at + smallestRecord, this.#freeAt)).every((byte) => byte === 0);
    if (next >= 0 || !isEmpty)
      this.#visitor.fault(
        "bad_record_header",
        this.#options.base + at,
        "Expected the header of a record but found something else",
      );
    return next < 0 ? this.#freeAt : next;
  }

  /** Past what the header calls the end: records whose number goes on, and old ones when they are asked for. */
  #afterLast(from: number): void {
    let at = from;
    while (hasSoundHeader(this.#bytes, at) && this.#numberAt(at) === this.#lastNumber + 1) at = this.#record(at, false);
    if (!this.#options.remnants) return;
    for (let next = nextRecord(this.#bytes, at, chunkSize); next >= 0; next = nextRecord(this.#bytes, at, chunkSize))
      at = this.#record(next, true);
  }

  #numberAt(at: number): number {
    return u32(this.#bytes, at + 12) * 2 ** 32 + u32(this.#bytes, at + 8);
  }

  /** @returns where the next record should be */
  #record(at: number, isRecovered: boolean): number {
    const size = u32(this.#bytes, at + 4);
    const end = Math.min(at + size, this.#bytes.length);
    try {
      const fields = this.#renderer.render(at + recordHeader, at + size > end ? end : end - 4);
      const { seconds, ticks } = filetimeAt(this.#bytes, at + 16);
      const writtenMs = seconds * 1000 + ticks / 10_000;
      const isPartial = this.#renderer.isPartial || end < at + size;
      this.#visitor.record({ fields, offset: this.#options.base + at, writtenMs, isRecovered, isPartial });
    } catch (error) {
      if (!(error instanceof BinXmlFault)) throw error;
      this.#visitor.fault(error.reason, this.#options.base + at, error.message);
    }
    this.#lastNumber = this.#numberAt(at);
    return at + size;
  }
}

/** @param bytes from the chunk's start, at most `chunkSize`; fewer when the log is cut off */
export const readChunk = (bytes: Buffer, visitor: ChunkVisitor, options: ChunkOptions): void =>
  new ChunkReader(bytes, visitor, options).read();

/** Whether a place that should hold a chunk holds one without its mark: its first record is where it belongs. */
export const looksLikeChunk = (bytes: Buffer): boolean => hasSoundHeader(bytes, chunkHeader);
