/**
 * Many texts looked for in one value at once: a q-gram filter, then a check in place.
 *
 * Each needle that may stand anywhere is known by one run of four characters, the one fewest needles share. A pass over
 * the value hashes every run of four and asks a small table; what the table knows is verified. Needles tied to an end
 * are asked for only there, and whole values by a map. All texts are folded; runs are kept by their low bytes, which may
 * only cause a check too many. Long ones that end a value are known by their last eight characters: the last four are
 * `.exe` of hundreds. (Aho-Corasick over the same needles was slower: its states do not fit the cache.)
 */
import { foldCase } from "../match/fold-case.ts";
import { ByteScanner, needleBytes, rarestRuns } from "./byte-scanner.ts";
import { GramCounts, gramAt, mixGram } from "./gram-counts.ts";
import { HitList } from "./hit-list.ts";

export type Placing = "exact" | "prefix" | "suffix" | "contains";

export interface Needle {
  readonly placing: Placing;
  readonly text: string;
}

/** Chains of needles by a run of four characters. */
class GramTable {
  readonly #shift: number;
  readonly #known: Uint8Array;
  readonly #heads: Int32Array;
  /** Chains are found by the first bits of the hash alone. */
  readonly #headShift: number;
  readonly #next: number[] = [0];
  readonly #grams: number[] = [0];
  readonly #needles: number[] = [0];
  readonly #offsets: number[] = [0];

  constructor(needles: number) {
    let bits = 8;
    while (bits < 17 && 1 << bits < needles * 32) bits += 1;
    this.#shift = 32 - bits;
    this.#known = new Uint8Array(1 << bits);
    const headBits = Math.min(bits, 33 - Math.clz32(needles));
    this.#headShift = bits - headBits;
    this.#heads = new Int32Array(1 << headBits);
  }

  add(gram: number, needle: number, offset: number): void {
    const hash = Math.imul(gram, mixGram) >>> this.#shift;
    this.#known[hash] = 1;
    this.#next.push(this.#heads[hash >>> this.#headShift] ?? 0);
    this.#heads[hash >>> this.#headShift] = this.#next.length - 1;
    this.#grams.push(gram);
    this.#needles.push(needle);
    this.#offsets.push(offset);
  }

