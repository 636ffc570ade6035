/**
 * The phrases that stand for techniques (`data/techniques/phrases.json`, our own writing), each with what it is worth: the
 * share of annotated reports holding the phrase to which annotators gave that technique, drawn towards the share of all
 * phrases where it was seen seldom.
 */
import phraseFile from "../../../../data/techniques/phrases.json" with { type: "json" };
import { type Phrase, readPhrase } from "./match-phrases.ts";

export interface PhraseMeaning {
  readonly id: string;
  readonly confidence: number;
}

interface Row {
  readonly id: string;
  readonly phrase: string;
  readonly right: number;
  readonly seen: number;
}

const readRow = (row: string): Row => {
  const [id = "", phrase = "", right = "0", seen = "0"] = row.split("|");
  return { id, phrase, right: Number(right), seen: Number(seen) };
};

/** How many reports of the common share each phrase starts with. */
const start = 3;

export const readPhraseTable = (rows: readonly string[]): readonly Phrase<PhraseMeaning>[] => {
  const read = rows.map(readRow);
  const sum = (part: "right" | "seen"): number => read.reduce((total, row) => total + row[part], 0);
  const common = sum("right") / Math.max(1, sum("seen"));
  return read.flatMap(({ id, phrase, right, seen }) => {
    const confidence = Math.round((100 * (right + start * common)) / (seen + start)) / 100;
    return readPhrase(phrase, { id, confidence }) ?? [];
  });
};

let shipped: readonly Phrase<PhraseMeaning>[] | undefined;

export const shippedPhrases = (): readonly Phrase<PhraseMeaning>[] => {
  shipped ??= readPhraseTable(phraseFile.rows);
  return shipped;
};
