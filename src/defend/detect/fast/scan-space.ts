/**
 * The memory all byte searches of a thread share: one place for the text, one for what is found, and the tables of each
 * search. Tables are given back when their search is no longer used by anyone.
 */
import { openScanLoops, openScanMemory, type ScanLoops, type ScanMemory } from "./scan-module.ts";

/** A text of so many characters fits, three bytes each. */
export const longestPiece = 1 << 16;
const textBytes = longestPiece * 3 + 64;
/** Up to so many characters are written one by one: a call costs more. */
const shortText = 16;
const outAt = textBytes;
/** Room for a note on every byte. */
const outBytes = textBytes * 4;
/** Places of names, each two words; a line is looked at as one, and of three of its bytes in a row two are noted at most. */
const namesAt = outAt + outBytes;
const namesBytes = longestPiece * 6 + 256;
const tablesAt = namesAt + namesBytes;
const pageBytes = 1 << 16;

class ScanSpace {
  readonly loops: ScanLoops | undefined;
  readonly #memory: ScanMemory;
  readonly #free = new Map<number, number[]>();
  readonly #unused = new FinalizationRegistry<readonly [number, number]>(([at, size]) => this.#give(at, size));
  #end = tablesAt;
  text: Buffer;
  words: Int32Array;

  constructor() {
    this.#memory = openScanMemory(Math.ceil(tablesAt / pageBytes) + 1);
    this.text = Buffer.from(this.#memory.buffer);
    this.words = new Int32Array(this.#memory.buffer);
    this.loops = openScanLoops(this.#memory);
  }

  #give(at: number, size: number): void {
    this.#free.set(size, [...(this.#free.get(size) ?? []), at]);
  }

  /** Room for a table, aligned to sixteen bytes; given back when the owner is gone. */
  place(table: Uint8Array, owner: object): number {
    const size = Math.ceil(table.length / 16) * 16;
    let at = this.#free.get(size)?.pop();
    if (at === undefined) {
      at = this.#end;
      this.#end += size;
      const missing = this.#end - this.#memory.buffer.byteLength;
      if (missing > 0) this.#grow(Math.ceil(missing / pageBytes));
    }
    this.text.set(table, at);
    this.#unused.register(owner, [at, size]);
    return at;
  }

  #grow(pages: number): void {
    this.#memory.grow(pages);
    this.text = Buffer.from(this.#memory.buffer);
    this.words = new Int32Array(this.#memory.buffer);
  }

  /** Writes a text of at most `longestPiece` characters. @returns where it ends; after as many bytes as characters if ASCII */
  write(text: string, at: number): number {
    const { length } = text;
    this.#kept = undefined;
    if (length > shortText) return at + this.text.write(text, at, textBytes - at, "utf8");
    for (let place = 0; place < length; place += 1) {
      const code = text.charCodeAt(place);
      if (code > 0x7f) return at + this.text.write(text, at, textBytes - at, "utf8");
      this.text[at + place] = code;
    }
    return at + length;
  }

  #kept: Uint8Array | undefined;
  #keptFrom = 0;
  #keptTo = 0;
  #notesEnd = 0;

  /** Puts bytes where searches look for them. No more of them than `longestPiece`. */
  load(bytes: Uint8Array, start: number, end: number): void {
    this.#kept = undefined;
    this.text.set(bytes.subarray(start, end), 0);
  }

  /**
   * Says that the bytes loaded last are these, and where the notes of their names end. Known by their place alone: a buffer that
   * is filled anew looks the same, so whoever looks at a line last says `forget`.
   */
  keep(bytes: Uint8Array, start: number, end: number, notesEnd: number): void {
    this.#kept = bytes;
    this.#keptFrom = start;
    this.#keptTo = end;
    this.#notesEnd = notesEnd;
  }

  /** Where the notes end, while the bytes are those that were kept. */
  notesEnd(bytes: Uint8Array, start: number, end: number): number | undefined {
    const isThere = this.#kept === bytes && this.#keptFrom === start && this.#keptTo === end;
    return isThere ? this.#notesEnd : undefined;
  }

  forget(): void {
    this.#kept = undefined;
  }

  get outAt(): number {
    return outAt;
  }

  get namesAt(): number {
    return namesAt;
  }
}

let shared: ScanSpace | undefined;

export const scanSpace = (): ScanSpace => {
  shared ??= new ScanSpace();
  return shared;
};
