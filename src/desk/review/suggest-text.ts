/**
 * A sentence with the source's own value in place of the one that disagrees, where the check names both. Shown only when
 * it is then supported and no gate has anything against it; a person takes it or not.
 */
import type { EditionSentence } from "#terms/edition.ts";
import type { Outcome } from "#terms/review.ts";
import type { SlotCheck } from "#terms/verdict.ts";

export interface Suggestion {
  readonly text: string;
  readonly instead: string;
  readonly put: string;
}

const mostTried = 4;
const longestValue = 200;

const isUsable = (check: SlotCheck, text: string): boolean => {
  const { start, end } = check.claimSpan;
  return (
    !check.agrees &&
    check.sourceValue !== undefined &&
    check.sourceValue.trim() !== "" &&
    check.sourceValue.length <= longestValue &&
    start >= 0 &&
    end > start &&
    end <= text.length
  );
};

export const suggestText = (
  sentence: EditionSentence,
  checks: readonly SlotCheck[],
  judge: (sentence: EditionSentence) => Pick<Outcome, "verdict" | "faults">,
): Suggestion | undefined => {
  for (const check of checks.filter((one) => isUsable(one, sentence.text)).slice(0, mostTried)) {
    const put = check.sourceValue ?? "";
    const { start, end } = check.claimSpan;
    const text = `${sentence.text.slice(0, start)}${put}${sentence.text.slice(end)}`;
    if (text === sentence.text) continue;
    const { verdict, faults } = judge({ ...sentence, text });
    if (verdict === "supported" && Object.keys(faults).length === 0)
      return { text, instead: sentence.text.slice(start, end), put };
  }
  return undefined;
};
