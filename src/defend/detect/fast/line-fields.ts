/**
 * The fields of one line of JSON, read one at a time where they stand: enough to ask a few rules, for a small part of what parsing
 * the line costs.
 *
 * Only of records whose members are plain values, under names written plainly. What is nested, named twice, commented, escaped
 * in its name or under another name than the rule's makes the line unsure; then what was read of it does not count.
 */
import type { EventValue } from "#terms/event.ts";
import { mayOpen } from "./line-braces.ts";
import { isEscaped, skipBlanks, skipBlanksBack, standsAt } from "./line-bytes.ts";
import { backslash, brace, colon, notedLine, noteWords, quote, slash } from "./name-table.ts";
import { scanSpace } from "./scan-space.ts";

const comma = 0x2c;
const longestName = 120;
const longestNumber = 25;
const mostMembers = 1000;

/** A name of a rule as it stands between quotes, and the names that mean the same. */
interface SoughtName {
  readonly bytes: Buffer;
  readonly others: readonly Buffer[];
}

const plainName = /^[A-Za-z0-9_@$-]{1,100}$/;

/** `null` where a line cannot tell. */
const makeSought = (name: string, others: readonly string[]): SoughtName | null => {
  // Parts of a nested name cannot be told from a list's members; a line without nested objects has none of them.
  const plain = [name, ...others.filter((other) => !other.includes("."))];
  if (!plain.every((one) => plainName.test(one))) return null;
  return { bytes: Buffer.from(name, "latin1"), others: others.map((other) => Buffer.from(other, "latin1")) };
};

const hashOf = (text: Uint8Array, from: number, to: number): number =>
  ((to - from) << 24) ^
  ((text[from] as number) << 16) ^
  ((text[to - 1] as number) << 8) ^
  (text[(from + to) >> 1] as number);

/** What a value may end with, or what stands before a first member. */
const isBeforeComma = (byte: number): boolean =>
  byte === quote || byte === 0x5d || byte === 0x7d || (byte >= 0x30 && byte <= 0x39) || byte === 0x65 || byte === 0x6c;

export class LineFields {
  readonly #aliasesOf: (name: string) => readonly string[];
  /** By slot; of a name that cannot be told in a line, none. */
  readonly #sought: (SoughtName | null | undefined)[] = [];
  readonly #isPlain: boolean;
  #bytes: Uint8Array = new Uint8Array(0);
  /** The same, as what texts are read from. */
  #buffer: Buffer = Buffer.alloc(0);
  #start = 0;
  #end = 0;
  #isRead = false;
  /** Of the names found: hash, where they start in the bytes, and where the value does. */
  readonly #hashes = new Int32Array(mostMembers);
  readonly #starts = new Int32Array(mostMembers);
  readonly #values = new Int32Array(mostMembers);
  #count = 0;
  /** Whether all that was read is what a parser would have read. */
  isSure = true;

  /** @param isPlain whether to do without WebAssembly */
  constructor(aliasesOf: (name: string) => readonly string[], isPlain = false) {
    this.#aliasesOf = aliasesOf;
    this.#isPlain = isPlain;
  }

  /** No longer than `longestPiece`. */
  open(bytes: Uint8Array, start: number, end: number): void {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    this.#start = start;
    this.#end = end;
    this.#isRead = false;
    this.isSure = true;
  }

