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

/** Does the full stop at `at` end a sentence? `next` is the index of the next visible character. */
const stopEnds = (text: string, at: number, next: number): boolean => {
  const word = lastWord(text, at);
  if (abbreviations.has(word.toLowerCase().replace(/\.$/, ""))) {
    // "etc." and "Inc." may end a sentence too: only when a clear new start follows.
    return /^(etc|inc|ltd|co|corp|usw)$/i.test(word) && /^\p{Lu}\p{Ll}/u.test(text.slice(next, next + 2));
  }
  if (/^\p{Lu}$/u.test(word)) return false;
  // German ordinals and dates: "18. Januar", "5. Februar".
  if (
    /\d$/.test(text.slice(0, at)) &&
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

/** Sentences of `text` in order, trimmed of white space; `text.slice(start, end)` is the sentence. */
export const splitSentences = (text: string): Span[] => {
  const sentences: Span[] = [];
  let start = 0;
  const push = (end: number): void => {
    let from = start;
    let to = end;
    while (from < to && /\s/.test(text.charAt(from))) from += 1;
    while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
    if (to > from) sentences.push({ start: from, end: to });
    start = end;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "\n") {
      let next = at + 1;
      while (next < text.length && /[ \t\r]/.test(text.charAt(next))) next += 1;
      if (text.charAt(next) === "\n") {
        push(at);
        at = next;
      }
      continue;
    }
    if ("。！？".includes(char)) {
      push(at + 1);
      continue;
    }
    if (char !== "." && char !== "!" && char !== "?" && char !== "…") continue;
    let end = at + 1;
    while (end < text.length && (closers.includes(text.charAt(end)) || ".!?…".includes(text.charAt(end)))) end += 1;
    if (end >= text.length) continue;
    if (!/\s/.test(text.charAt(end))) continue;
    let next = end;
    while (next < text.length && /\s/.test(text.charAt(next))) next += 1;
    if (next >= text.length) continue;
    if (
      char === "." ? stopEnds(text, at, next) : isUpperOrDigit(text.charAt(next)) || openers.includes(text.charAt(next))
    ) {
      push(end);
      at = end - 1;
    }
  }
  push(text.length);
  return sentences;
};
