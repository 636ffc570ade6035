/**
 * Names in a line of JSON, found by its bytes: whether some member has one of the names that rules ask for, and a value of theirs.
 *
 * Says yes to more than it must, never to less: a name may stand at any depth and, as readers of fields allow, behind other
 * names and a dot, or with spaces in it. A value that is no plain text or number counts as any. Names are found in a line
 * without `\u` escapes only.
 */
import { backslash, brace, colon, dot, NameTable, quote, slash, space } from "./name-table.ts";
import { scanSpace } from "./scan-space.ts";

export interface WantedName {
  /** Its last part, as `endOfName` gives it. */
  readonly name: string;
  /** Folded texts, one of which is asked for; `undefined` when any value is. */
  readonly values: ReadonlySet<string> | undefined;
}

interface Entry extends WantedName {
  readonly bytes: Buffer;
}

const longestValue = 60;

const isBlank = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/** What stands after the last dot of a name, spaces taken out. */
export const lastPart = (name: string): string => name.slice(name.lastIndexOf(".") + 1).replaceAll(" ", "");

/** The same as it stands before the closing quote; `undefined` where the name cannot be known by it. */
export const endOfName = (name: string): string | undefined => {
  const end = lastPart(name);
  return /^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]{2,100}$/.test(end) && !/^\d+$/.test(end) ? end : undefined;
};

/** Long s, the Kelvin sign. */
const folding = [Buffer.from("\u017f"), Buffer.from("\u212a")];

export const skipBlanks = (text: Uint8Array, from: number, end: number): number => {
  let at = from;
  while (at < end && isBlank(text[at] as number)) at += 1;
  return at;
};

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

/** Whether a value that starts at a place may be one of those asked for: plain texts, of which no writer escapes anything. */
const mayBe = (values: ReadonlySet<string>, text: Buffer, start: number, length: number): boolean => {
  const isText = text[start] === quote;
  const from = isText ? start + 1 : start;
  let end = from;
  while (end < length && end - from < longestValue && (isText ? text[end] !== quote : isOfWord(text[end] as number)))
    end += 1;
  if (end - from >= longestValue) return !isText;
  const value = text.toString("latin1", from, end);
  if (isText || value === "true" || value === "false" || value === "null") return values.has(value.toLowerCase());
  return value === "" || Number.isNaN(Number(value)) || values.has(value) || values.has(String(Number(value)));
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
  readonly #asksWide: boolean;

  /** @param asksWide whether any letter outside of ASCII counts too @param isPlain whether to do without WebAssembly */
  constructor(wanted: readonly WantedName[], asksWide: boolean, isPlain = false) {
    this.#asksWide = asksWide;
    const entries = wanted.map((one): Entry => ({ ...one, bytes: Buffer.from(one.name, "latin1") }));
    this.#table = new NameTable(
      entries.map(({ bytes }) => bytes),
      isPlain,
    );
    for (const entry of entries) {
      const key = ((entry.bytes.at(-1) ?? 0) << 8) | (entry.bytes.at(-2) ?? 0);
      const same = this.#byEnd.get(key);
      if (same === undefined) this.#byEnd.set(key, [entry]);
      else same.push(entry);
    }
  }

  /** Whether the loaded line may have one of the names with a value asked for, or its bytes do not tell. */
  standIn(length: number): boolean {
    const { text, words, outAt } = scanSpace();
    const end = this.#table.scan(length);
    for (let note = outAt >> 2; note < end; note += 1) {
      const at = words[note] as number;
      if (at < 0 ? this.#isWide(text, length) : at < length && this.#tells(text, at, length)) return true;
    }
    return false;
  }

  /** Of what may be a line with letters outside of ASCII (the loop looks at whole blocks): some fold into it. */
  #isWide(text: Buffer, length: number): boolean {
    const line = text.subarray(0, length);
    return this.#asksWide ? line.some((byte) => byte > 0x7f) : folding.some((letter) => line.includes(letter));
  }

  #tells(text: Buffer, place: number, length: number): boolean {
    if (text[place] === backslash) return true;
    if (text[place] === brace) return false;
    const last = lastBefore(text, place);
    const other = lastBefore(text, last);
    const entries = other < 0 ? undefined : this.#byEnd.get(((text[last] as number) << 8) | (text[other] as number));
    if (entries === undefined) return false;
    const at = skipBlanks(text, place + 1, length);
    if (text[at] === slash) return true;
    if (at >= length || text[at] !== colon) return false;
    for (const { bytes, values } of entries)
      if (
        endsAt(bytes, text, place) &&
        (values === undefined || mayBe(values, text, skipBlanks(text, at + 1, length), length))
      )
        return true;
    return false;
  }
}
