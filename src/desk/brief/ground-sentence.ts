/**
 * Gate G2, in the strictest form: each number, name, date and identifier of a sentence stands in its own cited passages.
 *
 * Allowed beside the passages: the outlets that are cited (an outlet may be named as the speaker), dates that resolve from
 * a weekday or yearless date in a passage, and the fixed words of our own frames (CVSS, KEV and its long name).
 */

import { foldQuotes } from "#kit/text/fold-quotes.ts";
import type { EvidenceSpan } from "#terms/span.ts";

const frameWords = new Set("cvss kev known exploited vulnerabilities epss utc tlp clear admiralty".split(" "));

/** Capitalised words that are only so because they open a sentence or are ordinary in English. */
const ordinary = new Set(
  "a an the this that these those it its they their he she his her we our in on at by for from with without of to as and or but if when while where after before since until once under over between among about because although though both each every no not nor neither none some many most several few all any other another such only also still yet so then than there here who what which whose why how i mr ms mrs dr".split(
    " ",
  ),
);

const fold = (text: string): string =>
  foldQuotes(text)
    .toLowerCase()
    .replace(/\bu\.s\.(?:a\.)?/g, "us")
    .replace(/\bu\.k\./g, "uk")
    .replace(/\be\.u\./g, "eu");

/** Words of a text as they are compared: quotes folded, possessive dropped. */
const tokens = (text: string): string[] =>
  fold(text)
    .match(/[\p{L}\p{N}][\p{L}\p{N}.+#@'’/:_-]*/gu)
    ?.map((word) => word.replace(/(?:'s|')$/, "").replace(/[.:'/-]+$/, "")) ?? [];

export interface GroundTools {
  /** Printed forms of dates that may stand though the passage writes them otherwise. */
  readonly datesOf: (passage: EvidenceSpan) => readonly string[];
  /** Figures of a passage that is not in English, as we print them: "52,000" for "52.000". */
  readonly figuresOf: (passage: EvidenceSpan) => readonly string[];
  readonly outletOf: (passage: EvidenceSpan) => string;
  /** Number words and digits mean the same. */
  readonly numberForms: (token: string) => readonly string[];
}

/** @returns words of the sentence that its passages do not show, in order; empty when all is grounded. */
export const findUngrounded = (sentence: string, passages: readonly EvidenceSpan[], tools: GroundTools): string[] => {
  const held = new Set<string>();
  const add = (text: string): void => {
    for (const token of tokens(text)) {
      held.add(token);
      for (const part of token.split(/[-/]/)) held.add(part);
      for (const form of tools.numberForms(token)) held.add(form);
    }
  };
  for (const passage of passages) {
    add(passage.quote);
    add(tools.outletOf(passage));
    for (const date of tools.datesOf(passage)) add(date);
    for (const figure of tools.figuresOf(passage)) add(figure);
  }
  const missing: string[] = [];
  let first = true;
  for (const match of sentence.matchAll(/[\p{L}\p{N}][\p{L}\p{N}.+#@'’/:_-]*/gu)) {
    const word = match[0];
    const opens = first || /[.!?;]["”’)]?\s+$/.test(sentence.slice(0, match.index));
    first = false;
    const isSpecific = /\d/.test(word) || /^\p{Lu}/u.test(word);
    if (!isSpecific) continue;
    const [token = ""] = tokens(word);
    if (held.has(token) || frameWords.has(token) || ordinary.has(token)) continue;
    if (token.split(/[-/]/).every((part) => held.has(part))) continue;
    if (tools.numberForms(token).some((form) => held.has(form))) continue;
    if (opens && !/\d/.test(word) && !/\p{Lu}.*\p{Lu}/u.test(word) && !isNameLike(sentence, match.index, word))
      continue;
    missing.push(word);
  }
  return missing;
};

/** A capitalised opening word followed by another capitalised word or a verb of saying is a name, not an ordinary opener. */
const isNameLike = (sentence: string, at: number, word: string): boolean =>
  /^ (?:\p{Lu}|says|reports|said|has|is|broke)/u.test(sentence.slice(at + word.length)) &&
  !/^(?:Intruders|Researchers|Attackers|Hackers|Operators|Users|Administrators|Nothing|Nobody|Version|Versions|Exploitation|Every)$/.test(
    word,
  );
