/**
 * Cuts text into comparable words: stems, numbers and identifiers, each with how it was written.
 *
 * Promise: linear in the length of the text, no word longer than 60 characters, the same in every locale.
 * Limit: stems are rough (one suffix off the end) and made for comparing English wording; names keep their letters,
 * because suffixes are only taken off words of five letters and more, the same way on both sides of a comparison.
 */
import { smallNumbers } from "#kit/text/number-words.ts";

export interface Word {
  /** What is compared. */
  readonly stem: string;
  /** As written, trimmed. */
  readonly surface: string;
  readonly start: number;
  readonly kind: "word" | "number" | "identifier";
  /** Starts with a capital letter. */
  readonly capital: boolean;
  /** First word of a sentence or of the text: its capital says nothing. */
  readonly opens: boolean;
}

const longestWord = 60;
const suffixes = ["ings", "ing", "ers", "ies", "ied", "ed", "er", "es", "s"];

/** "exploited", "exploits", "exploiting" → "exploit". */
export const stemWord = (lower: string): string => {
  if (lower.length < 5 || !/^[a-z]+$/.test(lower))
    return lower.length === 4 ? lower.replace(/(?<=[a-z]{3})s$/, "") : lower;
  if (/(?:ss|us|is)$/.test(lower)) return lower;
  for (const suffix of suffixes) {
    if (!lower.endsWith(suffix) || lower.length - suffix.length < 3) continue;
    const base = lower.slice(0, -suffix.length);
    if (suffix === "ies" || suffix === "ied") return `${base}y`;
    return dropSilentE(undouble(base));
  }
  return dropSilentE(lower);
};

const undouble = (base: string): string => (/([bdgmnprt])\1$/.test(base) && base.length > 4 ? base.slice(0, -1) : base);
const dropSilentE = (base: string): string => (base.length > 4 && base.endsWith("e") ? base.slice(0, -1) : base);

const scales: ReadonlyMap<string, number> = new Map([
  ["k", 1e3],
  ["m", 1e6],
  ["bn", 1e9],
  ["b", 1e9],
]);

const numberValue = (surface: string): string | undefined => {
  const match = /^(\d{1,15}(?:[.,]\d{1,9}){0,4})(k|m|bn|b|tb|gb)?$/i.exec(surface);
  if (match === null) return undefined;
  const plain = (match[1] ?? "").replace(/,(?=\d{3})/g, "");
  if (/\..*\./.test(plain)) return undefined;
  const scale = scales.get((match[2] ?? "").toLowerCase()) ?? 1;
  const value = Number(plain.replace(",", ".")) * scale;
  return Number.isFinite(value) ? String(value) : undefined;
};

const numberWords: ReadonlyMap<string, string> = new Map(
  [...Object.entries(smallNumbers), ["dozen", 12] as const]
    .filter(([, value]) => value >= 3)
    .map(([word, value]): [string, string] => [word, String(value)]),
);
const wordNumber = (lower: string): string | undefined => numberWords.get(lower);

const isIdentifier = (piece: string): boolean =>
  /\d/.test(piece) || /[+#]/.test(piece) || (/\p{Ll}\p{Lu}/u.test(piece) && piece.length > 3);

const opensSentence = (text: string, start: number): boolean => {
  let at = start - 1;
  while (at >= 0 && /[\s"'“‘„«(]/.test(text.charAt(at))) {
    if (text.charAt(at) === "\n") return true;
    at -= 1;
  }
  return at < 0 || /[.!?:…]/.test(text.charAt(at));
};

/** Han, kana and Hangul are written without blanks: a Latin name that stands against them is a word of its own. */
const anyWord =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]+|[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]][[\p{L}\p{N}+#._'’\-]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]]*/gv;

/** The words of `text`, in order. Compounds give their whole and their parts ("China-linked", "china", "link"). */
export const scanWords = (text: string): Word[] => {
  const words: Word[] = [];
  for (const match of text.matchAll(anyWord)) {
    // A run this long is no word; passed over before anything looks at its end.
    if (match[0].length > 4 * longestWord) continue;
    const surface = match[0].replace(/[._'’-]+$/, "").replace(/['’](?:s|S)$/, "");
    if (surface.length === 0 || surface.length > longestWord) continue;
    const opens = opensSentence(text, match.index);
    pushPieces(words, surface, match.index, opens);
  }
  return words;
};

const pushPieces = (words: Word[], surface: string, start: number, opens: boolean): void => {
  const number = numberValue(surface);
  const base = { surface, start, opens, capital: /^\p{Lu}/u.test(surface) };
  if (number !== undefined) {
    words.push({ ...base, stem: number, kind: "number" });
    return;
  }
  const compound = /[-._'’]/.test(surface);
  if (isIdentifier(surface)) {
    words.push({ ...base, stem: surface.toLowerCase(), kind: "identifier" });
    if (!compound) return;
  }
  for (const piece of compound ? surface.split(/[-._'’]+/) : [surface]) {
    if (piece.length < 2 || (compound && /\d/.test(piece))) continue;
    const lower = piece.toLowerCase();
    const value = wordNumber(lower);
    const capital = /^\p{Lu}/u.test(piece);
    if (value === undefined) words.push({ ...base, surface: piece, capital, stem: stemWord(lower), kind: "word" });
    else words.push({ ...base, surface: piece, capital, stem: value, kind: "number" });
  }
};