  /** Needles that hold the run at the place; `from` is where the needle would start. */
  visit(gram: number, place: number, texts: readonly string[], value: string, hits: HitList): void {
    const hash = Math.imul(gram, mixGram) >>> this.#shift;
    if (this.#known[hash] === 0) return;
    this.#verify(hash, gram, place, texts, value, hits);
  }

  #verify(hash: number, gram: number, place: number, texts: readonly string[], value: string, hits: HitList): void {
    for (let entry = this.#heads[hash >>> this.#headShift] ?? 0; entry !== 0; entry = this.#next[entry] ?? 0) {
      if (this.#grams[entry] !== gram) continue;
      const needle = this.#needles[entry] ?? 0;
      const start = place - (this.#offsets[entry] ?? 0);
      if (start >= 0 && value.startsWith(texts[needle] ?? "", start)) hits.add(needle);
    }
  }

  scan(value: string, texts: readonly string[], hits: HitList): void {
    const known = this.#known;
    const shift = this.#shift;
    let gram = ((value.charCodeAt(0) & 255) << 16) | ((value.charCodeAt(1) & 255) << 8) | (value.charCodeAt(2) & 255);
    for (let at = 3; at < value.length; at += 1) {
      gram = (gram << 8) | (value.charCodeAt(at) & 255);
      const hash = Math.imul(gram, mixGram) >>> shift;
      if (known[hash] === 1) this.#verify(hash, gram, at - 3, texts, value, hits);
    }
  }
}

interface ShortNeedle {
  readonly needle: number;
  readonly placing: Placing;
  readonly text: string;
}

const pairAt = (text: string, at: number): number => (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) & 4095;

/** Needles of two and three characters that may stand anywhere, by their first two. */
class PairTable {
  readonly #known = new Uint8Array(4096);
  readonly #byPair = new Map<number, ShortNeedle[]>();

  constructor(needles: readonly ShortNeedle[]) {
    for (const needle of needles) {
      const pair = pairAt(needle.text, 0);
      this.#known[pair] = 1;
      const same = this.#byPair.get(pair);
      if (same === undefined) this.#byPair.set(pair, [needle]);
      else same.push(needle);
    }
  }

  scan(value: string, hits: HitList): void {
    const known = this.#known;
    const before = hits.count;
    let last = value.charCodeAt(0);
    for (let at = 1; at < value.length; at += 1) {
      const code = value.charCodeAt(at);
      const pair = (last * 31 + code) & 4095;
      last = code;
      if (known[pair] === 1) this.#verify(pair, value, at - 1, before, hits);
    }
  }

  #verify(pair: number, value: string, at: number, before: number, hits: HitList): void {
    for (const { needle, text } of this.#byPair.get(pair) ?? [])
      if (value.startsWith(text, at)) hits.addOnce(needle, before);
  }
}

/** From how many characters on an ending is known by its last eight. */
const longEnd = 8;

const longEndOf = (text: string): number =>
  (Math.imul(gramAt(text, text.length - longEnd), mixGram) + gramAt(text, text.length - 4)) | 0;

/** From how many characters on a value is searched by its bytes. */
const longFrom = 100;

/** Long values after which such a search is worth making. */
const worthScanner = 24;

const keepLonger = (longest: number, { text }: Needle): number => Math.max(longest, text.length);

/** From how many short needles on one pass over the value is cheaper than a search for each. */
const pairsFrom = 3;

/** Empty between uses: an index is made for every field of every kind of event, and a new table each time is much to clear away. */
const scratch = new GramCounts();

export class GramIndex {
  readonly #texts: string[];
  readonly #placings: Placing[];
  readonly #exact = new Map<string, number[]>();
  readonly #inside: GramTable | undefined;
  readonly #ends: GramTable | undefined;
  readonly #longEnds: GramTable | undefined;
  readonly #starts: GramTable | undefined;
  /** Needles under four characters, and the empty one. */
  #short: ShortNeedle[] = [];
  /** Those tied to an end, by the character there. */
  readonly #shortStarts = new Map<number, ShortNeedle[]>();
  readonly #shortEnds = new Map<number, ShortNeedle[]>();
  readonly #hasShortEnds: boolean;
  readonly #pairs: PairTable | undefined;
  /** For long values: a search for the needles that may stand anywhere, made when it is first needed. */
  readonly #anywhere: readonly number[];
  readonly #runs: readonly (readonly number[])[] | undefined;
  #scanner: ByteScanner | undefined;
  #longSeen = 0;
  readonly #longest: Readonly<Record<Placing, number>>;

  /** @param common how often runs stand in values of the field, where that was measured */
  constructor(needles: readonly Needle[], common?: GramCounts) {
    this.#texts = needles.map(({ text }) => text);
    this.#placings = needles.map(({ placing }) => placing);
    this.#anywhere = needles.flatMap(({ placing }, at) => (placing === "contains" ? [at] : []));
    if (common !== undefined)
      this.#runs = this.#anywhere.map((at) => rarestRuns(needleBytes(this.#texts[at] ?? ""), common));
    const longestOf = (placing: Placing) => needles.filter((one) => one.placing === placing).reduce(keepLonger, 0);
    this.#longest = {
      exact: longestOf("exact"),
      prefix: longestOf("prefix"),
      suffix: longestOf("suffix"),
      contains: longestOf("contains"),
    };
    const tableFor = (placing: Placing, from: number, until = Number.POSITIVE_INFINITY): GramTable | undefined => {
      const { length } = needles.filter((one) => {
        return one.placing === placing && one.text.length >= from && one.text.length < until;
      });
      return length === 0 ? undefined : new GramTable(length);
    };
    this.#inside = tableFor("contains", 4);
    this.#ends = tableFor("suffix", 4, longEnd);
    this.#longEnds = tableFor("suffix", longEnd);
    this.#starts = tableFor("prefix", 4);
    const counts = common ?? scratch;
    for (const { placing, text } of needles) if (placing === "contains") counts.add(text, 1);
    for (const [index, needle] of needles.entries()) this.#add(index, needle, counts);
    if (counts === scratch) for (const { placing, text } of needles) if (placing === "contains") scratch.clear(text);
    this.#hasShortEnds = this.#shortStarts.size + this.#shortEnds.size > 0;
    const pairs = this.#short.filter(({ placing, text }) => placing === "contains" && text.length >= 2);
    if (pairs.length >= pairsFrom) {
      this.#pairs = new PairTable(pairs);
      this.#short = this.#short.filter((needle) => !pairs.includes(needle));
    }
  }

  #add(index: number, { placing, text }: Needle, counts: GramCounts): void {
    if (placing === "exact") {
      const same = this.#exact.get(text);
      if (same === undefined) this.#exact.set(text, [index]);
      else same.push(index);
    } else if (text.length < 4) this.#addShort({ needle: index, placing, text });
    else if (placing === "suffix" && text.length < longEnd)
      this.#ends?.add(gramAt(text, text.length - 4), index, text.length - 4);
    else if (placing === "suffix") this.#longEnds?.add(longEndOf(text), index, text.length - longEnd);
    else if (placing === "prefix") this.#starts?.add(gramAt(text, 0), index, 0);
    else {
      const offset = counts.rarest(text);
      this.#inside?.add(gramAt(text, offset), index, offset);
    }
  }

