/**
 * Names in a line of JSON, found by its bytes: whether some member has one of the names that rules ask for, and a value of theirs.
 *
 * Says yes to more than it must, never to less: a name may stand at any depth and, as readers of fields allow, behind other
 * names and a dot, or with spaces in it. A value that is no plain text or number counts as any. Names are found in a line
 * without `\u` escapes only.
 */
import type { HitList } from "./hit-list.ts";
import { skipBlanks } from "./line-bytes.ts";
import { backslash, brace, colon, dot, NameTable, noteWords, quote, slash, space } from "./name-table.ts";
import { scanSpace } from "./scan-space.ts";

export interface WantedName {
  /** Its last part, as `endOfName` gives it. */
  readonly name: string;
  /** A folded text that is asked for; `undefined` when any value is. */
  readonly value: string | undefined;
}

/** One name, and which of what is wanted it is: whatever its value, and by the value. */
interface Entry {
  readonly bytes: Buffer;
  readonly any: number[];
  readonly values: WantedValues;
}

const longestValue = 60;

/** What stands after the last dot of a name, spaces taken out. */
export const lastPart = (name: string): string => name.slice(name.lastIndexOf(".") + 1).replaceAll(" ", "");

/** The same as it stands before the closing quote; `undefined` where the name cannot be known by it. */
export const endOfName = (name: string): string | undefined => {
  const end = lastPart(name);
  return /^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]{2,100}$/.test(end) && !/^\d+$/.test(end) ? end : undefined;
};

/** Long s, the Kelvin sign. */
const folding = [Buffer.from("\u017f"), Buffer.from("\u212a")];

/** The place of the last byte before a place that is no space; negative where there is none. */
const lastBefore = (text: Uint8Array, place: number): number => {
  let at = place - 1;
  while (at >= 0 && text[at] === space) at -= 1;
  return at;
};

/** Whether a name ends before a place. Compared backwards, spaces passed over. */
const endsAt = (name: Uint8Array, text: Uint8Array, place: number): boolean => {
  let at = place - 1;
  for (let index = name.length - 1; index >= 0; at -= 1) {
    if (at < 0) return false;
    if (text[at] === name[index]) index -= 1;
    else if (text[at] !== space) return false;
  }
  while (at > 0 && text[at] === space) at -= 1;
  return text[at] === quote || text[at] === dot;
};

/** A text that is asked for, as bytes, folded; texts are ASCII. */
interface WantedValue {
  readonly bytes: Buffer;
  readonly place: number;
}

const fold = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte);

const isSame = (value: Uint8Array, text: Uint8Array, from: number): boolean => {
  for (let at = 0; at < value.length; at += 1) if (value[at] !== fold(text[from + at] as number)) return false;
  return true;
};

/** Values one of which is asked for, by length and last byte. */
class WantedValues {
  readonly #byKey = new Map<number, WantedValue[]>();
  readonly #places: number[] = [];
  /** Of the values: a text with more bytes is none of them. */
  #longest = 0;

  get size(): number {
    return this.#places.length;
  }

  add(value: string, place: number): void {
    const bytes = Buffer.from(value, "latin1");
    const key = keyOf(bytes, 0, bytes.length);
    this.#places.push(place);
    this.#longest = Math.max(this.#longest, bytes.length);
    const same = this.#byKey.get(key);
    if (same === undefined) this.#byKey.set(key, [{ bytes, place }]);
    else same.push({ bytes, place });
  }

  #addSame(text: Uint8Array, from: number, to: number, found: HitList): void {
    const same = this.#byKey.get(keyOf(text, from, to));
    if (same === undefined) return;
    for (const { bytes, place } of same) if (isSame(bytes, text, from)) found.add(place);
  }

  /** Adds what is wanted by the value that starts at a place, or may be: plain texts, of which no writer escapes anything. */
  find(text: Buffer, start: number, length: number, found: HitList): void {
    const isText = text[start] === quote;
    const from = isText ? start + 1 : start;
    const most = isText ? this.#longest + 1 : longestValue;
    let end = from;
    while (end < length && end - from < most && (isText ? text[end] !== quote : isOfWord(text[end] as number)))
      end += 1;
    if (end - from < most) this.#addSame(text, from, end, found);
    if (!isText && !isPlainNumber(text, from, end)) this.#addNumber(text.toString("latin1", from, end), found);
  }

  /** Of what is no text and may be a number written in another way; of what is neither nor, all. */
  #addNumber(written: string, found: HitList): void {
    if (written === "true" || written === "false" || written === "null") return;
    const isUnsure = written.length >= longestValue || written === "" || Number.isNaN(Number(written));
    if (isUnsure) for (const place of this.#places) found.add(place);
    else {
      const bytes = Buffer.from(String(Number(written)), "latin1");
      this.#addSame(bytes, 0, bytes.length, found);
    }
  }
}