  /** The value of a field, by the number of its slot; nothing where that is not sure. Nor is what keywords ask for. */
  read(number: number, name: string): EventValue | undefined {
    if (!this.#isRead) this.#readNames();
    if (!this.isSure) return undefined;
    const sought = this.#soughtOf(number, name);
    const own = sought === null ? -2 : this.#find(sought.bytes);
    if (own === -1 && sought?.others.every((other) => this.#find(other) === -1) === true) return undefined;
    const value = own < 0 ? undefined : this.#valueAt(this.#values[own] as number);
    if (value === undefined) this.isSure = false;
    return value;
  }

  #soughtOf(number: number, name: string): SoughtName | null {
    let sought = this.#sought[number];
    if (sought === undefined) {
      sought = makeSought(name, this.#aliasesOf(name));
      this.#sought[number] = sought;
    }
    return sought;
  }

  /** The place of a name among those of the line; -1 where there is none, -2 where there are several. */
  #find(name: Buffer): number {
    const hash = hashOf(name, 0, name.length);
    let found = -1;
    for (let place = 0; place < this.#count; place += 1) {
      if (this.#hashes[place] !== hash || !standsAt(name, this.#bytes, this.#starts[place] as number)) continue;
      if (found >= 0) return -2;
      found = place;
    }
    return found;
  }

  /** Finds all names of the line. */
  #readNames(): void {
    this.#isRead = true;
    this.#count = 0;
    const notesEnd = notedLine(this.#bytes, this.#start, this.#end, this.#isPlain);
    const { text, words, namesAt } = scanSpace();
    const length = this.#end - this.#start;
    this.isSure = text[0] === brace && !this.#hasComment();
    for (let note = namesAt >> 2; note < notesEnd && this.isSure; note += noteWords) {
      const at = words[note] as number;
      if (at <= 0 || at >= length) continue;
      if (text[at] === quote) this.isSure = this.#note(text, at, length);
      else if (text[at] === brace) this.isSure = !mayOpen(text, at);
    }
  }

  /** Careless writers put comments into JSON. Two slashes stand in addresses too, behind a colon. */
  #hasComment(): boolean {
    const line = this.#buffer;
    for (let at = line.indexOf(slash, this.#start); at >= 0 && at < this.#end; at = line.indexOf(slash, at + 1)) {
      const next = line[at + 1];
      if (next === 0x2a || (next === slash && line[at - 1] !== colon)) return true;
      if (next === slash) at += 1;
    }
    return false;
  }

  /** Keeps the name that ends at a quote, if one does. @returns false when that is not sure */
  #note(line: Uint8Array, place: number, length: number): boolean {
    if (isEscaped(line, place)) return true;
    const after = skipBlanks(line, place + 1, length);
    if (line[after] === slash) return false;
    if (line[after] !== colon) return true;
    let from = place;
    let isPlain = true;
    while (from > 0 && place - from < longestName && line[from - 1] !== quote) {
      from -= 1;
      const byte = line[from] as number;
      if (byte <= 0x20 || byte === backslash || byte > 0x7e) isPlain = false;
    }
    if (line[from - 1] !== quote || !isPlain || this.#count === mostMembers) return false;
    const before = skipBlanksBack(line, from - 1);
    if (before !== 0 && (line[before] !== comma || !isBeforeComma(line[skipBlanksBack(line, before)] ?? 0)))
      return false;
    this.#hashes[this.#count] = hashOf(line, from, place);
    this.#starts[this.#count] = this.#start + from;
    this.#values[this.#count] = this.#start + skipBlanks(line, after + 1, length);
    this.#count += 1;
    return true;
  }

  /** `undefined` of what is no plain value. */
  #valueAt(start: number): EventValue | undefined {
    const line = this.#bytes;
    if (line[start] === quote) return this.#textAt(start);
    let end = start;
    while (end < this.#end && end - start <= longestNumber && !isEnd(line[end] as number)) end += 1;
    const value = parse(this.#buffer.toString("latin1", start, end));
    const isKnown = typeof value === "boolean" || value === null || (typeof value === "number" && isExact(value));
    return isKnown ? value : undefined;
  }

  #textAt(start: number): string | undefined {
    const line = this.#bytes;
    let end = start + 1;
    let isWritten = true;
    for (; end < this.#end && line[end] !== quote; end += 1) {
      if (line[end] !== backslash) continue;
      isWritten = false;
      end += 1;
    }
    const next = line[skipBlanks(line, end + 1, this.#end)];
    if (end >= this.#end || (next !== comma && next !== 0x7d)) return undefined;
    if (isWritten) return this.#buffer.toString("utf8", start + 1, end);
    const value = parse(this.#buffer.toString("utf8", start, end + 1));
    return typeof value === "string" ? value : undefined;
  }
}

const isEnd = (byte: number): boolean => byte === comma || byte === 0x7d || byte <= 0x20;

/** Of larger integers the digits are kept as a text, by whoever reads the line. */
const isExact = (value: number): boolean => !Number.isInteger(value) || Number.isSafeInteger(value);

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
