/**
 * The memory all byte searches of a thread share: one place for the text, one for what is found, and the tables of each
 * search. Tables are given back when their search is no longer used by anyone.
 */
import { openScanLoops, openScanMemory, type ScanLoops, type ScanMemory } from "./scan-module.ts";

/** A text of so many characters fits, three bytes each. */
export const longestPiece = 1 << 16;
const textBytes = longestPiece * 3 + 64;
const outAt = textBytes;
/** Room for a note on every word. */
const outBytes = textBytes;
const tablesAt = outAt + outBytes;
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

  /** @returns how many bytes the text has */
  write(text: string): number {
    return this.text.write(text, 0, textBytes, "utf8");
  }

  get outAt(): number {
    return outAt;
  }
}

let shared: ScanSpace | undefined;

export const scanSpace = (): ScanSpace => {
  shared ??= new ScanSpace();
  return shared;
};
