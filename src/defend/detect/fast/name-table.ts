/**
 * Places in a line of JSON that may end a name, open an object or hold an escape, noted in the shared memory (`scan-module.ts`,
 * names): once for all that ask about the line. Beside each place stands a mark by which most names are told apart.
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

/** What may stand behind a name's quote. */
const mayEndName = (byte: number): boolean => byte === colon || byte === slash || byte <= space;

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

/** Of a mark: the place is to be looked at, whatever names are sought. */
const isDoubtful = 1 << (2 * tableBits);

/** Notes are pairs: the place, and its mark. */
export const noteWords = 2;

/** Which marks names may have. */
export class NameTable {
  readonly #short = new Uint8Array(tableSize);
  readonly #long = new Uint8Array(tableSize);

  /** @param ends last parts of names */
  constructor(ends: readonly Buffer[]) {
    for (const end of ends) this.#add(end);
  }

  /** Long names by their last eight bytes, others by four. */
  #add(end: Buffer): void {
    if (end.length >= 8) this.#long[hashOfEight(end.subarray(-8))] = 1;
    else if (end.length === 7) for (const head of heads) this.#long[hashOfEight(Buffer.from([head, ...end]))] = 1;
    else for (const four of foursOf(end)) this.#short[hashOfFour(four)] = 1;
  }

  mayBe(mark: number): boolean {
    return (
      this.#short[mark & (tableSize - 1)] === 1 ||
      this.#long[(mark >> tableBits) & (tableSize - 1)] === 1 ||
      mark >= isDoubtful
    );
  }
}

/**
 * Notes places of the loaded line, in order; -1 last where some byte is not ASCII. A few more than wanted, and some behind the
 * line's end. @returns where the notes end, in words
 */
const noteNames = (length: number, isPlain: boolean): number => {
  const { loops, text, words, namesAt } = scanSpace();
  if (!isPlain && loops !== undefined) return loops.names(0, length, tableShift, isDoubtful, tableBits, namesAt) >> 2;
  let end = namesAt >> 2;
  const note = (place: number): void => {
    words[end] = place;
    words[end + 1] = isDoubtful;
    end += noteWords;
  };
  let isWide = false;
  for (let at = 0; at < length; at += 1) {
    const byte = text[at] as number;
    if (byte > 0x7f) isWide = true;
    const isEnd = byte === quote && mayEndName(text[at + 1] ?? 0);
    if (isEnd || isOpening(text, at) || isEscape(text, at)) note(at);
  }
  if (isWide) note(-1);
  return end;
};

/** Loads a line and notes its names. No longer than `longestPiece`. @param isPlain whether to do without WebAssembly */
export const noteLine = (bytes: Uint8Array, start: number, end: number, isPlain: boolean): number => {
  const space = scanSpace();
  space.load(bytes, start, end);
  const notesEnd = noteNames(end - start, isPlain);
  space.keep(bytes, start, end, notesEnd);
  return notesEnd;
};

/** The same for whoever looks at a line right after another: what was noted is not noted again. */
export const notedLine = (bytes: Uint8Array, start: number, end: number, isPlain: boolean): number =>
  scanSpace().notesEnd(bytes, start, end) ?? noteLine(bytes, start, end, isPlain);
