/**
 * Needles that may stand anywhere in a text, found in one pass over its bytes.
 *
 * A text is written as UTF-8; where it is not ASCII, folded first, so that needles (folded too) are found byte by byte. Needles
 * of seven bytes or more are looked for by the text's aligned words of four bytes only: wherever such a needle stands, it covers
 * an aligned word, and for each of the four ways it can lie one of its runs is known. Shorter ones are looked for at every
 * place. Case is folded by a bit in the words (which may only cause a check too many) and by a table in the checks. A lone
 * surrogate counts as U+FFFD, and of a needle thousands of characters long the first count: both may only cause a hit too
 * many, and rules test what is found themselves.
 */
import { foldCase } from "../match/fold-case.ts";
import { GramCounts } from "./gram-counts.ts";
import { HitList } from "./hit-list.ts";
import { caseBits, hashFactor, type ScanLoops, secondFactor } from "./scan-module.ts";
import { longestPiece, scanSpace } from "./scan-space.ts";

const fold = new Uint8Array(256);
for (let byte = 0; byte < 256; byte += 1) fold[byte] = byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;

/** Bytes of a needle as a word holds them, least significant first, case bit set; of a short needle, all there are. */
const wordAt = (bytes: Uint8Array, at: number, width: number): number => {
  let word = 0;
  for (let index = 0; index < width; index += 1) word |= ((bytes[at + index] ?? 0) | 0x20) << (8 * index);
  return word;
};

/** Shortest needle that covers an aligned word however it lies. */
const alignedFrom = 7;
const longestNeedle = 4096;

interface Entry {
  readonly needle: number;
  /** Bytes of the needle that are looked at first: four, or all of a shorter one. */
  readonly width: number;
  readonly word: number;
  /** Where in the needle they stand. */
  readonly offset: number;
}

/** Where in a needle its rarest runs of four stand, for each of the four ways it may lie; the first also of all. */
export const rarestRuns = (bytes: Uint8Array, common: GramCounts): number[] =>
  bytes.length < alignedFrom
    ? [bytes.length < 4 ? 0 : rarestOf(bytes, 0, 1, common)]
    : [0, 1, 2, 3].map((way) => rarestOf(bytes, way, 4, common));

const rarestOf = (bytes: Uint8Array, from: number, step: number, common: GramCounts): number => {
  let best = from;
  for (let at = from; at + 4 <= bytes.length; at += step)
    if (common.ofBytes(bytes, at) < common.ofBytes(bytes, best)) best = at;
  return best;
};

const bitsFor = (entries: number): number => {
  let bits = 6;
  while (bits < 15 && 1 << bits < entries * 48) bits += 1;
  while (bits < 18 && 1 << bits < entries * 12) bits += 1;
  return bits;
};

/** Needles by a hash of their first-looked-at bytes. */
class EntryTable {
  /** Two tables one behind the other, of one hash and of another. */
  readonly known: Uint8Array;
  readonly shift: number;
  readonly size: number;
  readonly widths: readonly number[];
  /** Entries stand together by the first bits of their hashes: from where, by these bits. */
  readonly #starts: Int32Array;
  readonly #startShift: number;
  readonly #words: Int32Array;
  readonly #offsets: Int32Array;
  readonly #places: Int32Array;
  readonly #needles: readonly Uint8Array[];

