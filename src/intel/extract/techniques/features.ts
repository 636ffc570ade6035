/**
 * What a clause looks like to the technique models: words, pairs, word beginnings, parts of code names, and runs of three
 * to five characters, hashed into buckets. No text is kept: a model holds only numbers by bucket.
 *
 * Limits: English words; the first 4,000 characters of a clause; anything else is left out. One pass, no pattern is used.
 */
import { isCapital, isDigit } from "#kit/text/ascii.ts";
import { stemWord } from "./stem-word.ts";

/** Longest clause read, longest word hashed. */
const textCap = 4000;
const wordCap = 40;

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code >= 192;

/** FNV-1a over UTF-16 units from a start value, so that each view has hashes of its own. */
const hashText = (seed: number, text: string, start = 0, end = text.length): number => {
  let hash = (0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
};

/** Words of a clause as written: runs of letters or digits; a backslash, percent sign or scheme mark is a word of its own. */
const splitWords = (text: string): string[] => {
  const words: string[] = [];
  const end = Math.min(text.length, textCap);
  for (let at = 0; at < end; ) {
    const code = text.charCodeAt(at);
    if (isLetter(code) || isDigit(code)) {
      const start = at;
      while (at < end && (isLetter(text.charCodeAt(at)) || isDigit(text.charCodeAt(at)))) at += 1;
      words.push(text.slice(start, Math.min(at, start + wordCap)));
      continue;
    }
    if (code === 92 || code === 37 || code === 36) words.push(text.charAt(at));
    else if (code === 58 && text.startsWith("://", at)) words.push("://");
    at += 1;
  }
  return words;
};

/** Parts of a code name: "CreateRemoteThread" gives create, remote, thread; a plain word gives none. */
export const splitCodeName = (word: string): string[] => {
  const cuts = [0];
  for (let at = 1; at < word.length; at += 1)
    if (isCapital(word.charCodeAt(at)) && !isCapital(word.charCodeAt(at - 1)) && at - (cuts.at(-1) ?? 0) > 1)
      cuts.push(at);
  if (cuts.length < 2) return [];
  return cuts.map((cut, index) => word.slice(cut, cuts[index + 1] ?? word.length).toLowerCase());
};

const plainWord = (word: string): string => {
  const first = word.charCodeAt(0);
  if (isDigit(first) && word.length > 4) return "0";
  return word.toLowerCase();
};

/** Hashes of the word view: stems, words, pairs, pairs over one word, parts of code names. */
const wordHashes = (raw: readonly string[], words: readonly string[], stems: readonly string[]): number[] => {
  const out: number[] = [];
  for (const [at, stem] of stems.entries()) {
    out.push(hashText(1, stem));
    if (stem !== words[at]) out.push(hashText(2, words[at] ?? ""));
    const next = stems[at + 1];
    if (next !== undefined) out.push(hashText(3, `${stem} ${next}`));
    const over = stems[at + 2];
    if (over !== undefined) out.push(hashText(4, `${stem} ${over}`));
    const parts = splitCodeName(raw[at] ?? "");
    if (parts.length > 0) out.push(hashText(5, "code"));
    for (const part of parts) out.push(hashText(1, stemWord(part)));
  }
  return out;
};

/** Hashes of runs of three to five characters within each word, its borders marked. */
const charHashes = (words: readonly string[]): number[] => {
  const out: number[] = [];
  for (const word of words) {
    const marked = `^${word}$`;
    for (let size = 3; size <= 5; size += 1)
      for (let at = 0; at + size <= marked.length; at += 1) out.push(hashText(6 + size, marked, at, at + size));
  }
  return out;
};

export interface Views {
  readonly words: readonly number[];
  readonly chars: readonly number[];
}

export const viewsOf = (text: string): Views => {
  const raw = splitWords(text);
  const words = raw.map(plainWord);
  const stems = words.map(stemWord);
  return { words: wordHashes(raw, words, stems), chars: charHashes(words) };
};
