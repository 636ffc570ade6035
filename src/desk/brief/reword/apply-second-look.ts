/**
 * What a model's look at a sentence may change: its wording, when nothing of its meaning or its grounds does, and its
 * verdict, downwards by one step to `cannot_tell`. Nothing else of an answer is used, least of all its reasons.
 */
import type { VerdictWord } from "#terms/verdict.ts";
import type { SecondLook } from "./ask-rewording.ts";
import { refuseRewording } from "./keep-meaning.ts";

export interface LookedAt {
  readonly text: string;
  /** Our own sentence, where the text is a model's rewording of it. */
  readonly composed?: string;
  /** What the second opinion was, where it lowers the verdict. */
  readonly doubt?: VerdictWord;
}

/** @param refuse why a text may not stand on the sentence's passages: the same gates that our own sentences pass */
export const applySecondLook = (
  text: string,
  look: SecondLook | undefined,
  refuse: (rewording: string) => string | undefined,
): LookedAt => {
  if (look === undefined || look.of !== text) return { text };
  // Who doubts the sentence has no word in how it reads.
  if (look.verdict !== "supported") return { text, doubt: look.verdict };
  const rewording = look.rewording.trim();
  if (rewording === text || refuseRewording(text, rewording) !== undefined || refuse(rewording) !== undefined)
    return { text };
  return { text: rewording, composed: text };
};
