/**
 * Is a word an ordinary English one? What is none, in a sentence written without capitals, is a name or stands for one.
 * The table holds base forms; regular endings are taken off here. A surname that is a word ("cook") stays ordinary.
 */
import english from "../../../data/words/english.json" with { type: "json" };
import { commonWords, sentenceOpeners } from "./words/function-words.ts";

let known: ReadonlySet<string> | undefined;

const endings: readonly (readonly [string, readonly string[]])[] = [
  ["ies", ["y"]],
  ["es", ["", "e"]],
  ["s", [""]],
  ["ied", ["y"]],
  ["ed", ["", "e"]],
  ["ing", ["", "e"]],
  ["er", ["", "e"]],
  ["ers", ["", "e"]],
  ["est", ["", "e"]],
  ["ly", [""]],
];

/** The word, and the words of which it may be a regular form: "stopped" gives "stopp", "stoppe" and "stop" too. */
export const plainForms = (word: string): string[] => {
  const forms = [word];
  for (const [ending, instead] of endings) {
    if (!word.endsWith(ending) || word.length - ending.length < 3) continue;
    for (const by of instead) {
      const form = word.slice(0, -ending.length) + by;
      forms.push(form);
      if (by === "" && /([bdfgklmnprtv])\1$/.test(form)) forms.push(form.slice(0, -1));
    }
  }
  return forms;
};

/** `lower`: folded and lower-case. */
export const isOrdinaryWord = (lower: string): boolean => {
  known ??= new Set(english.words.join(" ").split(" "));
  const words = known;
  // "unexploded" and "winless" are as ordinary as what they lack.
  if (/^un[a-z]{5}/.test(lower) && isOrdinaryWord(lower.slice(2))) return true;
  if (/^[a-z]{3,20}less$/.test(lower) && words.has(lower.slice(0, -4))) return true;
  return plainForms(lower).some((form) => words.has(form) || plainForms(form).some((base) => words.has(base)));
};

/** A word that may open a sentence with its capital and be no name: "Officials", and not "Krohn". */
export const mayOpenPlainly = (lower: string): boolean =>
  sentenceOpeners.has(lower) || commonWords.has(lower) || isOrdinaryWord(lower);
