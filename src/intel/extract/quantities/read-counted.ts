/**
 * The noun phrase a number counts: "37 national police or border-control bodies in Europe" → that phrase, head "body".
 * Works by word shapes alone: the head is the first plural noun before a word that cannot stand inside such a phrase.
 */
import { englishNoun, ideographicNoun } from "#kit/text/foreign-nouns.ts";
import { isMassNoun, looksPlural, singular } from "./singular.ts";

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
    "about around towards toward again like unlike versus vs either neither were more fewer less most least times made using used took " +
    "came went got get gets became become becomes comes appears appear seem seems according belonging spanning " +
    "totaling totalling ranging starting residing der die das und oder von aus auf für mit nach bei seit wurden sind " +
    "waren haben hat de des du dans et ou sur pour avec en el la los las y del por para con ha han fueron di che nel"
  ).split(" "),
);

const joins = new Set(["and", "or", "&"]);
/** Plurals that stand before another noun: "systems administrators". */
const attributive = new Set(
  "systems operations sales communications services sports arms customs securities savings goods users customers".split(
    " ",
  ),
);
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
  if (next?.gap !== " ") return false;
  const lower = next.text.toLowerCase();
  if (stops.has(lower) || joins.has(lower)) return false;
  return attributive.has(word.text.toLowerCase()) && looksPlural(next.text);
};

interface Walk {
  readonly head: Word | undefined;
  readonly last: Word | undefined;
}

const possessive = (text: string, word: Word): boolean => /^['’]/.test(text.slice(word.end, word.end + 1));

const isHead = (text: string, word: Word): boolean =>
  looksPlural(word.text) && !possessive(text, word) && !describes(word, readWord(text, word.end));

/** Can the walk go on to this word at all? */
const mayContinue = (word: Word | undefined, count: number): word is Word => {
  if (!word || word.gap === "" || word.gap === "-") return false;
  if (word.gap === ", " && (count === 0 || !/^[\p{Ll}-]+$/u.test(word.text))) return false;
  return !stops.has(word.text.toLowerCase()) && !(/^\d/.test(word.text) && !/^\d+[\p{L}-]/u.test(word.text));
};

const walk = (text: string, from: number): Walk => {
  let at = from;
  let last: Word | undefined;
  let firm = true;
  for (let count = 0; count < 9; count += 1) {
    const word = readWord(text, at);
    if (!mayContinue(word, count)) break;
    at = word.end;
    const join = joins.has(word.text.toLowerCase());
    if (join && count === 0) break;
    // Past a comma or an "and" only a plural head makes it one phrase.
    if (join || word.gap === ", ") firm = false;
    if (join) continue;
    if (isHead(text, word)) return { head: word, last: word };
    if (firm) last = word;
    if (isMassNoun(word.text) && firm) firm = false;
    if (/[.;:!?)\]]/.test(text.charAt(word.end))) break;
  }
  return { head: undefined, last };
};

const walkGerman = (text: string, from: number): Walk => {
  let at = from;
  for (let count = 0; count < 5; count += 1) {
    const word = readWord(text, at);
    if (!mayContinue(word, count) || word.gap !== " ") break;
    if (/^\p{Lu}/u.test(word.text)) return { head: word, last: word };
    at = word.end;
  }
  return { head: undefined, last: undefined };
};

const partitive = /[ \u00a0\u202f](?:d['’]|de )(?=\p{L})/uy;

/** The word at `at`; after a magnitude an article parts the two: "2 millions d'utilisateurs", "2 millones de usuarios". */
const nounAt = (text: string, at: number): Word | undefined => {
  partitive.lastIndex = at;
  const article = partitive.exec(text);
  if (!article) return readWord(text, at);
  const word = readWord(text, at + article[0].length);
  return word && { ...word, gap: " " };
};

/** Romance and Slavic languages: a noun of the table within three words, else the first word. */
const walkNounFirst = (text: string, from: number, language: string): Walk => {
  const first = nounAt(text, from);
  if (!mayContinue(first, 0) || first.text.length < 3) return { head: undefined, last: undefined };
  let word: Word | undefined = first;
  for (let count = 0; count < 3 && mayContinue(word, count); count += 1) {
    if (englishNoun(word.text, language) !== undefined) return { head: word, last: word };
    if (/[.,;:!?)\]]/.test(text.charAt(word.end))) break;
    word = readWord(text, word.end);
  }
  return { head: first, last: first };
};

const notNoun = /(?:ed|ing|ly|wn|ious|ful|ive)$/;
const cjkCounter = /(?:[カかヶヵ]国|个国家|[件台社人名個个か所国種回倍家起款])/y;

/** A head that is no plural counts only for one thing or when it names many without a plural. */
const choose = (found: Walk, one: boolean): Word | undefined => {
  if (found.head) return found.head;
  const { last } = found;
  if (!one && last && !isMassNoun(last.text)) return undefined;
  if (!last || (notNoun.test(last.text) && !/(?:thing|ring|king)$/.test(last.text)) || /^\p{Lu}/u.test(last.text))
    return undefined;
  return last;
};

/** What an ordinal counts: the one word after it, when that can be a noun. */
export const readOrdinalNoun = (text: string, at: number): Counted | undefined => {
  const word = readWord(text, at);
  if (!mayContinue(word, 0) || word.gap !== " " || word.text.length < 3 || notNoun.test(word.text)) return undefined;
  return { phrase: word.text, head: singular(word.text), end: word.end };
};

/** Japanese and Chinese: the noun after the number and its counter, in English where the table has it, else the counter. */
export const readCounter = (text: string, at: number): Counted | undefined => {
  if (!(text.charCodeAt(at) > 0x2fff)) return undefined;
  const known = ideographicNoun(text, at);
  if (known) return { phrase: text.slice(at, known.end), head: known.noun, end: known.end };
  cjkCounter.lastIndex = at;
  const match = cjkCounter.exec(text);
  return match ? { phrase: match[0], head: match[0], end: at + match[0].length } : undefined;
};

const nounFirst = new Set("es fr it pt ro uk ru bg pl cs".split(" "));

/** Reads the phrase after a number that ends at `at`; `one` allows a singular head. */
export const readCounted = (text: string, at: number, one: boolean, language = "en"): Counted | undefined => {
  const gap = text.charCodeAt(at);
  if (gap !== 32 && gap !== 0xa0 && gap !== 0x202f) return undefined;
  let from = at;
  ofThe.lastIndex = at;
  const jump = ofThe.exec(text);
  if (jump) from = at + jump[0].length - 1;
  const tongue = language.slice(0, 2).toLowerCase();
  const found =
    tongue === "de"
      ? walkGerman(text, from)
      : nounFirst.has(tongue)
        ? walkNounFirst(text, from, tongue)
        : walk(text, from);
  const head = choose(found, one);
  if (!head || head.text.length < 2) return undefined;
  // The head of a compound is its last part; a zero-day or n-day is a flaw and no day.
  const last = /-days?$/i.test(head.text) ? head.text : (head.text.split("-").at(-1) ?? head.text);
  const phrase = text.slice(from, head.end).trim();
  const own = tongue === "en" || tongue === "un" ? singular(last) : (englishNoun(last, tongue) ?? last.toLowerCase());
  return { phrase, head: own, end: head.end };
};
