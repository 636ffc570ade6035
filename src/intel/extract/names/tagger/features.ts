/**
 * Features of a token, hashed into a fixed number of buckets: its form, its neighbours, what the tables and patterns say
 * of it, and beside what the same word stands elsewhere in the text (after Chieu and Ng, "Named Entity Recognition with a
 * Maximum Entropy Approach", 2003). Numbers are mixed with numbers, so no text is carried and none is joined on the way.
 */
import type { Elsewhere, WordUse } from "./elsewhere.ts";
import { edge, type View, type Word } from "./words.ts";

export const buckets = 1 << 21;

export interface TokenFeatures {
  /** Buckets of all that is known of the token, its neighbours among it. */
  readonly all: Int32Array;
  /** Those of the token itself, whatever stands beside it here: the nets read the neighbours themselves. */
  readonly own: Int32Array;
  /** The word, where an uncommon one stands more than once in the text; else 0. */
  readonly word: number;
}

const noView: View = { word: edge, known: 0, classes: [], forms: 0 };

/** Bucket of a feature of the given number with up to three values. */
const bucketOf = (template: number, a: number, b: number, c: number): number => {
  let value = Math.imul(a ^ Math.imul(template, 0x9e3779b1), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 15) ^ b, 0xc2b2ae35);
  value = Math.imul(value ^ (value >>> 13) ^ c, 0x27d4eb2f);
  value ^= value >>> 16;
  value = Math.imul(value, 0x165667b1);
  return ((value ^ (value >>> 15)) >>> 0) & (buckets - 1);
};

const maxFeatures = 200;

/** Collects the buckets of one token. */
class Row {
  readonly #held = new Int32Array(maxFeatures);
  readonly #own = new Int32Array(maxFeatures);
  #count = 0;
  #ownCount = 0;

  add(template: number, a: number, b = 0, c = 0): number {
    const bucket = bucketOf(template, a, b, c);
    if (this.#count >= maxFeatures) return bucket;
    this.#held[this.#count] = bucket;
    this.#count += 1;
    return bucket;
  }

  /** One of the token itself. */
  addOwn(template: number, a: number, b = 0, c = 0): void {
    const bucket = this.add(template, a, b, c);
    if (this.#ownCount >= maxFeatures) return;
    this.#own[this.#ownCount] = bucket;
    this.#ownCount += 1;
  }

  take(word: number): TokenFeatures {
    const taken = { all: this.#held.slice(0, this.#count), own: this.#own.slice(0, this.#ownCount), word };
    this.#count = 0;
    this.#ownCount = 0;
    return taken;
  }
}

const addForm = (row: Row, { word, forms }: View, at: number): void => {
  row.add(1, 0);
  row.addOwn(2, word.lower);
  row.addOwn(3, word.shape);
  for (let part = 0; part < 6; part += 1) row.addOwn(4 + part, word.parts[part] ?? 0);
  row.addOwn(10, word.length, word.shape);
  row.addOwn(11, word.rarity, word.shape);
  row.addOwn(12, forms, word.shape);
  row.addOwn(13, Math.min(at, 2), word.marks & 2, word.shape);
};

const addNeighbours = (row: Row, self: Word, around: readonly View[]): void => {
  const [two, one, next, after] = [around[0], around[1], around[2], around[3]].map((view) => (view ?? noView).word);
  if (!(two && one && next && after)) return;
  row.add(20, one.lower);
  row.add(21, two.lower);
  row.add(22, next.lower);
  row.add(23, after.lower);
  row.add(24, one.lower, self.lower);
  row.add(25, self.lower, next.lower);
  row.add(26, two.lower, one.lower);
  row.add(27, next.lower, after.lower);
  row.add(28, one.shape);
  row.add(29, next.shape);
  row.add(30, one.shape, self.shape);
  row.add(31, self.shape, next.shape);
  row.add(32, one.shape, self.shape, next.shape);
  row.add(33, one.parts[4] ?? 0);
  row.add(34, next.parts[4] ?? 0);
  row.add(35, one.rarity * 9 + self.rarity * 3 + next.rarity, one.shape ^ Math.imul(next.shape, 31), self.shape);
};

const addKnown = (row: Row, self: View, one: View, next: View): void => {
  const { known, word } = self;
  row.addOwn(40, known);
  row.add(41, one.known);
  row.add(42, next.known);
  row.add(43, known, next.known);
  row.add(44, one.known, known);
  row.add(45, known, word.lower);
  row.add(46, known, word.shape, word.rarity);
  row.add(47, known, next.word.lower);
  row.add(48, known, one.word.lower);
  for (const list of self.classes) {
    row.addOwn(50, list);
    row.addOwn(51, list, word.shape);
  }
  for (const list of one.classes) row.add(52, list);
  for (const list of next.classes) row.add(53, list);
};

/** Values of the other places, this one's own left out. */
const addUses = (row: Row, template: number, uses: ReadonlyMap<number, number>, own: number): void => {
  for (const [value, count] of uses) if (count > 1 || value !== own) row.addOwn(template, value);
};

const addElsewhere = (row: Row, use: WordUse | undefined, self: View, one: View, next: View): void => {
  if (use === undefined || use.count < 2) return;
  addUses(row, 60, use.before, one.word.lower);
  addUses(row, 61, use.after, next.word.lower);
  addUses(row, 62, use.known, self.known);
};

const row = new Row();

/** Buckets of every token of one sentence. */
export const featuresOf = (views: readonly View[], elsewhere: Elsewhere): TokenFeatures[] =>
  views.map((self, at) => {
    const one = views[at - 1] ?? noView;
    const next = views[at + 1] ?? noView;
    addForm(row, self, at);
    addNeighbours(row, self.word, [views[at - 2] ?? noView, one, next, views[at + 2] ?? noView]);
    addKnown(row, self, one, next);
    const use = elsewhere.get(self.word.lower);
    addElsewhere(row, use, self, one, next);
    return row.take(use !== undefined && use.count >= 2 ? self.word.lower : 0);
  });
