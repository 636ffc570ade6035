/**
 * What the tagger sees of a word, as numbers: hashes of its form, beginnings and ends, how rare it is. Made once for each
 * different word of a text, so that a word that stands there a hundred times costs one look.
 */
export interface Word {
  readonly lower: number;
  readonly shape: number;
  /** Hashes of the first two, three and four letters and of the last two, three and four. */
  readonly parts: readonly number[];
  /** 0 frequent in plain prose, 1 known, 2 neither. */
  readonly rarity: number;
  /** Bit 1: begins with a capital; 2: a capital only at its front; 4: begins with a letter or digit; 8: holds a letter. */
  readonly marks: number;
  readonly length: number;
}

export interface PlainWords {
  readonly frequentWords: ReadonlySet<string>;
  readonly knownWords: ReadonlySet<string>;
}

export const hashText = (text: string, start = 0, end = text.length): number => {
  let value = 0x811c9dc5;
  for (let at = start; at < end; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value | 0;
};

const letter = /\p{L}/u;
const capital = /\p{Lu}/u;

const kindOfChar = (char: string): string => {
  const code = char.charCodeAt(0);
  if (code >= 97 && code <= 122) return "a";
  if (code >= 65 && code <= 90) return "A";
  if (code >= 48 && code <= 57) return "9";
  if (code < 128 || !letter.test(char)) return char;
  return capital.test(char) ? "A" : "a";
};

/** "Cobalt" is `Aa`, "APT-C" `A-A`, "2021" `9`; eight signs at most. */
const shapeOf = (word: string): string => {
  let shape = "";
  for (let at = 0; at < word.length && shape.length < 8; at += 1) {
    const kind = kindOfChar(word.charAt(at));
    if (shape.charAt(shape.length - 1) !== kind) shape += kind;
  }
  return shape;
};

const partsOf = (lower: string): number[] => {
  const { length } = lower;
  return [
    hashText(lower, 0, Math.min(2, length)),
    hashText(lower, 0, Math.min(3, length)),
    hashText(lower, 0, Math.min(4, length)),
    hashText(lower, Math.max(0, length - 2)),
    hashText(lower, Math.max(0, length - 3)),
    hashText(lower, Math.max(0, length - 4)),
  ];
};

export const wordOf = (text: string, words: PlainWords): Word => {
  const lower = text.toLowerCase();
  const shape = shapeOf(text);
  const first = shape.charAt(0);
  const titled = text === text.charAt(0) + lower.slice(1);
  return {
    lower: hashText(lower),
    shape: hashText(shape),
    parts: partsOf(lower),
    rarity: words.frequentWords.has(lower) ? 0 : words.knownWords.has(lower) ? 1 : 2,
    marks:
      (first === "A" ? 1 : 0) |
      (titled ? 2 : 0) |
      (first === "A" || first === "a" || first === "9" ? 4 : 0) |
      (/[Aa]/.test(shape) ? 8 : 0),
    length: Math.min(9, lower.length),
  };
};

/** Before the first and after the last word of a sentence. */
export const edge: Word = {
  lower: hashText("^"),
  shape: hashText("^"),
  parts: [0, 0, 0, 0, 0, 0],
  rarity: 3,
  marks: 0,
  length: 0,
};

/** One token as the features see it. */
export interface View {
  readonly word: Word;
  /** Hash of what tables, patterns and dates say of it; 0 for nothing. */
  readonly known: number;
  readonly classes: readonly number[];
  /** How often its form, and its form in lower case, stand in the text, each in five steps. */
  readonly forms: number;
}
