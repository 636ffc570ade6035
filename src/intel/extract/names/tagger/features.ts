/**
 * Features of a token, hashed into a fixed number of buckets: its form, its neighbours, what the tables and patterns say
 * of it, and how it stands elsewhere in the text. No text can be read back from them.
 */
import type { Token } from "./tokens.ts";

export const buckets = 1 << 20;

/** What is known of the whole text. */
export interface Knowledge {
  /** Type given to each token by tables, patterns and dates: `b:malware:list`, `i:…`, or "". */
  readonly known: (token: Token) => string;
  readonly isFrequent: (word: string) => boolean;
  readonly isKnown: (word: string) => boolean;
  /** How often a form stands in the text with and without a capital. */
  readonly forms: ReadonlyMap<string, number>;
}

const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  value ^= value >>> 12;
  return value & (buckets - 1);
};

const shapeOf = (word: string): string => {
  let shape = "";
  for (let at = 0; at < word.length && shape.length < 8; at += 1) {
    const char = word.charAt(at);
    const kind = /\p{Lu}/u.test(char) ? "A" : /\p{Ll}/u.test(char) ? "a" : /\d/.test(char) ? "9" : char;
    if (shape.at(-1) !== kind) shape += kind;
  }
  return shape;
};

interface View {
  readonly lower: string;
  readonly shape: string;
  readonly known: string;
  readonly rarity: string;
}

const viewOf = (token: Token, knowledge: Knowledge): View => {
  const lower = token.text.toLowerCase();
  const rarity = knowledge.isFrequent(lower) ? "f" : knowledge.isKnown(lower) ? "k" : "r";
  return { lower, shape: shapeOf(token.text), known: knowledge.known(token), rarity };
};

const edge: View = { lower: "^", shape: "^", known: "", rarity: "^" };

const countOf = (count: number): string =>
  count === 0 ? "0" : count === 1 ? "1" : count < 4 ? "2" : count < 10 ? "4" : "9";

/** Buckets of every token of one sentence. */
export const featuresOf = (tokens: readonly Token[], knowledge: Knowledge): Int32Array[] => {
  const views = tokens.map((token) => viewOf(token, knowledge));
  const at = (index: number): View => views[index] ?? edge;
  return tokens.map((token, index) => {
    const self = at(index);
    const one = at(index - 1);
    const two = at(index - 2);
    const next = at(index + 1);
    const after = at(index + 2);
    const { lower, shape, known, rarity } = self;
    const title = token.text.charAt(0) + lower.slice(1);
    const forms = `${countOf(knowledge.forms.get(token.text) ?? 0)}${countOf(knowledge.forms.get(lower) ?? 0)}`;
    const names = [
      "b",
      `w${lower}`,
      `s${shape}`,
      `p2${lower.slice(0, 2)}`,
      `p3${lower.slice(0, 3)}`,
      `p4${lower.slice(0, 4)}`,
      `e2${lower.slice(-2)}`,
      `e3${lower.slice(-3)}`,
      `e4${lower.slice(-4)}`,
      `l${Math.min(9, lower.length)}${shape}`,
      `w-1${one.lower}`,
      `w-2${two.lower}`,
      `w+1${next.lower}`,
      `w+2${after.lower}`,
      `w-1w${one.lower} ${lower}`,
      `ww+1${lower} ${next.lower}`,
      `w-2w-1${two.lower} ${one.lower}`,
      `w+1w+2${next.lower} ${after.lower}`,
      `s-1${one.shape}`,
      `s+1${next.shape}`,
      `s-1s${one.shape} ${shape}`,
      `ss+1${shape} ${next.shape}`,
      `s3${one.shape} ${shape} ${next.shape}`,
      `k${known}`,
      `k-1${one.known}`,
      `k+1${next.known}`,
      `kk+1${known} ${next.known}`,
      `k-1k${one.known} ${known}`,
      `kw${known} ${lower}`,
      `ks${known} ${shape}${rarity}`,
      `kw+1${known} ${next.lower}`,
      `kw-1${known} ${one.lower}`,
      `r${rarity}${shape}`,
      `r3${one.rarity}${one.shape} ${rarity}${shape} ${next.rarity}${next.shape}`,
      `f${forms}${shape}`,
      `i${index === 0 ? "0" : index === 1 ? "1" : "n"}${title === token.text ? "t" : ""}${shape}`,
      `e-1${one.lower.slice(-3)}`,
      `e+1${next.lower.slice(-3)}`,
    ];
    return Int32Array.from(names, hash);
  });
};