  constructor(entries: readonly Entry[], needles: readonly Uint8Array[]) {
    this.#needles = needles;
    const bits = bitsFor(entries.length);
    this.shift = 32 - bits;
    this.size = 1 << bits;
    this.known = new Uint8Array(this.size * 2);
    const startBits = Math.min(bits, 32 - Math.clz32(entries.length * 2));
    this.#startShift = 32 - startBits;
    this.#starts = new Int32Array((1 << startBits) + 1);
    for (const { word } of entries) {
      const hash = Math.imul(word, hashFactor);
      this.known[hash >>> this.shift] = 1;
      this.known[this.size + (Math.imul(word, secondFactor) >>> this.shift)] = 1;
      const start = (hash >>> this.#startShift) + 1;
      this.#starts[start] = (this.#starts[start] ?? 0) + 1;
    }
    for (let start = 1; start < this.#starts.length; start += 1)
      this.#starts[start] = (this.#starts[start] ?? 0) + (this.#starts[start - 1] ?? 0);
    this.#words = new Int32Array(entries.length);
    this.#offsets = new Int32Array(entries.length);
    this.#places = new Int32Array(entries.length);
    const next = this.#starts.slice();
    for (const { word, offset, needle } of entries) {
      const start = Math.imul(word, hashFactor) >>> this.#startShift;
      const place = next[start] ?? 0;
      next[start] = place + 1;
      this.#words[place] = word;
      this.#offsets[place] = offset;
      this.#places[place] = needle;
    }
    this.widths = [2, 3, 4].filter((width) => entries.some((entry) => entry.width === width));
  }

  mayKnow(word: number): boolean {
    if (this.known[Math.imul(word, hashFactor) >>> this.shift] === 0) return false;
    return this.known[this.size + (Math.imul(word, secondFactor) >>> this.shift)] === 1;
  }

  /** Adds the needles that have the word and stand around the place. */
  verify(word: number, place: number, text: Uint8Array, length: number, hits: HitList, known: number): void {
    const start = Math.imul(word, hashFactor) >>> this.#startShift;
    const end = this.#starts[start + 1] as number;
    for (let entry = this.#starts[start] as number; entry < end; entry += 1) {
      if (this.#words[entry] !== word) continue;
      const needle = this.#places[entry] as number;
      const from = place - (this.#offsets[entry] as number);
      if (!stands(this.#needles[needle] as Uint8Array, text, from, length)) continue;
      hits.addOnce(needle, known);
    }
  }
}

const stands = (needle: Uint8Array, text: Uint8Array, start: number, length: number): boolean => {
  if (start < 0 || start + needle.length > length) return false;
  for (let at = 0; at < needle.length; at += 1) if (fold[text[start + at] as number] !== needle[at]) return false;
  return true;
};

const wordMasks: readonly number[] = [0, 0, 0xffff, 0xffffff, -1];

const wordOfText = (text: Uint8Array, at: number): number =>
  (text[at] as number) |
  ((text[at + 1] as number) << 8) |
  ((text[at + 2] as number) << 16) |
  ((text[at + 3] as number) << 24) |
  caseBits;

/** Which groups of needles have which halves in each of their four bytes: lower halves first (`scan-module.ts`, runs). */
const masksOf = (entries: readonly Entry[]): Uint8Array => {
  const masks = new Uint8Array(128);
  const sorted = [...entries].sort((one, other) => one.word - other.word || one.needle - other.needle);
  for (const [place, { word, width }] of sorted.entries()) {
    const group = 1 << Math.floor((place * 8) / sorted.length);
    for (let byte = 0; byte < 4; byte += 1) {
      const value = (word >>> (8 * byte)) & 0xff;
      for (let half = 0; half < 16; half += 1) {
        const [low, high] = [byte * 16 + half, 64 + byte * 16 + half];
        if (byte >= width || (value & 15) === half) masks[low] = (masks[low] ?? 0) | group;
        if (byte >= width || value >> 4 === half) masks[high] = (masks[high] ?? 0) | group;
      }
    }
  }
  return masks;
};

/** Makes the bytes that needles are looked for as. */
export const needleBytes = (needle: string): Uint8Array => Buffer.from(needle.slice(0, longestNeedle), "utf8");

/** How often runs stand in needles: where nothing was measured, the runs they share are not what to know them by. */
const countAmong = (needles: readonly string[]): GramCounts => {
  const counts = new GramCounts();
  for (const needle of needles) counts.add(needle, 1);
  return counts;
};

export class ByteScanner {
  readonly #loops: ScanLoops | undefined;
  readonly #words: EntryTable | undefined;
  readonly #runs: EntryTable | undefined;
  /** Where the tables of both stand in the shared memory. */
  readonly #tableAt: number;
  readonly #runsAt: number;
  readonly #masksAt: number;
  /** Needles of one byte, and empty ones. */
  readonly #singles: readonly { readonly needle: number; readonly byte: number | undefined }[];
  readonly #overlap: number;
  /** Of the needles, in characters: no shorter text holds one. */
  readonly shortest: number;
  #from = 0;
  /** Whether some needle is not ASCII. */
  readonly #isWide: boolean;

  /**
   * @param needles folded
   * @param runsOf where the rarest runs of each needle stand, where that was measured (`rarestRuns`)
   * @param isPlain whether to do without WebAssembly
   */
  constructor(needles: readonly string[], runsOf?: readonly (readonly number[])[], isPlain = false) {
    const space = scanSpace();
    this.#loops = isPlain ? undefined : space.loops;
    const bytes = needles.map(needleBytes);
    this.#isWide = bytes.some((one) => one.some((byte) => byte > 0x7f));
    const counted = runsOf === undefined ? countAmong(needles) : undefined;
    const words: Entry[] = [];
    const runs: Entry[] = [];
    for (const [needle, one] of bytes.entries()) {
      const entryAt = (offset: number, width = 4): Entry => ({
        needle,
        width,
        offset,
        word: wordAt(one, offset, width),
      });
      const offsets = runsOf?.[needle] ?? (counted === undefined ? [] : rarestRuns(one, counted));
      if (one.length >= alignedFrom) words.push(...offsets.map((offset) => entryAt(offset)));
      else if (one.length >= 2) runs.push(entryAt(offsets[0] ?? 0, Math.min(4, one.length)));
    }
    this.#words = words.length === 0 ? undefined : new EntryTable(words, bytes);
    this.#runs = runs.length === 0 ? undefined : new EntryTable(runs, bytes);
    this.#tableAt = this.#words === undefined ? 0 : space.place(this.#words.known, this);
    this.#runsAt = this.#runs === undefined ? 0 : space.place(this.#runs.known, this);
    this.#masksAt = this.#runs === undefined ? 0 : space.place(masksOf(runs), this);
    this.#singles = bytes.flatMap(({ length, 0: byte }, needle) => (length < 2 ? [{ needle, byte }] : []));
    this.shortest = needles.reduce((least, { length }) => Math.min(least, length), longestNeedle);
    this.#overlap = Math.min(
      longestNeedle,
      needles.reduce((longest, { length }) => Math.max(longest, length), 0),
    );
  }

  /** Adds the needles that the text may hold, each once. @param from hits before this place are others' */
  scan(text: string, hits: HitList, from = 0): void {
    this.#from = from;
    if (text.length <= longestPiece) this.#scanPiece(text, hits);
    else
      for (let at = 0; at < text.length; at += longestPiece - this.#overlap)
        this.#scanPiece(text.slice(at, at + longestPiece), hits);
  }

  readonly #found = new HitList();

  /** Whether some needle stands in bytes, as far as they are ASCII; true of what is too long to look at as one. */
  standsIn(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start > longestPiece) return true;
    scanSpace().load(bytes, start, end);
    this.#found.count = 0;
    this.findInLoaded(end - start, this.#found);
    return this.#found.count > 0;
  }

  /** Adds the needles that stand in bytes that were loaded, as far as they are ASCII, each once. */
  findInLoaded(length: number, hits: HitList): void {
    this.#from = hits.count;
    this.#search(length, hits);
  }

  /** The same for the first of several texts. A needle with a line break may be found across two of them. */
  scanAll(texts: readonly string[], count: number, hits: HitList): void {
    this.#from = 0;
    const space = scanSpace();
    let end = 0;
    for (let at = 0; at < count; at += 1) {
      const text = texts[at] as string;
      if (end + text.length >= longestPiece) {
        this.#search(end, hits);
        end = 0;
      }
      if (text.length >= longestPiece) this.scan(text, hits);
      else {
        end = this.#write(text, end);
        space.text[end] = 0x0a;
        end += 1;
      }
    }
    this.#search(end, hits);
  }

  #scanPiece(text: string, hits: HitList): void {
    this.#search(this.#write(text, 0), hits);
  }

  #write(text: string, at: number): number {
    const space = scanSpace();
    const end = space.write(text, at);
    return end - at !== text.length && this.#mustFold(text) ? space.write(foldCase(text), at) : end;
  }

  #search(length: number, hits: HitList): void {
    if (this.#words !== undefined) this.#scanWords(this.#words, length, hits);
    if (this.#runs !== undefined) this.#scanRuns(this.#runs, length, hits);
    for (const { needle, byte } of this.#singles) {
      const window = scanSpace().text.subarray(0, length);
      const isLetter = byte !== undefined && byte >= 0x61 && byte <= 0x7a;
      const isThere = byte === undefined || window.includes(byte) || (isLetter && window.includes(byte - 32));
      if (isThere) hits.addOnce(needle, this.#from);
    }
  }

  /** Letters outside ASCII matter where a needle has some, or where they fold into it: long s and the Kelvin sign. */
  #mustFold(text: string): boolean {
    return this.#isWide || text.includes("\u017f") || text.includes("\u212a");
  }

  #scanWords(table: EntryTable, length: number, hits: HitList): void {
    const { text, words, outAt } = scanSpace();
    if (this.#loops === undefined) {
      for (let at = 0; at + 4 <= length; at += 4) {
        const word = wordOfText(text, at);
        if (table.mayKnow(word)) table.verify(word, at, text, length, hits, this.#from);
      }
      return;
    }
    const [first, second, shift] = [this.#tableAt, this.#tableAt + table.size, table.shift];
    const end = this.#loops.words(0, length & ~3, first, second, shift, outAt) >> 2;
    for (let note = outAt >> 2; note < end; note += 1) {
      const at = words[note] as number;
      table.verify((words[at >> 2] as number) | caseBits, at, text, length, hits, this.#from);
    }
  }

  #scanRuns(table: EntryTable, length: number, hits: HitList): void {
    const { text, words, outAt } = scanSpace();
    if (this.#loops === undefined) {
      for (let at = 0; at < length; at += 1) this.#verifyRuns(table, at, text, length, hits);
      return;
    }
    const { shift } = table;
    const end = this.#loops.runs(0, length, this.#masksAt, this.#runsAt, shift, outAt) >> 2;
    for (let note = outAt >> 2; note < end; note += 1)
      this.#verifyRuns(table, words[note] as number, text, length, hits);
  }

  #verifyRuns(table: EntryTable, at: number, text: Uint8Array, length: number, hits: HitList): void {
    const word = wordOfText(text, at);
    for (const width of table.widths) {
      const run = word & (wordMasks[width] as number);
      if (table.mayKnow(run)) table.verify(run, at, text, length, hits, this.#from);
    }
  }
}
