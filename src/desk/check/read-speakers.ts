/** Who says something: "X said", "according to X", "said X". A speaker is the tokens of its noun phrase. */

import { mayOpenPlainly } from "./ordinary-words.ts";
import type { ReadText } from "./read-text.ts";
import { functionWords } from "./words/function-words.ts";
import { speechVerbs } from "./words/speech.ts";

export interface Speech {
  /** Tokens of the speaker's noun phrase. */
  readonly speaker: readonly number[];
  /** The verb, or "according". */
  readonly verb: number;
  readonly sentence: number;
}

const longest = 8;

const stops = /^(?:but|while|whereas|although|because|which|who|that|if|when|after|before|since|and|as|in|on|at|with)$/;
const skipped = /^(?:also|has|have|had|later|then|now|already|previously|publicly|recently|the|a|an)$/;

/** The noun phrase that ends right before `at`. */
const phraseBefore = (read: ReadText, at: number): number[] => {
  const phrase: number[] = [];
  const sentence = read.tokens[at]?.sentence;
  for (let index = at - 1; index >= 0 && at - index <= longest; index -= 1) {
    const token = read.tokens[index];
    if (token === undefined || token.sentence !== sentence) break;
    if (token.kind === "mark") {
      if (token.key === "-" || token.key === "&" || token.key === ".") continue;
      break;
    }
    if (stops.test(token.lower) || speechVerbs[token.lower] !== undefined) break;
    if (!skipped.test(token.lower)) phrase.unshift(index);
  }
  return phrase;
};

/** The noun phrase that begins right after `at`; it ends at a mark, a verb of speech or a small word other than "of". */
const phraseAfter = (read: ReadText, at: number): number[] => {
  const phrase: number[] = [];
  const sentence = read.tokens[at]?.sentence;
  for (let index = at + 1; index < read.tokens.length && index - at <= longest; index += 1) {
    const token = read.tokens[index];
    if (token === undefined || token.sentence !== sentence) break;
    if (token.kind === "mark") {
      if (token.key === "-" || token.key === "&") continue;
      break;
    }
    if (stops.test(token.lower) || speechVerbs[token.lower] !== undefined) break;
    if (functionWords.has(token.lower) && !/^(?:the|a|an|of|its|their|to)$/.test(token.lower)) break;
    if (!functionWords.has(token.lower)) phrase.push(index);
  }
  return phrase;
};

/** The first word of a sentence has a capital, name or not: "Krohn" is one, "Officials" is none. */
const isPlainOpener = (read: ReadText, at: number): boolean => {
  const token = read.tokens[at];
  if (token?.opens !== true || read.entities.has(at)) return false;
  return mayOpenPlainly(token.lower);
};

const hasName = (read: ReadText, tokens: readonly number[]): boolean =>
  tokens.some((at) => {
    const token = read.tokens[at];
    return (
      token !== undefined &&
      (read.entities.has(at) ||
        token.kind === "identifier" ||
        (token.kind === "word" && token.capital && !functionWords.has(token.lower)))
    );
  });

/** A verb of speech; but "has not explained", "would not say": nothing was said. And who "was told" or "were added" said nothing. */
const isSpeech = (read: ReadText, at: number): boolean => {
  const [verb, before] = [read.tokens[at]?.lower ?? "", read.tokens[at - 1]?.lower ?? ""];
  if (speechVerbs[verb] === undefined || /^(?:not|never)$|n't$/.test(before)) return false;
  return verb.endsWith("ing") || !/^(?:is|are|was|were|be|been|being)$/.test(before);
};

/** "Gigi, 19, says Kendall has …": where the aside before the verb begins; undefined when the verb stands behind no aside. */
const asideBefore = (read: ReadText, at: number): number | undefined => {
  if (read.tokens[at - 1]?.key !== ",") return undefined;
  for (let index = at - 2; index > at - 10 && read.tokens[index]?.sentence === read.tokens[at]?.sentence; index -= 1)
    if (read.tokens[index]?.key === ",") return index;
  return undefined;
};

/** Who speaks in the text, in order. Only phrases that hold a name. */
export const readSpeeches = (read: ReadText): Speech[] => {
  const speeches: Speech[] = [];
  read.tokens.forEach((token, at) => {
    if (token.kind !== "word") return;
    const push = (speaker: readonly number[]): boolean => {
      if (speaker.length === 0 || !hasName(read, speaker)) return false;
      speeches.push({ speaker, verb: at, sentence: token.sentence });
      return true;
    };
    if (token.lower === "according" && read.tokens[at + 1]?.lower === "to") {
      push(phraseAfter(read, at + 1));
      return;
    }
    if (!isSpeech(read, at)) return;
    const aside = asideBefore(read, at);
    const before = phraseBefore(read, aside ?? at);
    const ownCapital = before.length > 1 || !isPlainOpener(read, before[0] ?? -1);
    if (before.length > 0 && (ownCapital || read.tokens[before[0] ?? 0]?.kind === "identifier") && push(before)) return;
    if ((aside === undefined && read.tokens[at - 1]?.kind === "mark") || before.length === 0)
      push(phraseAfter(read, at));
  });
  return speeches;
};
