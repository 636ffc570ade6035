/** Tags names in a text with learned weights, sentence by sentence. */
import { splitSentences } from "#kit/text/split-sentences.ts";
import type { Mention } from "#terms/mention.ts";
import type { Span } from "#terms/span.ts";
import { decode, type Weights } from "./decode.ts";
import { featuresOf, type Knowledge } from "./features.ts";
import { type Kind, kindOf } from "./labels.ts";
import { type Token, tokensOf } from "./tokens.ts";

export interface TaggedSpan extends Span {
  readonly label: Kind;
}

export interface TaggerWords {
  readonly frequentWords: ReadonlySet<string>;
  readonly knownWords: ReadonlySet<string>;
}

/** Sentences, none over a line break. */
const segmentsOf = (text: string): Span[] =>
  splitSentences(text).flatMap(({ start, end }) => {
    const parts: Span[] = [];
    let from = start;
    for (const line of text.slice(start, end).split("\n")) {
      parts.push({ start: from, end: from + line.length });
      from += line.length + 1;
    }
    return parts.filter((part) => part.end > part.start);
  });

const describe = (mention: Mention): string | undefined => {
  if (mention.kind === "name") return `${mention.type}:${mention.from === "pattern" ? "p" : "l"}`;
  if (mention.kind === "quotation" || mention.kind === "quantity") return undefined;
  return mention.kind === "identifier" ? `id:${mention.scheme}` : mention.kind;
};

/** For each token the mention that covers it, by a walk over both in order. */
const knownOf = (mentions: readonly Mention[]): ((token: Token) => string) => {
  const marks = mentions.flatMap((one) => {
    const text = describe(one);
    return text === undefined ? [] : [{ start: one.start, end: one.end, text }];
  });
  let at = 0;
  return (token) => {
    while (at < marks.length && (marks[at]?.end ?? 0) <= token.start) at += 1;
    const mark = marks[at];
    if (!mark || mark.start > token.start) return "";
    return `${mark.start === token.start ? "b" : "i"}:${mark.text}`;
  };
};

export interface PreparedText {
  readonly sentences: readonly (readonly Token[])[];
  readonly features: readonly (readonly Int32Array[])[];
}

const ownSentences = (text: string): Token[][] =>
  segmentsOf(text).map((segment) => tokensOf(text, segment.start, segment.end));

/** Tokens of a text and a maker of their features. `sentences` may be given when a corpus has its own tokens. */
export const prepareText = (
  text: string,
  mentions: readonly Mention[],
  words: TaggerWords,
  sentences: readonly (readonly Token[])[] = ownSentences(text),
): PreparedText => {
  const forms = new Map<string, number>();
  for (const sentence of sentences)
    for (const token of sentence) forms.set(token.text, (forms.get(token.text) ?? 0) + 1);
  const knowledge: Knowledge = {
    known: knownOf(mentions),
    isFrequent: (word) => words.frequentWords.has(word),
    isKnown: (word) => words.knownWords.has(word),
    forms,
  };
  const features = sentences.map((sentence) => featuresOf(sentence, knowledge));
  return { sentences, features };
};

const spansOf = (sentence: readonly Token[], path: readonly number[]): TaggedSpan[] => {
  const spans: TaggedSpan[] = [];
  for (const [at, token] of sentence.entries()) {
    const label = path[at] ?? 0;
    const kind = kindOf(label);
    if (kind === undefined) continue;
    const last = spans.at(-1);
    if (label % 2 === 0 && last) spans[spans.length - 1] = { ...last, end: token.end };
    else spans.push({ start: token.start, end: token.end, label: kind });
  }
  return spans;
};

/** Tagged spans in order. `mentions` are those of tables, patterns, dates and observables, sorted by start. */
export const tagText = (
  text: string,
  mentions: readonly Mention[],
  words: TaggerWords,
  weights: Weights,
  given?: readonly (readonly Token[])[],
): TaggedSpan[] => {
  const prepared = prepareText(text, mentions, words, given ?? ownSentences(text));
  const paths = prepared.features.map((sentence) => decode(sentence, weights));
  return prepared.sentences.flatMap((sentence, index) => spansOf(sentence, paths[index] ?? []));
};
