/** A sentence with its sources as plain text, for the clipboard. */
import { formatTime } from "#kit/text/format-time.ts";
import { showInvisible } from "#kit/text/show-invisible.ts";
import type { ReadingPassage, ReadingSentence } from "../../api/contract.ts";

export const sentenceWithSources = (sentence: ReadingSentence, passages: readonly ReadingPassage[]): string => {
  const lines = passages.map((passage) => {
    const published = passage.publishedAt === null ? "no date" : formatTime(passage.publishedAt);
    const grade = `${passage.reliability}${passage.credibility}`;
    return `[${passage.label}] ${passage.outlet}, ${published}, ${grade}: “${passage.quote}” ${passage.articleUrl}`;
  });
  return showInvisible([sentence.text, ...lines].join("\n"));
};
