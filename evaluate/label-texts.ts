/** AnnoCTR documents made ready for the name tagger: sentences joined, mentions found, features made, gold spans mapped. */
import { createHash } from "node:crypto";
import { annotateListed } from "../src/intel/extract/annotate-listed.ts";
import type { LabelledText } from "../src/intel/extract/names/tagger/fit/fit-tagger.ts";
import { kinds } from "../src/intel/extract/names/tagger/labels.ts";
import { prepareText, type TaggerKnowledge } from "../src/intel/extract/names/tagger/tag.ts";
import { joinSentences, type SentenceRow } from "./join-sentences.ts";

export interface LabelledDocument extends LabelledText {
  /** Short hash of the document's name, as weights list what they were fitted on. */
  readonly key: string;
  readonly text: string;
}

export interface DocumentRow {
  readonly doc: string;
  readonly dct: string;
}

const keyOf = (doc: string): string => createHash("sha256").update(doc).digest("hex").slice(0, 12);

export const labelTexts = (
  rows: readonly SentenceRow[],
  documents: readonly DocumentRow[],
  knowledge: TaggerKnowledge,
): LabelledDocument[] => {
  const dates = new Map(documents.map((row) => [row.doc, row.dct]));
  return joinSentences(rows).map(({ doc, text, spans, sentences }) => {
    const published = dates.get(doc);
    const mentions = annotateListed(text, published === undefined ? {} : { publishedAt: published });
    return {
      key: keyOf(doc),
      text,
      prepared: prepareText(text, mentions, knowledge, sentences),
      spans: spans.filter((span) => (kinds as readonly string[]).includes(span.label)),
    };
  });
};
