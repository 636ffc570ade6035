/**
 * The q-gram search of `gram-index.ts` over the bytes of a long ASCII text, for needles that may stand anywhere.
 *
 * Needles of seven characters or more are looked for by the text's aligned words of four bytes only: wherever such a
 * needle stands, it covers an aligned word, and for each of the four ways it can lie one of its runs is known. Case is
 * folded by a bit in the words (which may only cause a check too many) and by a table in the checks. A text that is not
 * ASCII, or longer than the buffer, is left to the other index.
 */
import { GramCounts } from "./gram-index.ts";

const mix = 0x9e3779b1;
const longest = 1 << 20;

const fold = new Uint8Array(256);
for (let byte = 0; byte < 256; byte += 1) fold[byte] = byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;

const isAscii = (text: string): boolean => Buffer.byteLength(text, "utf8") === text.length;

interface Entry {
  readonly needle: number;
  readonly bytes: Uint8Array;
  /** Where in the needle the run stands that leads to it. */
  readonly offset: number;
}

const bitsFor = (count: number): number => {
  let bits = 9;
  while (bits < 16 && 1 << bits < count * 32) bits += 1;
  return bits;
};

/** Needles by a hash of some of their bytes. */
class EntryTable {
  readonly known: Uint8Array;
  readonly shift: number;
  readonly #chains = new Map<number, Entry[]>();

  constructor(bits: number) {
    this.known = new Uint8Array(1 << bits);
    this.shift = 32 - bits;
  }

  add(run: number, entry: Entry): void {
    const hash = Math.imul(run, mix) >>> this.shift;
    this.known[hash] = 1;
    const chain = this.#chains.get(hash);
    if (chain === undefined) this.#chains.set(hash, [entry]);
    else chain.push(entry);
  }

  verify(hash: number, place: number, text: Uint8Array, length: number, hits: number[]): void {
    for (const { needle, bytes, offset } of this.#chains.get(hash) ?? []) {
      const start = place - offset;
      if (start < 0 || start + bytes.length > length) continue;
      let at = 0;
      while (at < bytes.length && fold[text[start + at] as number] === bytes[at]) at += 1;
      if (at === bytes.length && hits.indexOf(needle) < 0) hits.push(needle);
    }
  }
}

const runOf = (bytes: Uint8Array, at: number, width: number): number => {
  let run = 0;
  for (let index = 0; index < width; index += 1) run = (run << 8) | (bytes[at + index] ?? 0);
  return run;
};

const caseBits = 0x20202020;

/** Four bytes as an aligned word holds them, least significant first, case bit set. */
const wordOf = (bytes: Uint8Array, at: number): number =>
  (bytes[at] as number) |
  ((bytes[at + 1] as number) << 8) |
  ((bytes[at + 2] as number) << 16) |
  ((bytes[at + 3] as number) << 24) |
  caseBits;

/** Shortest needle that covers an aligned word however it lies. */
const alignedFrom = 7;

const addAligned = (table: EntryTable, entry: Entry, text: string, counts: GramCounts): void => {
  for (let way = 0; way < 4; way += 1) {
    let best = way;
    for (let at = way; at + 4 <= text.length; at += 4) if (counts.of(text, at) < counts.of(text, best)) best = at;
    table.add(wordOf(entry.bytes, best), { ...entry, offset: best });
  }
};

export class AsciiScanner {
  readonly #words: EntryTable | undefined;
  readonly #grams: EntryTable | undefined;
  readonly #pairs: EntryTable | undefined;
  /** Needles of one character. */
  readonly #singles: readonly Entry[];
  #buffer = Buffer.from(new ArrayBuffer(4096));
  #view = new Int32Array(this.#buffer.buffer);

  /** @param needles folded; @param common how often runs stand in texts, where that was measured */
  constructor(needles: readonly string[], common?: GramCounts) {
    const counts = common ?? new GramCounts();
    const entries = needles
      .map((text, needle) => ({ text, needle }))
      .filter(({ text }) => isAscii(text) && text !== "")
      .map(({ text, needle }): Entry => ({ needle, bytes: Buffer.from(text, "latin1"), offset: counts.rarest(text) }));
    const aligned = entries.filter(({ bytes }) => bytes.length >= alignedFrom);
    const middle = entries.filter(({ bytes }) => bytes.length >= 4 && bytes.length < alignedFrom);
    const short = entries.filter(({ bytes }) => bytes.length === 2 || bytes.length === 3);
    this.#words = aligned.length === 0 ? undefined : new EntryTable(bitsFor(aligned.length * 4));
    for (const entry of aligned)
      if (this.#words !== undefined) addAligned(this.#words, entry, needles[entry.needle] ?? "", counts);
    this.#grams = middle.length === 0 ? undefined : new EntryTable(bitsFor(middle.length));
    for (const entry of middle) this.#grams?.add(runOf(entry.bytes, entry.offset, 4), entry);
    this.#pairs = short.length === 0 ? undefined : new EntryTable(12);
    for (const entry of short) this.#pairs?.add(runOf(entry.bytes, 0, 2), { ...entry, offset: 0 });
    this.#singles = entries.filter(({ bytes }) => bytes.length === 1);
  }

  /** Adds the needles that the text holds, each once. @returns false when the text must be searched otherwise */
  scan(text: string, hits: number[]): boolean {
    const { length } = text;
    if (length > longest || !isAscii(text)) return false;
    if (this.#buffer.length < length) this.#grow(length);
    this.#buffer.write(text, 0, length, "latin1");
    if (this.#words !== undefined) this.#scanWords(this.#words, length, hits);
    if (this.#grams !== undefined) this.#scanGrams(this.#buffer, length, this.#grams, hits);
    if (this.#pairs !== undefined) this.#scanPairs(this.#buffer, length, this.#pairs, hits);
    for (const { needle, bytes } of this.#singles) {
      const byte = bytes[0] ?? 0;
      const other = byte >= 0x61 && byte <= 0x7a ? byte - 32 : byte;
      const window = this.#buffer.subarray(0, length);
      if (window.indexOf(byte) >= 0 || window.indexOf(other) >= 0) hits.push(needle);
    }
    return true;
  }

  #grow(length: number): void {
    this.#buffer = Buffer.from(new ArrayBuffer(Math.min(longest, 4 * Math.ceil(length / 2))));
    this.#view = new Int32Array(this.#buffer.buffer);
  }

  #scanWords(words: EntryTable, length: number, hits: number[]): void {
    const { known, shift } = words;
    const view = this.#view;
    const count = length >> 2;
    for (let at = 0; at < count; at += 1) {
      const hash = Math.imul((view[at] as number) | caseBits, mix) >>> shift;
      if (known[hash] === 1) words.verify(hash, at << 2, this.#buffer, length, hits);
    }
  }

  #scanGrams(text: Uint8Array, length: number, grams: EntryTable, hits: number[]): void {
    const { known, shift } = grams;
    let run = 0;
    for (let at = 0; at < length; at += 1) {
      run = (run << 8) | (fold[text[at] as number] as number);
      const hash = Math.imul(run, mix) >>> shift;
      if (known[hash] === 1) grams.verify(hash, at - 3, text, length, hits);
    }
  }

  #scanPairs(text: Uint8Array, length: number, pairs: EntryTable, hits: number[]): void {
    const { known, shift } = pairs;
    let run = 0;
    for (let at = 0; at < length; at += 1) {
      run = ((run << 8) | (fold[text[at] as number] as number)) & 0xffff;
      const hash = Math.imul(run, mix) >>> shift;
      if (known[hash] === 1) pairs.verify(hash, at - 1, text, length, hits);
    }
  }
}
