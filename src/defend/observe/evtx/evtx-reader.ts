/**
 * A Windows event log (EVTX), byte by byte as it comes: file header, then chunks of 64 KiB, one of them in memory at a time.
 *
 * What the header counts is not believed: chunks are read until the bytes end. A log without its header, cut off or carved
 * out of a disk is searched for the mark of the next chunk. Sums that do not agree are counted; the records are read all the
 * same.
 */
import { crc32 } from "node:zlib";
import { u32 } from "./binary-text.ts";
import {
  type ChunkOptions,
  type ChunkVisitor,
  chunkMagic,
  chunkSize,
  looksLikeChunk,
  readChunk,
} from "./read-chunk.ts";

const fileMagic = Buffer.from("ElfFile\0", "latin1");
const fileHeader = 4096;
const flagNoSums = 0x04;
/** Less than its header is no chunk. */
const smallestChunk = 512;
const zeros = Buffer.alloc(chunkSize);
const heldSize = chunkSize * 4;
const noBytes = Buffer.alloc(0);

/** Of a log that was read to its end, for the next: a folder of small logs would have each make its own. */
let spare: Buffer | undefined;

const takeSpare = (): Buffer => {
  const held = spare ?? Buffer.allocUnsafe(heldSize);
  spare = undefined;
  return held;
};

/** A log's own mark at its start, or a chunk's anywhere: a piece carved out of a disk starts where it starts. */
export const isEvtx = (head: Buffer): boolean => head.subarray(0, 8).equals(fileMagic) || head.includes(chunkMagic);

export interface EvtxOptions {
  readonly remnants?: boolean;
}

export class EvtxReader {
  readonly #visitor: ChunkVisitor;
  readonly #remnants: boolean;
  #held: Buffer = noBytes;
  /** The bytes not yet read are `[from, size)`. */
  #from = 0;
  #size = 0;
  /** Where the held bytes start in the log. */
  #base = 0;
  #hasHeader: boolean | undefined;
  #checkSums = true;

  /** @param visitor gets offsets that count from the log's start */
  constructor(visitor: ChunkVisitor, options: EvtxOptions = {}) {
    this.#remnants = options.remnants ?? false;
    this.#visitor = visitor;
  }

  push(bytes: Uint8Array): void {
    if (this.#held.length === 0) this.#held = takeSpare();
    for (let at = 0; at < bytes.length; ) {
      this.#compact();
      const part = bytes.subarray(at, at + this.#held.length - this.#size);
      this.#held.set(part, this.#size);
      this.#size += part.length;
      at += part.length;
      this.#advance(false);
    }
  }

  end(): void {
    this.#advance(true);
    if (this.#held.length > 0) spare = this.#held;
    this.#held = noBytes;
    this.#from = 0;
    this.#size = 0;
  }

  #advance(isLast: boolean): void {
    if (this.#hasHeader === undefined && !this.#readHeader(isLast)) return;
    while (this.#size - this.#from >= chunkSize || (isLast && this.#size > this.#from)) this.#from += this.#readNext();
  }

  /** Moves what is held to the front. */
  #compact(): void {
    this.#held.copyWithin(0, this.#from, this.#size);
    this.#base += this.#from;
    this.#size -= this.#from;
    this.#from = 0;
  }

  /** @returns false while more bytes are needed */
  #readHeader(isLast: boolean): boolean {
    if (this.#size < fileHeader && !isLast) return false;
    const header = this.#held.subarray(0, this.#size);
    this.#hasHeader = header.subarray(0, 8).equals(fileMagic);
    if (!this.#hasHeader) return true;
    this.#checkSums = (u32(header, 120) & flagNoSums) === 0;
    if (this.#checkSums && crc32(header.subarray(0, 120)) !== u32(header, 124))
      this.#visitor.notice("file_header_checksum");
    this.#from = Math.min(this.#size, fileHeader);
    return true;
  }

  /** Reads what the held bytes start with. @returns how many of them are done with */
  #readNext(): number {
    const held = this.#held.subarray(this.#from, Math.min(this.#size, this.#from + chunkSize));
    const isMarked = held.subarray(0, 8).equals(chunkMagic);
    const nextMark = held.indexOf(chunkMagic, 1);
    const size = nextMark < 0 ? held.length : nextMark;
    if ((isMarked && size >= smallestChunk) || (this.#hasHeader === true && looksLikeChunk(held))) {
      const base = this.#base + this.#from;
      const options: ChunkOptions = { base, checkSums: this.#checkSums, remnants: this.#remnants };
      readChunk(held.subarray(0, size), this.#visitor, options);
      return size;
    }
    return this.#passOver(held, nextMark);
  }

  /** Space without records: what a log has set aside is zeros; anything else is counted. */
  #passOver(held: Buffer, nextMark: number): number {
    // In a carved log a mark may straddle the end of what is held, so as much as could be its start is kept.
    const kept = this.#hasHeader === true || held.length < chunkSize ? 0 : chunkMagic.length - 1;
    const size = nextMark < 0 ? held.length - kept : nextMark;
    if (!held.subarray(0, size).equals(zeros.subarray(0, size))) {
      this.#visitor.fault("not_a_chunk", this.#base + this.#from, "Expected a chunk but found something else");
    }
    return size;
  }
}
