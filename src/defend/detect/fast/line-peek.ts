/**
 * What stands at the top of a record under a few names, read from its line of JSON without parsing it: enough to tell what kind of
 * event it is.
 *
 * Only of records whose members are plain values; of what is nested, escaped, or named twice, nothing is told.
 */
import { mayOpen } from "./line-braces.ts";
import { skipBlanks, standsAt } from "./line-bytes.ts";
import { backslash, brace, colon, NameTable, noteLine, noteWords, quote, slash } from "./name-table.ts";
import { longestPiece, scanSpace } from "./scan-space.ts";

const longestValue = 200;

const isBeforeName = (byte: number): boolean => byte === brace || byte === 0x2c || byte <= 0x20;

/** Texts, numbers as they are written, `true` and `false`; those of `null` and of absent names are `undefined`. */
export type PeekedValues = readonly (string | undefined)[];

const isSame = (value: Buffer, text: Buffer, from: number, to: number): boolean =>
  value.length === to - from && standsAt(value, text, from);

/** So many values of a name are remembered; lines with others are for the parser. */
const mostValues = 64;

/** One name, and the values seen under it: they come again and again. */
class PeekedName {
  readonly name: Buffer;
  readonly #known: Buffer[] = [];
  readonly #texts: string[] = [];
  #last = 0;
  /** Place of the value in the line at hand, from 1; 0 where there is none. */
  value = 0;

  constructor(name: string) {
    this.name = Buffer.from(name, "latin1");
  }

  get text(): string | undefined {
    return this.#texts[this.value - 1];
  }

  /** @returns false when there are too many */
  take(text: Buffer, from: number, to: number): boolean {
    const last = this.#known[this.#last];
    if (last === undefined || !isSame(last, text, from, to)) this.#last = this.#find(text, from, to);
    this.value = this.#last + 1;
    return this.#last < mostValues;
  }

  #find(text: Buffer, from: number, to: number): number {
    const found = this.#known.findIndex((value) => isSame(value, text, from, to));
    if (found >= 0) return found;
    if (this.#known.length === mostValues) return mostValues;
    this.#known.push(Buffer.from(text.subarray(from, to)));
    this.#texts.push(text.toString("latin1", from, to));
    return this.#known.length - 1;
  }
}

export class LinePeek {
  readonly #names: readonly PeekedName[];
  readonly #table: NameTable;
  readonly #isPlain: boolean;

  /** @param names of seven bits, two letters or more, eight at most */
  constructor(names: readonly string[], isPlain = false) {
    this.#names = names.map((name) => new PeekedName(name));
    this.#table = new NameTable(this.#names.map(({ name }) => name));
    this.#isPlain = isPlain;
  }

  /** A number that stands for the values in the line `[start, end)`; `undefined` when its bytes do not tell. */
  read(bytes: Uint8Array, start: number, end: number): number | undefined {
    const length = end - start;
    if (length > longestPiece || bytes[start] !== brace) return undefined;
    const last = noteLine(bytes, start, end, this.#isPlain);
    const { text, words, namesAt } = scanSpace();
    for (let place = 0; place < this.#names.length; place += 1) (this.#names[place] as PeekedName).value = 0;
    for (let note = namesAt >> 2; note < last; note += noteWords) {
      if (!this.#table.mayBe(words[note + 1] as number)) continue;
      const at = words[note] as number;
      if (at >= length || at <= 0 || (text[at] === brace && !mayOpen(text, at))) continue;
      if (text[at] !== quote || !this.#take(text, at, length)) return undefined;
    }
    let key = 0;
    for (let place = 0; place < this.#names.length; place += 1)
      key = key * (mostValues + 1) + (this.#names[place] as PeekedName).value;
    return key;
  }

  /** The values of the line that was read last, by place of the name. */
  get values(): PeekedValues {
    return this.#names.map(({ text }) => text);
  }

  /** Takes the value of the name that ends at a place, if it is one of those asked for. @returns false when nothing is sure */
  #take(text: Buffer, at: number, length: number): boolean {
    for (let place = 0; place < this.#names.length; place += 1) {
      const one = this.#names[place] as PeekedName;
      const from = at - one.name.length;
      if (from < 2 || text[from - 1] !== quote || !isBeforeName(text[from - 2] as number)) continue;
      if (!standsAt(one.name, text, from)) continue;
      const after = skipBlanks(text, at + 1, length);
      if (text[after] === slash) return false;
      if (text[after] !== colon) continue;
      return one.value === 0 && takeValue(one, text, skipBlanks(text, after + 1, length), length);
    }
    return true;
  }
}

const takeValue = (one: PeekedName, text: Buffer, start: number, length: number): boolean => {
  const isText = text[start] === quote;
  const from = isText ? start + 1 : start;
  let to = from;
  for (; to < length && to - from <= longestValue; to += 1) {
    const byte = text[to] as number;
    if (byte === backslash || byte > 0x7e || (!isText && (byte === brace || byte === 0x5b))) return false;
    if (isText ? byte === quote : byte === 0x2c || byte === 0x7d || byte <= 0x20) break;
  }
  // An empty text may as well be left to the parser.
  if (to - from > longestValue || to >= length || to === from) return false;
  if (!isText && text.toString("latin1", from, to) === "null") return false;
  return one.take(text, from, to);
};
