/**
 * One pass over a text: its words of name characters (letters, digits, `.`, `-`, `_`), the pieces that can be a number, a version,
 * an address, a host, a file name, a hash or a wallet; and where the runs of letters stand with which a form begins.
 *
 * Han, kana and Hangul are no name characters here: in such prose an address stands without blanks around it.
 */
import { isDigit } from "#kit/text/ascii.ts";
import { type Form, type FormName, forms } from "./forms.ts";

export interface Word {
  readonly start: number;
  readonly end: number;
  readonly dots: number;
  readonly digits: number;
  /** Hyphens and low lines. */
  readonly joints: number;
  /** Holds a character beyond ASCII. */
  readonly foreign: boolean;
}

export interface Survey {
  /** Every word with a dot or a digit, or of 24 and more characters; dots, hyphens at its ends cut off. */
  readonly words: readonly Word[];
  /** What a form finds in the text: in order, not overlapping. */
  readonly find: (form: FormName) => RegExpExecArray[];
}

const other = 0;
const letter = 1;
const digit = 2;
const dot = 3;
const joint = 4;
const foreign = 5;
const kinds = new Uint8Array(65536);
for (let code = 48; code <= 57; code += 1) kinds[code] = digit;
for (let code = 65; code <= 90; code += 1) kinds[code] = letter;
for (let code = 97; code <= 122; code += 1) kinds[code] = letter;
kinds[46] = dot;
kinds[45] = joint;
kinds[95] = joint;

for (let code = 0xc0; code < 0x2e80; code += 1)
  if (code !== 0xd7 && code !== 0xf7 && !(code >= 0x2000 && code < 0x2c00)) kinds[code] = foreign;

const kindAt = (text: string, at: number): number => kinds[text.charCodeAt(at)] as number;

/** Forms by the word they begin with, and of each first letter the lengths of such words, as bits. */
const byWord = new Map<string, FormName[]>();
const lengths = new Uint32Array(128);
const any = 0xffff_ffff;
/** Of each first letter the second ones, as bits. */
const seconds = new Uint32Array(128);
for (const [name, form] of Object.entries(forms) as [FormName, Form][])
  for (const word of form.opens ?? []) {
    byWord.set(word, [...(byWord.get(word) ?? []), name]);
    for (const first of [word.charCodeAt(0), word.charCodeAt(0) - 32]) {
      lengths[first] = word.endsWith("*") ? any : (lengths[first] ?? 0) | (1 << word.length);
      if (word.length > 1) seconds[first] = (seconds[first] ?? 0) | (1 << (word.charCodeAt(1) - 97));
    }
  }
const prefixed = [...byWord.keys()].filter((word) => word.endsWith("*")).map((word) => word.slice(0, -1));

/** A word of one or two letters is everywhere: it begins a form only where a number follows, or what joins one. */
const mayOpen = (text: string, end: number): boolean => {
  const code = text.charCodeAt(end);
  return isDigit(code) || code === 45 || code === 35 || (code === 32 && isDigit(text.charCodeAt(end + 1)));
};

type Places = Partial<Record<FormName, number[]>>;

const add = (places: Places, word: string, start: number): void => {
  for (const name of byWord.get(word) ?? []) {
    const list = places[name];
    if (list === undefined) places[name] = [start];
    else list.push(start);
  }
};

/** A run of letters at [start, end) that may be one of the words. */
const note = (text: string, start: number, end: number, places: Places): void => {
  const length = end - start;
  if (length <= 2 && !mayOpen(text, end)) return;
  const second = (text.charCodeAt(start + 1) | 32) - 97;
  if (length > 1 && (((seconds[text.charCodeAt(start)] as number) >> second) & 1) === 0) return;
  const word = text.slice(start, Math.min(end, start + 16)).toLowerCase();
  if (length < 16) add(places, word, start);
  for (const prefix of prefixed) if (word.startsWith(prefix)) add(places, `${prefix}*`, start);
};

const lettersEnd = (text: string, start: number): number => {
  let at = start + 1;
  while (at < text.length && kindAt(text, at) === letter) at += 1;
  return at;
};

/** Of each kind how many stand in the word at hand: most words are not kept, and none of those is worth an object. */
const counts = new Int32Array(6);

const mayNote = (text: string, start: number, size: number): boolean => {
  const held = lengths[text.charCodeAt(start)] as number;
  return held !== 0 && (held === any || (size < 16 && (held & (1 << size)) !== 0));
};

/** Counts what is in the word that starts at `start`, uncut, and notes its runs of letters; gives its end. */
const readWord = (text: string, start: number, places: Places): number => {
  const { length } = text;
  counts[digit] = 0;
  counts[dot] = 0;
  counts[joint] = 0;
  counts[foreign] = 0;
  let at = start;
  for (let kind = kindAt(text, at); kind !== other; kind = at < length ? kindAt(text, at) : other) {
    if (kind === letter) {
      const end = lettersEnd(text, at);
      if (mayNote(text, at, end - at)) note(text, at, end, places);
      at = end;
    } else {
      counts[kind] = (counts[kind] as number) + 1;
      at += 1;
    }
  }
  return at;
};

const matchAt = (text: string, pattern: RegExp, places: readonly number[]): RegExpExecArray[] => {
  const found: RegExpExecArray[] = [];
  let done = 0;
  for (const place of places) {
    if (place < done) continue;
    pattern.lastIndex = place;
    const match = pattern.exec(text);
    if (match === null) continue;
    found.push(match);
    done = place + match[0].length;
  }
  return found;
};

const none: readonly number[] = [];

const isEdge = (code: number): boolean => code === 46 || code === 45;

/** The word at [from, to) with what was counted in it, dots and hyphens at its ends cut off. */
const trim = (text: string, from: number, to: number): Word => {
  let start = from;
  let end = to;
  let dots = counts[dot] as number;
  while (start < end && isEdge(text.charCodeAt(start))) {
    if (text.charCodeAt(start) === 46) dots -= 1;
    start += 1;
  }
  while (end > start && isEdge(text.charCodeAt(end - 1))) {
    if (text.charCodeAt(end - 1) === 46) dots -= 1;
    end -= 1;
  }
  const digits = counts[digit] as number;
  const joints = counts[joint] as number;
  return { start, end, dots, digits, joints, foreign: (counts[foreign] as number) > 0 };
};

const long = 24;

export const surveyText = (text: string): Survey => {
  const words: Word[] = [];
  const places: Places = {};
  let at = 0;
  while (at < text.length) {
    if (kindAt(text, at) === other) {
      at += 1;
      continue;
    }
    const start = at;
    at = readWord(text, start, places);
    if (counts[dot] === 0 && counts[digit] === 0 && at - start < long) continue;
    const word = trim(text, start, at);
    if (word.end > word.start) words.push(word);
  }
  return {
    words,
    find: (name) => {
      const form: Form = forms[name];
      return matchAt(text, form.pattern, form.places?.(text) ?? places[name] ?? none);
    },
  };
};
