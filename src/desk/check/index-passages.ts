/** Reads the passages a sentence may rest on, once; the same index serves every sentence that cites them. */
import type { Annotate } from "#terms/mention.ts";
import type { Passage } from "#terms/verdict.ts";
import { foldText } from "./fold-text.ts";
import { readSpeeches, type Speech } from "./read-speakers.ts";
import { subjectNames } from "./read-subjects.ts";
import { type ReadText, readText } from "./read-text.ts";

export interface IndexedPassage {
  readonly passage: Passage;
  readonly read: ReadText;
  /** The words in order, see `wordKeys`: a sentence stands here word for word or it does not. */
  readonly keys: string;
  /** Folded, lower-case words of the outlet's name. */
  readonly outlet: ReadonlySet<string>;
  /** Names that can do or suffer something, and who speaks. */
  readonly names: readonly (readonly number[])[];
  readonly speeches: readonly Speech[];
  /** The text folded, white space collapsed: for quotations. */
  readonly folded: string;
}

export interface PassageIndex {
  readonly kind: "passage-index";
  readonly passages: readonly IndexedPassage[];
  /** Found by search among all sources, or within the articles that are cited: nobody chose the paragraphs themselves. */
  readonly searched?: "everywhere" | "cited";
}

/** Longer passages are cut here: a briefing cites paragraphs, not books. */
const longestPassage = 400_000;

/** The words of a text without marks, framed by blanks; a line feed stands between sentences. */
export const wordKeys = (read: ReadText): string => {
  const parts: string[] = [""];
  let sentence = read.tokens[0]?.sentence ?? 0;
  for (const token of read.tokens) {
    if (token.kind === "mark") continue;
    if (token.sentence !== sentence) parts.push("\n");
    sentence = token.sentence;
    parts.push(foldText(token.lower).replaceAll(/\s/g, "\u00A0"));
  }
  parts.push("");
  return parts.join(" ");
};

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
    return {
      passage,
      read,
      keys: `\n${wordKeys(read)}\n`,
      outlet,
      names: subjectNames(read),
      speeches: readSpeeches(read),
      folded: foldText(passage.text).replace(/\s+/g, " "),
    };
  }),
});
