/** Beside what each uncommon word of a text stands, over the whole text: evidence for the places that say little. */
import { edge, type View } from "./words.ts";

export interface WordUse {
  count: number;
  readonly before: Map<number, number>;
  readonly after: Map<number, number>;
  readonly known: Map<number, number>;
}

export type Elsewhere = ReadonlyMap<number, WordUse>;

/** Places of a word that are looked at; more say nothing new. */
const maxPlaces = 40;

const count = (counts: Map<number, number>, value: number): void => {
  counts.set(value, (counts.get(value) ?? 0) + 1);
};

const isPlain = ({ word }: View): boolean =>
  (word.rarity === 0 && (word.marks & 1) === 0) || word.length < 2 || (word.marks & 4) === 0;

export const placesOf = (sentences: readonly (readonly View[])[]): Elsewhere => {
  const uses = new Map<number, WordUse>();
  for (const sentence of sentences)
    for (const [at, view] of sentence.entries()) {
      if (isPlain(view)) continue;
      const held = uses.get(view.word.lower);
      const use = held ?? { count: 0, before: new Map(), after: new Map(), known: new Map() };
      if (!held) uses.set(view.word.lower, use);
      use.count += 1;
      if (use.count >= maxPlaces) continue;
      count(use.before, (sentence[at - 1]?.word ?? edge).lower);
      count(use.after, (sentence[at + 1]?.word ?? edge).lower);
      if (view.known !== 0) count(use.known, view.known);
    }
  return uses;
};
