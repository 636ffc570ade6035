/** The words of a sentence that a technique rests on most: the run of words that alone makes it likeliest. */
import type { Span } from "#kit/text/span.ts";
import { scoreAll, softmax } from "./model.ts";
import type { SentenceModel } from "./read-report.ts";
import { vectorOf } from "./vector.ts";

/** Words of a run, and how many of a sentence are read. */
const runLength = 10;
const mostWords = 80;

const wordSpans = (sentence: string): Span[] => {
  const spans: Span[] = [];
  for (const { 0: word, index } of sentence.matchAll(/\S+/g)) {
    spans.push({ start: index, end: index + word.length });
    if (spans.length === mostWords) break;
  }
  return spans;
};

/** A span inside `sentence`; the whole of it when it is short. Punctuation at the end is left out. */
export const tellingWords = (sentence: string, label: number, model: SentenceModel): Span => {
  const words = wordSpans(sentence);
  let best: Span = { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? sentence.length };
  let most = -1;
  if (words.length > runLength)
    for (let at = 0; at + runLength <= words.length; at += 1) {
      const run = { start: words[at]?.start ?? 0, end: words[at + runLength - 1]?.end ?? 0 };
      const scores = scoreAll(model.labelled, vectorOf(sentence.slice(run.start, run.end), model.worth));
      const share = softmax(scores, model.sharpness)[label] ?? 0;
      if (share <= most) continue;
      most = share;
      best = run;
    }
  let { end } = best;
  while (end > best.start + 1 && ".,;:!?".includes(sentence.charAt(end - 1))) end -= 1;
  return { start: best.start, end };
};
