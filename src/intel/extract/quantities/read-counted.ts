/**
 * The noun phrase a number counts: "37 national police or border-control bodies in Europe" → that phrase, head "body".
 * Works by word shapes alone: the head is the first plural noun before a word that cannot stand inside such a phrase.
 */
import { looksPlural, singular } from "./singular.ts";

export interface Counted {
  /** As written. */
  readonly phrase: string;
  /** Singular head noun. */
  readonly head: string;
  readonly end: number;
}

const stops = new Set(
  (
    "of in on at by to from for with without within into onto over under after before since until during between " +
    "among amid across against through throughout via per as than that which who whose whom where when while why how " +
    "if because although though but nor so yet not no is are was were be been being am has have had having do does did " +
    "will would can could may might must shall should the a an this these those it its he she they them their his her " +
    "we our you your i there here also only just still even ever never now then today yesterday tomorrow ago later " +
    "earlier each every all both some any said says say told warned claims claimed reported added noted found began " +
    "started remain remained include including included such worldwide globally respectively alone out up down off " +
    "about around like unlike versus vs either neither were more fewer less most least times made using used took " +
    "came went got get gets became become becomes comes appears appear seem seems according belonging spanning " +
    "totaling totalling ranging starting residing der die das und oder von aus auf für mit nach bei seit wurden sind " +
    "waren haben hat de des du dans et ou sur pour avec en el la los las y del por para con ha han fueron di che nel"
  ).split(" "),
);

const joins = new Set(["and", "or", "&"]);
/** Plurals that stand before another noun: "systems administrators". */
const attributive = new Set("systems operations sales communications services sports arms customs securities savings goods users customers".split(" "));
const wordAt = /([ \u00a0]|, |-)?([\p{L}\p{N}][\p{L}\p{M}\p{N}'’./&-]*)/uy;

interface Word {
  readonly text: string;
  readonly gap: string;
  readonly start: number;
  readonly end: number;
}

const readWord = (text: string, at: number): Word | undefined => {
  wordAt.lastIndex = at;
  const match = wordAt.exec(text);
  if (!match) return undefined;
  const gap = match[1] ?? "";
  const raw = match[2] ?? "";
  const word = raw.replace(/[.'’/&-]+$/, "") || raw;
  const start = at + gap.length;
  return { text: word, gap, start, end: start + word.length };
};

const ofThe = /[ \u00a0]of (?:(?:the|its|their|these|those|our|his|her|all) )+/y;

/** Is the next word another plural that the last one only describes ("systems administrators", "victims' accounts")? */
const describes = (word: Word, next: Word | undefined): boolean => {
  if (!next || next.gap !== " ") return false;
  const lower = next.text.toLowerCase();
  if (stops.has(lower) || joins.has(lower)) return false;
  return attributive.has(word.text.toLowerCase()) && looksPlural(next.text);
};

interface Walk {
  readonly head: Word | undefined;
  readonly last: Word | undefined;
}

const walk = (text: string, from: number): Walk => {
  let at = from;
  let last: Word | undefined;
  let pendingJoin = false;
  for (let count = 0; count < 9; count += 1) {
    const word = readWord(text, at);
    if (!word || word.gap === "" || (word.gap === "-" && count > 0)) break;
    // "three new, highly targeted campaigns": a comma goes on only while nothing plural has been seen.
    if (word.gap === ", " && (count === 0 || !/^[\p{Ll}-]+$/u.test(word.text))) break;
    const lower = word.text.toLowerCase();
    if (stops.has(lower)) break;
    if (/^\d/.test(word.text) && !/^\d+[\p{L}-]/u.test(word.text)) break;
    at = word.end;
    if (joins.has(lower)) {
      if (count === 0) break;
      pendingJoin = true;
      continue;
    }
    const closed = /['’]s?$/.test(text.slice(word.end, word.end + 2));
    if (looksPlural(word.text) && !/['’]$/.test(text.charAt(word.end)) && !describes(word, readWord(text, at)) && !closed)
      return { head: word, last: word };
    if (!pendingJoin) last = word;
    if (/[.,;:!?)\]]/.test(text.charAt(word.end)) && text[word.end] !== ",") break;
  }
  return { head: undefined, last };
};

const notNoun = /(?:ed|ing|ly|wn|ious|ful|ive)$/;

/** Reads the phrase after a number that ends at `at`. `one` allows a singular head. */
export const readCounted = (text: string, at: number, one: boolean): Counted | undefined => {
  let from = at;
  ofThe.lastIndex = at;
  const jump = ofThe.exec(text);
  if (jump) from = at + jump[0].length - 1;
  const found = walk(text, from);
  const head = found.head ?? (one || jump || found.last ? found.last : undefined);
  if (!head || head.text.length < 2) return undefined;
  if (!found.head && notNoun.test(head.text) && !/(?:thing|ring|king)$/.test(head.text)) return undefined;
  if (!found.head && /^\p{Lu}/u.test(head.text)) return undefined;
  const phrase = text.slice(from, head.end).trim();
  return { phrase, head: singular(head.text.split("-").at(-1) ?? head.text), end: head.end };
};
