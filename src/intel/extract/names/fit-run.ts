/**
 * Makes a run of name words fit to be a name, or refuses it: cuts what the tables own off its front, refuses plain words,
 * terms of the trade, adjectives, and words of a headline in which every word has a capital.
 */
import type { NameMention, NameType } from "#terms/mention.ts";
import { isNameWord, openers, type Run, terms } from "./read-name.ts";

export interface PatternWords {
  readonly frequentWords: ReadonlySet<string>;
  readonly knownWords: ReadonlySet<string>;
  /** Is a place taken by a name of the tables that a pattern must not cut or relabel? */
  readonly taken: (start: number, end: number) => NameMention | undefined;
}

const generic =
  /^(?:Android|iOS|Windows|Linux|Mac|macOS|Banking|Remote|Mobile|Cloud|Open|Source|Enterprise|Server|Client|Network|System|Systems|Service|Data|Information|Security|Research|Intelligence|Government|Federal|State|Ministry|Company|Corporation|Inc|Ltd|Email|Phishing|Supply|Chain|Zero|Day|Attack|Attacks|Group|Team|Gang|Campaign|Operation|Actor|Actors|Malware|Ransomware|Trojan|Backdoor|Botnet|Loader|Stealer|Wiper|Worm|Spyware|Rootkit|Version|Update|Patch|Tuesday|Russian|Chinese|Iranian|Korean|North|South|East|West)$/;

/** Where the name begins once places, makers and adjectives that the tables own are cut off its front. */
const cutFront = (text: string, run: Run, type: NameType, words: PatternWords): number => {
  let { start } = run;
  for (let guard = 0; guard < 4; guard += 1) {
    const front = words.taken(start, start + 1);
    if (!front || front.start !== start || front.end >= run.end || !cuts(front.type, type)) break;
    start = front.end;
    while (start < run.end && /[ \u00a0’'-]/.test(text.charAt(start))) start += 1;
    if (/^['’]s /.test(text.slice(start - 1, start + 2))) start += 2;
  }
  return start;
};

const innerOpener = /^(?:of|for|the|and|Of|For|The|And|One|Day|New|First)$/;

/** Is the run made of words that name nothing? */
const namesNothing = (parts: readonly string[]): boolean => {
  const [only = ""] = parts;
  // "Chinese-speaking", "High-severity": an adjective made of plain words.
  if (parts.length === 1 && /-\p{Ll}/u.test(only) && !/\d/.test(only)) return true;
  if (parts.slice(1).some((part) => openers.has(part) && !innerOpener.test(part))) return true;
  return parts.every((part) => terms.has(part) || generic.test(part) || openers.has(part) || /^[\d.]+$/.test(part));
};

/** A weak cue needs a name that does not look like plain words. */
const tooPlain = (text: string, start: number, parts: readonly string[], words: PatternWords): boolean => {
  if (inHeadline(text, start)) return true;
  if (parts.length === 1) return plainWord(parts[0] ?? "", text, start, words);
  return parts.every((part) => isPlain(part, words)) && !/^\p{Lu}/u.test(parts[1] ?? "");
};

/** The run as a name of the type, or undefined. `strict` for cues that often stand beside no name. */
export const fitRun = (
  text: string,
  run: Run,
  type: NameType,
  words: PatternWords,
  strict: boolean,
): Run | undefined => {
  const { end } = run;
  const start = cutFront(text, run, type, words);
  const name = text.slice(start, end);
  const parts = name.split(/[ \u00a0]/);
  if (name.length < 2 || name.length > 60 || !isNameWord(parts[0] ?? "")) return undefined;
  const held = words.taken(start, end);
  if (held && held.start <= start && held.end >= end) return undefined;
  if (namesNothing(parts) || (strict && tooPlain(text, start, parts, words))) return undefined;
  return { start, end, text: name };
};

const other = 0;
const letter = 1;
const capital = 3;
/** What each code unit is to a headline: a letter, a capital, a mark inside words, or none of these. */
const shapes = new Uint8Array(65536);
for (let code = 0; code < 0xd800; code += 1) {
  const char = String.fromCharCode(code);
  if (/\p{Lu}/u.test(char)) shapes[code] = capital;
  else if (/\p{L}/u.test(char)) shapes[code] = letter;
}
const joinsWord = (code: number): boolean => code === 39 || code === 45 || code === 0x2019;

/** Where the line of `at` begins, looked for over 160 characters: in a text of one long line each name would read it anew. */
const lineStart = (text: string, at: number): number => {
  const limit = Math.max(at - 160, 0);
  let start = at;
  while (start > limit && text.charCodeAt(start - 1) !== 10) start -= 1;
  return start;
};

/** In a line of capitalised words a capital says nothing. */
export const inHeadline = (text: string, at: number): boolean => {
  const start = lineStart(text, at);
  let words = 0;
  let capitals = 0;
  const reach = Math.min(text.length, at + 160);
  let end = start;
  while (end < reach) {
    const code = text.charCodeAt(end);
    if (code === 10 && end >= at) break;
    const shape = shapes[code] ?? other;
    end += 1;
    if (shape === other) continue;
    const from = end;
    while (end < reach && ((shapes[text.charCodeAt(end)] ?? other) !== other || joinsWord(text.charCodeAt(end))))
      end += 1;
    if (end === from) continue;
    words += 1;
    if (shape === capital) capitals += 1;
    // Were all that can still come capitals, a word and a blank taking three characters, it would be too few.
    else if (words * 0.7 - capitals > ((reach - end) / 3 + 2) * 0.3) return false;
  }
  if (words < 5 || capitals < words * 0.7) return false;
  return !/[.!?]["”]?\s+\p{Lu}/u.test(text.slice(start, end));
};

const cuts = (owner: NameType, type: NameType): boolean =>
  owner === "demonym" ||
  owner === "country" ||
  owner === "region" ||
  (owner === "vendor" && type !== "organisation") ||
  owner === "sector" ||
  owner === "authority";

export const isPlain = (word: string, words: PatternWords): boolean => {
  const lower = word.toLowerCase();
  return words.frequentWords.has(lower) || words.knownWords.has(lower);
};

const startsSentence = (text: string, start: number): boolean =>
  /(?:^|[.!?:\n]["”’)]?\s*|[-*•]\s)$/.test(text.slice(Math.max(0, start - 4), start));

/** A single plain word is no name where a sentence begins; elsewhere its capital says that it is one. */
const plainWord = (name: string, text: string, start: number, words: PatternWords): boolean => {
  if (terms.has(name) || generic.test(name) || openers.has(name)) return true;
  if (!isPlain(name, words)) return false;
  return words.frequentWords.has(name.toLowerCase()) || startsSentence(text, start);
};