const keyOf = (text: Uint8Array, from: number, to: number): number =>
  ((to - from) << 8) | (to > from ? fold(text[to - 1] as number) : 0);

const isPlainNumber = (text: Uint8Array, from: number, to: number): boolean => {
  if (to - from === 0 || to - from > 15 || (text[from] === 0x30 && to - from > 1)) return false;
  for (let at = from; at < to; at += 1) if ((text[at] as number) < 0x30 || (text[at] as number) > 0x39) return false;
  return true;
};

/** Of a number or a word, as JSON writes them. */
const isOfWord = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  byte === 0x2e ||
  byte === 0x2d ||
  byte === 0x2b ||
  byte === 0x45;

export class LineNames {
  readonly #table: NameTable;
  /** By their last two bytes. */
  readonly #byEnd = new Map<number, Entry[]>();
  /** Of what is wanted, letters outside of ASCII. */
  readonly #wide: number | undefined;

  /**
   * @param wanted known by their places in the list
   * @param wide what any letter outside of ASCII counts as
   */
  constructor(wanted: readonly WantedName[], wide: number | undefined) {
    this.#wide = wide;
    const entries = new Map<string, Entry>();
    for (const [place, { name, value }] of wanted.entries()) {
      const entry = entries.get(name) ?? { bytes: Buffer.from(name, "latin1"), any: [], values: new WantedValues() };
      entries.set(name, entry);
      if (value === undefined) entry.any.push(place);
      else entry.values.add(value, place);
    }
    this.#table = new NameTable([...entries.values()].map(({ bytes }) => bytes));
    for (const entry of entries.values()) {
      const key = ((entry.bytes.at(-1) ?? 0) << 8) | (entry.bytes.at(-2) ?? 0);
      const same = this.#byEnd.get(key);
      if (same === undefined) this.#byEnd.set(key, [entry]);
      else same.push(entry);
    }
  }

  /**
   * Adds what of the wanted stands in the loaded line, or may; some more than once.
   *
   * @param end of the notes of its names @returns false when the line's bytes do not tell
   */
  find(length: number, end: number, found: HitList): boolean {
    const { text, words, namesAt } = scanSpace();
    for (let note = namesAt >> 2; note < end; note += noteWords) {
      if (!this.#table.mayBe(words[note + 1] as number)) continue;
      const at = words[note] as number;
      if (at < 0 ? !this.#tellsWide(text, length, found) : at < length && !this.#tells(text, at, length, found))
        return false;
    }
    return true;
  }

  /** Of what may be a line with letters outside of ASCII (the loop looks at whole blocks): some fold into it. */
  #tellsWide(text: Buffer, length: number, found: HitList): boolean {
    const line = text.subarray(0, length);
    if (this.#wide !== undefined && line.some((byte) => byte > 0x7f)) found.add(this.#wide);
    return !folding.some((letter) => line.includes(letter));
  }

  #tells(text: Buffer, place: number, length: number, found: HitList): boolean {
    if (text[place] === backslash) return false;
    if (text[place] === brace) return true;
    const last = lastBefore(text, place);
    const other = lastBefore(text, last);
    const entries = other < 0 ? undefined : this.#byEnd.get(((text[last] as number) << 8) | (text[other] as number));
    if (entries === undefined) return true;
    const at = skipBlanks(text, place + 1, length);
    if (text[at] === slash) return false;
    if (at >= length || text[at] !== colon) return true;
    for (const { bytes, any, values } of entries) {
      if (!endsAt(bytes, text, place)) continue;
      for (const one of any) found.add(one);
      if (values.size > 0) values.find(text, skipBlanks(text, at + 1, length), length, found);
    }
    return true;
  }
}
