/**
 * Patterns with `*` and `?` against a whole value. `?` is one character, a newline or an emoji too.
 *
 * Greedy with one place to come back to, so the cost is at most the product of both lengths, and never exponential.
 */
import type { PatternPart } from "#terms/rule.ts";

const charLength = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  return code >= 0xd800 && code <= 0xdbff && next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
};

/** Where the part ends in the text when it stands at a place; -1 when it does not. */
const step = (part: PatternPart, text: string, at: number): number => {
  if (part === "?") return at < text.length ? at + charLength(text, at) : -1;
  if (part === "*") return at;
  return text.startsWith(part.literal, at) ? at + part.literal.length : -1;
};

/** The next place from which what follows a star may stand, past `at`; -1 when there is none. */
const placeAfter = (next: PatternPart | undefined, text: string, at: number): number => {
  if (at >= text.length) return -1;
  const start = at + charLength(text, at);
  return typeof next === "object" ? text.indexOf(next.literal, start) : start;
};

export const matchGlob = (parts: readonly PatternPart[], text: string): boolean => {
  let part = 0;
  let at = 0;
  let starPart = -1;
  let starAt = 0;
  while (true) {
    const current = parts[part];
    if (current === "*") {
      if (part === parts.length - 1) return true;
      starPart = part;
      starAt = at;
      part += 1;
      continue;
    }
    if (current === undefined && at === text.length) return true;
    const end = current === undefined ? -1 : step(current, text, at);
    if (end >= 0) {
      part += 1;
      at = end;
      continue;
    }
    starAt = starPart < 0 ? -1 : placeAfter(parts[starPart + 1], text, starAt);
    if (starAt < 0) return false;
    at = starAt;
    part = starPart + 1;
  }
};
