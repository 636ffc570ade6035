/**
 * Places in a line of JSON that may end one of some names, open an object or hold an escape, noted in the shared memory
 * (`scan-module.ts`, names).
 */
import { hashFactor, secondFactor } from "./scan-module.ts";
import { scanSpace } from "./scan-space.ts";

export const [space, quote, dot, colon, backslash, brace] = [0x20, 0x22, 0x2e, 0x3a, 0x5c, 0x7b] as const;
/** Before a comment, as careless writers put it. */
export const slash = 0x2f;
const tableBits = 12;
const tableSize = 1 << tableBits;
const tableShift = 32 - tableBits;

const isHex = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);

const isEscape = (text: Buffer, at: number): boolean =>
  text[at] === backslash && text[at + 1] === 0x75 && isHex(text[at + 2] ?? 0);

/** A brace with a member behind it. */
const isOpening = (text: Buffer, at: number): boolean =>
  text[at] === brace && (text[at + 1] === quote || (text[at + 1] ?? 0) <= space);

/** What may stand before a name's last part. */
const heads: readonly number[] = [quote, dot];
const allBytes = Array.from({ length: 256 }, (_, byte) => byte);

const hashOfFour = (bytes: Buffer): number => Math.imul(bytes.readInt32LE(0), hashFactor) >>> tableShift;

const hashOfEight = (bytes: Buffer): number => {
  const joined = (bytes.readInt32LE(0) + Math.imul(bytes.readInt32LE(4), hashFactor)) | 0;
  return Math.imul(joined, secondFactor) >>> tableShift;
};

/** The four bytes that may stand before the closing quote of a short name. */
const foursOf = (end: Buffer): Buffer[] => {
  const last = [...end.subarray(-4)];
  if (last.length === 4) return [Buffer.from(last)];
  const full = heads.map((head) => [head, ...last]);
  return (last.length === 3 ? full : full.flatMap((one) => allBytes.map((byte) => [byte, ...one]))).map((one) =>
    Buffer.from(one),
  );
};

export class NameTable {
  readonly #known = new Uint8Array(tableSize * 2);
  readonly #tableAt: number;
  readonly #isPlain: boolean;

  /** @param ends last parts of names @param isPlain whether to do without WebAssembly */
  constructor(ends: readonly Buffer[], isPlain: boolean) {
    for (const end of ends) this.#add(end);
    this.#isPlain = isPlain || scanSpace().loops === undefined;
    this.#tableAt = this.#isPlain ? 0 : scanSpace().place(this.#known, this);
  }

  /** Long names by their last eight bytes, others by four. */
  #add(end: Buffer): void {
    if (end.length >= 8) this.#known[tableSize + hashOfEight(end.subarray(-8))] = 1;
    else if (end.length === 7)
      for (const head of heads) this.#known[tableSize + hashOfEight(Buffer.from([head, ...end]))] = 1;
    else for (const four of foursOf(end)) this.#known[hashOfFour(four)] = 1;
  }

  /**
   * Notes places of the loaded line from `outAt` on, in order; -1 last where some byte is not ASCII. A few more than wanted, and
   * some behind the line's end. @returns where the notes end, in words
   */
  scan(length: number): number {
    const { loops, text, words, outAt } = scanSpace();
    if (!this.#isPlain && loops !== undefined)
      return loops.names(0, length, this.#tableAt, this.#tableAt + tableSize, tableShift, outAt) >> 2;
    let end = outAt >> 2;
    let isWide = false;
    for (let at = 0; at < length; at += 1) {
      const byte = text[at] as number;
      if (byte > 0x7f) isWide = true;
      if (byte !== quote && !isOpening(text, at) && !isEscape(text, at)) continue;
      words[end] = at;
      end += 1;
    }
    if (isWide) words[end] = -1;
    return isWide ? end + 1 : end;
  }
}
