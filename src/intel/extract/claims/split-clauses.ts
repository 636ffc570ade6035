/**
 * Parts a sentence into clauses that can stand alone: at semicolons, and at ", but", ", and", ", so", ", yet" where a
 * subject with its own finite verb follows. Conditions ("if", "unless", "once") are never parted from what they limit.
 */
import { findFiniteVerb, wordsOf } from "#kit/english/finite-verb.ts";
import type { Span } from "#terms/span.ts";

const joint = /;\s+|, (?:but|and|so|yet|while) (?=\S)/g;

const standsAlone = (words: string): boolean => {
  const list = wordsOf(words);
  const verb = findFiniteVerb(list);
  if (verb < 1) return false;
  return !/^(?:which|who|that|if|unless|once|when|because|as|since|to|by|with|including|one|then)\b/i.test(words);
};

export const splitClauses = (text: string, span: Span): Span[] => {
  const words = text.slice(span.start, span.end);
  if (/^(?:if|unless|once|when|whenever|until|as long as|according)\b/i.test(words)) return [span];
  const clauses: Span[] = [];
  let start = 0;
  for (const match of words.matchAll(joint)) {
    const left = words.slice(start, match.index);
    const right = words.slice(match.index + match[0].length);
    if (left.split("(").length !== left.split(")").length || left.split("“").length !== left.split("”").length)
      continue;
    if (!standsAlone(left.trim()) || !standsAlone(right)) continue;
    clauses.push({ start: span.start + start, end: span.start + match.index });
    start = match.index + match[0].length;
  }
  clauses.push({ start: span.start + start, end: span.end });
  return clauses;
};
