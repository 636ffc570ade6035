/**
 * Names the outlet inside a sentence that rests on its telling alone: "An attacker, X reports, needs an account".
 *
 * The speaker stands between the subject and its verb, so that who tells it is never in doubt; house rule: the speaker is
 * printed unless two trusted origins agree or an authority keeps the record. Refuses where no plain subject is found.
 */
import { findFiniteVerb, hasFiniteVerb, wordsOf } from "#kit/english/finite-verb.ts";
import { countCopied } from "./count-copying.ts";
import { countWords } from "./edit-text.ts";
import type { Telling } from "./telling.ts";

const notSubjects =
  /^(?:there|it|they|he|she|this|that|these|those|what|who|which|nothing|nobody|none|neither|if|when|while|as|because|since|although|though|until|once|where|according|in|on|at|for|by|with|from|after|before|during|under|over|through|to|among|across|between|behind|one)\b/i;
/** "The first trace the team could date": a clause without its pronoun stands inside the subject. */
const clauseInside =
  /\s(?!(?:of|in|on|at|for|by|with|from|to|and|or|as|than|between|behind|against|under|over|after|before|during|since|through|via|all|both|near|at) )\p{Ll}[\p{Ll}-]* (?:the|an?|its|their|his|her|this|these)\s/u;
const longest = 40;
const verbs = ["reports", "writes", "says"];

/** Where the verb of a plain subject starts, or undefined. */
const verbStart = (text: string): number | undefined => {
  const words = wordsOf(text);
  const at = findFiniteVerb(words);
  const verb = words[at];
  if (at < 1 || at > 9 || verb === undefined || verb.lower === "like") return undefined;
  const subject = text.slice(0, verb.start).trim();
  const isPlain =
    !/[,;:()“”"]/.test(subject) &&
    !notSubjects.test(subject) &&
    !clauseInside.test(`${subject} `) &&
    !/\b(?:that|who|which|whose|and|or|of|to|for|in|with|by|not|also|still|often|then|they|it|we|he|she|you)$/i.test(
      subject,
    ) &&
    !hasFiniteVerb(subject);
  return isPlain ? verb.start : undefined;
};

/** @returns the telling with its outlet named, when that carries over less of the source; else the telling as it was. */
const nameReporter = (telling: Telling, outlet: string, runs: ReadonlySet<string>, turn: number): Telling => {
  if (
    telling.copiedWords < 12 ||
    telling.by.startsWith("F") ||
    telling.text.includes(outlet) ||
    /\b(?:says?|said|reports?|writes?|told|believes?|thinks?|according)\b/.test(telling.text)
  )
    return telling;
  const at = verbStart(telling.text);
  if (at === undefined || countWords(telling.text) + 4 > longest) return telling;
  const text = `${telling.text.slice(0, at).trimEnd()}, ${outlet} ${verbs[turn % verbs.length]}, ${telling.text.slice(at)}`;
  const { copied } = countCopied(text, runs);
  return copied < telling.copiedWords ? { ...telling, text, copiedWords: copied } : telling;
};

/** Names reporters in a paragraph, never in two sentences running. */
export const nameReporters = <T extends Telling>(
  tellings: readonly T[],
  outletOf: (telling: T) => string,
  runs: ReadonlySet<string>,
  refuse: (telling: T) => string | undefined,
): T[] => {
  let turn = 0;
  let justNamed = false;
  return tellings.map((telling) => {
    if (justNamed) {
      justNamed = false;
      return telling;
    }
    const named = nameReporter(telling, outletOf(telling), runs, turn) as T;
    if (named === telling || refuse(named) !== undefined) return telling;
    turn += 1;
    justNamed = true;
    return named;
  });
};
