/**
 * Finds phrases in a clause, word by word: what people write where they mean a technique ("password spraying", "dumped
 * credentials").
 *
 * A phrase is a row of words. `a/b` is either, `word*` any word that begins so, `~3` up to three words between. Case does
 * not count; a hyphen, a full stop and a dollar sign inside a word belong to it ("side-loading", "ntds.dit"). Limits: 400
 * words of a clause are read; no phrase crosses its end. Steps grow with words, alternatives and gaps, never more.
 */
import type { Span } from "#kit/text/span.ts";

interface Step {
  readonly words: ReadonlySet<string>;
  readonly beginnings: readonly string[];
  /** How many words may stand before it. */
  readonly gap: number;
}

export interface Phrase<Meaning> {
  readonly steps: readonly Step[];
  readonly meaning: Meaning;
}

/** Reads a phrase as a table writes it; undefined when it has no words. */
export const readPhrase = <Meaning>(written: string, meaning: Meaning): Phrase<Meaning> | undefined => {
  const steps: Step[] = [];
  let gap = 0;
  for (const part of written.split(" ").filter((one) => one !== "")) {
    if (/^~[1-9]$/.test(part)) {
      gap = Number(part.slice(1));
      continue;
    }
    const all = part.toLowerCase().split("/");
    const beginnings = all.filter((one) => one.endsWith("*")).map((one) => one.slice(0, -1));
    steps.push({ words: new Set(all.filter((one) => !one.endsWith("*"))), beginnings, gap });
    gap = 0;
  }
  return steps.length === 0 ? undefined : { steps, meaning };
};

interface Word extends Span {
  readonly folded: string;
}

const mostWords = 400;
const wordForm = /[\p{L}\p{N}$]+(?:[-.&][\p{L}\p{N}$]+)*/gu;

const wordsOf = (clause: string): Word[] => {
  const words: Word[] = [];
  for (const { 0: written, index } of clause.matchAll(wordForm)) {
    words.push({ folded: written.toLowerCase(), start: index, end: index + written.length });
    if (words.length === mostWords) break;
  }
  return words;
};

const fits = ({ words, beginnings }: Step, word: string): boolean =>
  words.has(word) || beginnings.some((one) => word.startsWith(one));

/** Index of the word that ends the phrase when its first step stands at `at`: the nearest fit of each step. */
const endOf = (steps: readonly Step[], words: readonly Word[], at: number): number | undefined => {
  let last = at;
  for (const step of steps.slice(1)) {
    const reach = Math.min(words.length - 1, last + 1 + step.gap);
    let next = last + 1;
    while (next <= reach && !fits(step, words[next]?.folded ?? "")) next += 1;
    if (next > reach) return undefined;
    last = next;
  }
  return last;
};

export interface PhraseFind<Meaning> extends Span {
  readonly meaning: Meaning;
}

/** All finds in order of place; of one phrase the finds do not overlap. */
export const matchPhrases = <Meaning>(
  clause: string,
  phrases: readonly Phrase<Meaning>[],
): readonly PhraseFind<Meaning>[] => {
  const words = wordsOf(clause);
  const found: PhraseFind<Meaning>[] = [];
  for (const { steps, meaning } of phrases)
    for (let at = 0; at < words.length; at += 1) {
      const first = steps[0];
      if (first === undefined || !fits(first, words[at]?.folded ?? "")) continue;
      const last = endOf(steps, words, at);
      if (last === undefined) continue;
      found.push({ meaning, start: words[at]?.start ?? 0, end: words[last]?.end ?? 0 });
      at = last;
    }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
};
