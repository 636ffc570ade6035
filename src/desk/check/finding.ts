/** What a comparison found: a slot check with the verdict it would give and the reviewer's sentence. */
import type { SlotCheck, VerdictWord } from "#terms/verdict.ts";
import type { Alignment } from "./align-texts.ts";
import type { PassageIndex } from "./index-passages.ts";
import type { ReadText } from "./read-text.ts";

export interface Finding extends SlotCheck {
  readonly verdict: VerdictWord;
  readonly reason: string;
}

/** A claim laid beside its passages. */
export interface Comparison {
  readonly claim: ReadText;
  readonly index: PassageIndex;
  /** One per passage that shares anything with the claim, best first. */
  readonly alignments: readonly Alignment[];
  /** Written without capitals: its names were found by other marks. */
  readonly bare: boolean;
}

/** The text between the first and last of some tokens. */
export const surfaceOf = (read: ReadText, tokens: readonly number[]): string => {
  const first = read.tokens[tokens[0] ?? 0];
  const last = read.tokens[tokens[tokens.length - 1] ?? 0];
  return first === undefined || last === undefined ? "" : read.text.slice(first.start, last.end);
};

export const spanOf = (read: ReadText, tokens: readonly number[]): { start: number; end: number } => ({
  start: read.tokens[tokens[0] ?? 0]?.start ?? 0,
  end: read.tokens[tokens[tokens.length - 1] ?? 0]?.end ?? 0,
});

/** The words around a token, at most `size` on each side within its sentence: a readable excerpt. */
export const around = (read: ReadText, at: number, before: number, after: number): string => {
  const token = read.tokens[at];
  if (token === undefined) return "";
  let first = at;
  let last = at;
  while (first > 0 && at - first < before && read.tokens[first - 1]?.sentence === token.sentence) first -= 1;
  while (last < read.tokens.length - 1 && last - at < after && read.tokens[last + 1]?.sentence === token.sentence)
    last += 1;
  return surfaceOf(read, [first, last]).replace(/\s+/g, " ");
};

/** Tokens of the claim beside tokens of a passage. */
export interface Beside {
  readonly claim: ReadText;
  readonly said: readonly number[];
  readonly read: ReadText;
  readonly passageIndex: number;
  readonly there: readonly number[];
}

/** What the claim says in one place contradicts what a passage says in another. */
export const contradiction = (
  slot: Finding["slot"],
  { claim, said, read, passageIndex, there }: Beside,
  reason: string,
): Finding => ({
  slot,
  claimValue: surfaceOf(claim, said),
  claimSpan: spanOf(claim, said),
  sourceValue: surfaceOf(read, there),
  passageIndex,
  sourceSpan: spanOf(read, there),
  agrees: false,
  verdict: "contradicted",
  reason,
});

/** A contradiction of two wordings, of which one cannot be meant by the other. */
export const saysOther = (slot: Finding["slot"], beside: Beside): Finding => {
  const { claim, said, read, there } = beside;
  const near = around(read, there[there.length - 1] ?? 0, 3, 3);
  const reason = `The sentence says “${surfaceOf(claim, said)}”, the source “${surfaceOf(read, there)}” (“${near}”).`;
  return contradiction(slot, beside, reason);
};
