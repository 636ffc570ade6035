/**
 * Splits running text into sentences without losing a character's place.
 *
 * Does not break at abbreviations, initials, decimals, versions, defanged dots (`[.]`), file names or ellipses in the
 * middle of a sentence. A blank line always ends a sentence. Linear in the length of the text.
 */
import type { Span } from "./span.ts";

const abbreviations = new Set(
  (
    "mr mrs ms dr prof sr jr st no nos vs etc inc ltd co corp dept est fig al approx e.g i.e u.s u.k u.n d.c " +
    "jan feb mar apr jun jul aug sep sept oct nov dec gen col lt sgt capt gov sen rep rev ver vol art para sec ch pp " +
    "z.b bzw ca usw dr.ing d.h u.a vgl nr bspw ggf inkl"
  ).split(" "),
);

const closers = `"'”’»)]`;
const openers = `"'“‘«„([`;

const isUpperOrDigit = (char: string): boolean => /[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u.test(char);

const lastWord = (text: string, end: number): string => {
  let start = end;
  while (start > 0 && end - start < 12 && /[\p{L}.]/u.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start, end);
};

/** "11:59 p.m. Eastern", "2:40 a.m. EDT": a time goes on with its zone or with its day. */
const zoneOrDay =
  /^(?:Eastern|Central|Mountain|Pacific|Greenwich|local|[A-Z]{2,5}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b/;

/** Does the full stop at `at` end a sentence? `next` is the index of the next visible character. */
const stopEnds = (text: string, at: number, next: number): boolean => {
  const word = lastWord(text, at);
  if (/^[ap]\.m$/i.test(word) && zoneOrDay.test(text.slice(next, next + 12))) return false;
  if (abbreviations.has(word.toLowerCase().replace(/\.$/, ""))) {
    // "etc." and "Inc." may end a sentence too: only when a clear new start follows.
    return /^(etc|inc|ltd|co|corp|usw)$/i.test(word) && /^\p{Lu}\p{Ll}/u.test(text.slice(next, next + 2));
  }
  if (/^\p{Lu}$/u.test(word)) return false;
  // German ordinals and dates: "18. Januar", "5. Februar".
  if (
    /\d/.test(text.charAt(at - 1)) &&
    /^\s*(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b/.test(
      text.slice(at + 1, at + 16),
    )
  )
    return false;
  const char = text.charAt(next);
  if (openers.includes(char)) return true;
  return isUpperOrDigit(char) || /^[a-z][a-z]*[A-Z0-9]/.test(text.slice(next, next + 12)) || isLowerBrand(text, next);
};

/** A sentence may start with a product whose name begins in lower case ("n8n instances", "curl 8.9"). */
const isLowerBrand = (text: string, next: number): boolean => /^[a-z]+\d/.test(text.slice(next, next + 12));

/** First index from `from` on where `holds` no longer holds; `limit` at most. */
const skip = (text: string, from: number, holds: (char: string) => boolean, limit = text.length): number => {
  let at = from;
  while (at < limit && holds(text.charAt(at))) at += 1;
  return at;
};
const isSpace = (char: string): boolean => /\s/.test(char);
const isInlineSpace = (char: string): boolean => char === " " || char === "\t" || char === "\r";
const isMark = (char: string): boolean => ".!?…".includes(char);
const isTrailing = (char: string): boolean => isMark(char) || closers.includes(char);

const trimmed = (text: string, from: number, to: number): Span => {
  const start = skip(text, from, isSpace, to);
  let end = to;
  while (end > start && isSpace(text.charAt(end - 1))) end -= 1;
  return { start, end };
};

/** What to do at `at`: end a sentence there (`end`), and where to look next (`resume`). */
interface Step {
  readonly end?: number;
  readonly resume: number;
}

const atLineEnd = (text: string, at: number): Step => {
  const next = skip(text, at + 1, isInlineSpace);
  return text.charAt(next) === "\n" ? { end: at, resume: next + 1 } : { resume: at + 1 };
};

const atMark = (text: string, at: number): Step => {
  const end = skip(text, at + 1, isTrailing);
  // A run of marks is passed over at once: a text of nothing else would cost its square.
  if (end >= text.length || !isSpace(text.charAt(end))) return { resume: end };
  const next = skip(text, end, isSpace);
  if (next >= text.length) return { resume: end };
  const first = text.charAt(next);
  const ends = text.charAt(at) === "." ? stopEnds(text, at, next) : isUpperOrDigit(first) || openers.includes(first);
  return ends ? { end, resume: end } : { resume: at + 1 };
};

const stepAt = (text: string, at: number): Step => {
  const char = text.charAt(at);
  if (char === "\n") return atLineEnd(text, at);
  if ("。！？".includes(char)) return { end: at + 1, resume: at + 1 };
  return isMark(char) ? atMark(text, at) : { resume: at + 1 };
};

/** Sentences of `text` in order, trimmed of white space; `text.slice(start, end)` is the sentence. */
export const splitSentences = (text: string): Span[] => {
  const sentences: Span[] = [];
  let start = 0;
  const push = (end: number): void => {
    const span = trimmed(text, start, end);
    if (span.end > span.start) sentences.push(span);
    start = end;
  };
  for (let at = 0; at < text.length; ) {
    const step = stepAt(text, at);
    if (step.end !== undefined) push(step.end);
    at = step.resume;
  }
  push(text.length);
  return sentences;
};
