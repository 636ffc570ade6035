/** Reads the passages a sentence may rest on, once; the same index serves every sentence that cites them. */
import type { Annotate } from "#terms/mention.ts";
import type { Passage } from "#terms/verdict.ts";
import { foldText } from "./fold-text.ts";
import { type ReadText, readText } from "./read-text.ts";

export interface IndexedPassage {
  readonly passage: Passage;
  readonly read: ReadText;
  /** Keys of all tokens but marks, in order, framed by blanks: a sentence stands here word for word or it does not. */
  readonly keys: string;
  /** Folded, lower-case words of the outlet's name. */
  readonly outlet: ReadonlySet<string>;
}

export interface PassageIndex {
  readonly kind: "passage-index";
  readonly passages: readonly IndexedPassage[];
}

/** Longer passages are cut here: a briefing cites paragraphs, not books. */
const longestPassage = 400_000;

export const wordKeys = (read: ReadText): string =>
  ` ${read.tokens
    .filter((token) => token.kind !== "mark")
    .map((token) => foldText(token.lower).replaceAll(" ", "\u00A0"))
    .join(" ")} `;

export const indexPassages = (passages: readonly Passage[], annotate?: Annotate): PassageIndex => ({
  kind: "passage-index",
  passages: passages.map((passage) => {
    const read = readText(passage.text.slice(0, longestPassage), annotate, passage.publishedAt);
    const outlet = new Set(
      (passage.outlet ?? "")
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter(Boolean),
    );
    return { passage, read, keys: wordKeys(read), outlet };
  }),
});