  #addShort(short: ShortNeedle): void {
    const { placing, text } = short;
    if (text === "" || placing === "contains") {
      this.#short.push(short);
      return;
    }
    const byChar = placing === "prefix" ? this.#shortStarts : this.#shortEnds;
    const code = text.charCodeAt(placing === "prefix" ? 0 : text.length - 1);
    const same = byChar.get(code);
    if (same === undefined) byChar.set(code, [short]);
    else same.push(short);
  }

  /**
   * The same as `scan` for a value that is not folded. A long one is not folded whole: its ends are, and the search by bytes folds
   * for itself. (That may say too much of texts with lone surrogates.)
   */
  scanUnfolded(value: string, hits: HitList): void {
    if (value.length < longFrom || this.#longSeen < worthScanner) {
      if (value.length >= longFrom) this.#longSeen += 1;
      this.scan(foldCase(value), hits);
      return;
    }
    const { exact, prefix, suffix } = this.#longest;
    if (value.length <= exact) for (const hit of this.#exact.get(foldCase(value)) ?? []) hits.add(hit);
    const head = foldCase(value.slice(0, prefix + 1));
    const tail = foldCase(value.slice(-(suffix + 1)));
    if (head.length >= 4) this.#starts?.visit(gramAt(head, 0), 0, this.#texts, head, hits);
    this.#scanEnd(tail, hits);
    if (this.#hasShortEnds) this.#scanShortEnds(head, tail, hits);
    for (const { needle, text } of this.#short) if (text === "") hits.add(needle);
    if (this.#anywhere.length === 0) return;
    this.#scanner ??= new ByteScanner(
      this.#anywhere.map((needle) => this.#texts[needle] ?? ""),
      this.#runs,
    );
    const before = hits.count;
    this.#scanner.scan(value, hits, before);
    const { items, count } = hits;
    for (let at = before; at < count; at += 1) items[at] = this.#anywhere[items[at] as number] as number;
  }

  /** Adds to `hits` the indexes of the needles that the value satisfies; one may come more than once. */
  scan(value: string, hits: HitList): void {
    if (this.#exact.size > 0) {
      const same = this.#exact.get(value);
      if (same !== undefined) for (let at = 0; at < same.length; at += 1) hits.add(same[at] as number);
    }
    const { length } = value;
    if (length >= 4) {
      this.#scanEnd(value, hits);
      this.#starts?.visit(gramAt(value, 0), 0, this.#texts, value, hits);
      this.#inside?.scan(value, this.#texts, hits);
    }
    if (length >= 2) this.#pairs?.scan(value, hits);
    if (this.#hasShortEnds && length > 0) this.#scanShortEnds(value, value, hits);
    for (const { needle, text } of this.#short) if (value.includes(text)) hits.add(needle);
  }

  #scanShortEnds(head: string, tail: string, hits: HitList): void {
    const starts = this.#shortStarts.get(head.charCodeAt(0));
    if (starts !== undefined) for (const { needle, text } of starts) if (head.startsWith(text)) hits.add(needle);
    const ends = this.#shortEnds.get(tail.charCodeAt(tail.length - 1));
    if (ends !== undefined) for (const { needle, text } of ends) if (tail.endsWith(text)) hits.add(needle);
  }

  /** A needle that ends the value and starts at `place - offset` must be as long as what is left. */
  #scanEnd(value: string, hits: HitList): void {
    const { length } = value;
    const before = hits.count;
    if (length >= 4) this.#ends?.visit(gramAt(value, length - 4), length - 4, this.#texts, value, hits);
    if (length >= longEnd) this.#longEnds?.visit(longEndOf(value), length - longEnd, this.#texts, value, hits);
    if (hits.count === before) return;
    let kept = before;
    const { items, count } = hits;
    for (let at = before; at < count; at += 1) {
      const needle = items[at] as number;
      if (value.endsWith(this.#texts[needle] ?? "")) items[kept++] = needle;
    }
    hits.count = kept;
  }

  readonly #found = new HitList();

  /** Whether some needle is satisfied. @param folded of the same value */
  any(value: string, folded: () => string): boolean {
    const found = this.#found;
    found.count = 0;
    if (value.length < longFrom) {
      this.scan(folded(), found);
      return found.count > 0;
    }
    this.scanUnfolded(value, found);
    for (let at = 0; at < found.count; at += 1) if (this.#satisfies(found.items[at] as number, folded())) return true;
    return false;
  }

  #satisfies(needle: number, folded: string): boolean {
    const text = this.#texts[needle] ?? "";
    const placing = this.#placings[needle];
    if (placing === "contains") return folded.includes(text);
    if (placing === "exact") return folded === text;
    return placing === "prefix" ? folded.startsWith(text) : folded.endsWith(text);
  }
}
