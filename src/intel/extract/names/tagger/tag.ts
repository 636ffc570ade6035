/** Tags names in a text with learned weights, sentence by sentence. */
import { splitSentences } from "#kit/text/split-sentences.ts";
import type { Mention } from "#terms/mention.ts";
import type { Span } from "#terms/span.ts";
import type { NameTables } from "../table.ts";
import { placesOf } from "./elsewhere.ts";
import { featuresOf, type TokenFeatures } from "./features.ts";
import { type Kind, kindOf, type TaggedSpan, width } from "./labels.ts";
import { Lattice } from "./lattice.ts";
import { scoreText } from "./net/score-text.ts";
import { buildPhraseClasses, type PhraseClasses } from "./phrase-classes.ts";
import { scoresOf, type Weights } from "./score-tokens.ts";
import { settleNames } from "./settle-names.ts";
import { maxTokens, type Token, tokensOf } from "./tokens.ts";
import { edge, hashText, type PlainWords, type View, type Word, wordOf } from "./words.ts";

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

/** For each token the mention that covers it, as a hash, by a walk over both in order. */
const knownOf = (mentions: readonly Mention[]): ((token: Token) => number) => {
  const marks = mentions.flatMap((one) => {
    const text = describe(one);
    return text === undefined
      ? []
      : [{ start: one.start, end: one.end, begin: hashText(`b:${text}`), inside: hashText(`i:${text}`) }];
  });
  let at = 0;
  return (token) => {
    while (at < marks.length && (marks[at]?.end ?? 0) <= token.start) at += 1;
    const mark = marks[at];
    if (!mark || mark.start > token.start) return 0;
    return mark.start === token.start ? mark.begin : mark.inside;
  };
};

export interface PreparedText {
  readonly sentences: readonly (readonly Token[])[];
  readonly features: readonly (readonly TokenFeatures[])[];
}

const ownSentences = (text: string): Token[][] =>
  segmentsOf(text).map((segment) => tokensOf(text, segment.start, segment.end));

/** 0, 1, 2–3, 4–9, more. */
const stepOf = (count: number): number => (count < 2 ? count : count < 4 ? 2 : count < 10 ? 3 : 4);

/** What the tagger knows beyond the text: tables of names and of plain words. */
export interface TaggerKnowledge {
  readonly words: PlainWords;
  readonly phrases: PhraseClasses;
}

export const knowledgeOf = (tables: NameTables): TaggerKnowledge => ({
  words: tables,
  phrases: buildPhraseClasses(tables),
});

interface SeenWord {
  readonly word: Word;
  readonly lower: string;
  count: number;
}

/** Each different word of the text, with how often it stands there. */
const seeWords = (sentences: readonly (readonly Token[])[], words: PlainWords): Map<string, SeenWord> => {
  const seen = new Map<string, SeenWord>();
  for (const sentence of sentences)
    for (const { text } of sentence) {
      const held = seen.get(text);
      if (held) held.count += 1;
      else seen.set(text, { word: wordOf(text, words), lower: text.toLowerCase(), count: 1 });
    }
  return seen;
};

/** Tokens of a text and their features. `sentences` may be given when a corpus has its own tokens. */
export const prepareText = (
  text: string,
  mentions: readonly Mention[],
  { words, phrases }: TaggerKnowledge,
  sentences: readonly (readonly Token[])[] = ownSentences(text),
): PreparedText => {
  const known = knownOf(mentions);
  const seen = seeWords(sentences, words);
  const blank: SeenWord = { word: edge, lower: "", count: 0 };
  const views = sentences.map((sentence): View[] => {
    const kept = sentence.map((token) => seen.get(token.text) ?? blank);
    const classes = phrases.of(kept.map((one) => one.lower));
    return kept.map(({ word, lower, count }, at): View => {
      const token = sentence[at];
      return {
        word,
        known: token ? known(token) : 0,
        classes: classes[at] ?? [],
        forms: stepOf(count) * 5 + stepOf(seen.get(lower)?.count ?? 0),
      };
    });
  });
  const elsewhere = placesOf(views);
  return { sentences, features: views.map((one) => featuresOf(one, elsewhere)) };
};

/** A name by its tokens: the first and the one after the last. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly label: Kind;
  readonly chance: number;
}

/**
 * A name is told from this chance on. Below one half, because a name missed costs as much as one too many and the rivals of
 * a name of 0.3 are mostly its own other bounds: the best sequence of labels (Viterbi) leaves such names out.
 */
const leastChance = 0.3;

/** Of names that overlap the likeliest; of two equally likely the first. */
const likeliest = (runs: readonly Run[]): Run[] => {
  const kept: Run[] = [];
  for (const run of [...runs].sort((a, b) => b.chance - a.chance || a.from - b.from || b.to - a.to))
    if (!kept.some((one) => one.from < run.to && one.to > run.from)) kept.push(run);
  return kept.sort((a, b) => a.from - b.from);
};

const lattice = new Lattice(maxTokens);

/** How much the nets' scores count beside those of the linear weights. */
const netShare = 0.6;

/** Scores and moves of both joined, in the scale of the weights. */
const joinMoves = ({ move, scale, nets }: Weights): Float32Array =>
  nets === undefined
    ? move
    : move.map((value, at) => {
        const mean = nets.nets.reduce((sum, net) => sum + (net.parts.move[at] as number), 0) / nets.nets.length;
        return (1 - netShare) * value + netShare * scale * mean;
      });

const joinScores = (linear: Float64Array, net: Float32Array | undefined, scale: number): void => {
  if (net === undefined) return;
  for (let one = 0; one < net.length; one += 1)
    linear[one] = (1 - netShare) * (linear[one] as number) + netShare * scale * (net[one] as number);
};

/** Names of a sentence from the joined scores of its tokens. */
const spansOf = (sentence: readonly Token[], scores: Float64Array, move: Float32Array, scale: number): TaggedSpan[] => {
  const count = Math.min(scores.length / width, maxTokens);
  if (count === 0) return [];
  for (let at = 0; at < count; at += 1) lattice.read(at, scores, at * width, scale);
  lattice.run(count, move, scale);
  const runs: Run[] = [];
  for (let from = 0; from < count; from += 1)
    for (let begin = 1; begin < width; begin += 2) {
      const label = kindOf(begin);
      if (label === undefined) continue;
      lattice.spansFrom(from, begin, count, leastChance, (to, chance) => runs.push({ from, to, label, chance }));
    }
  return likeliest(runs).flatMap(({ from, to, label, chance }): TaggedSpan[] => {
    const [first, last] = [sentence[from], sentence[to - 1]];
    return first && last ? [{ start: first.start, end: last.end, label, chance }] : [];
  });
};

/** Tagged spans of a prepared text, in order. */
export const tagPrepared = (text: string, { sentences, features }: PreparedText, weights: Weights): TaggedSpan[] => {
  const byNets = weights.nets === undefined ? [] : scoreText(features, weights.nets);
  const move = joinMoves(weights);
  const spans = sentences.flatMap((sentence, index) => {
    const scores = scoresOf(features[index] ?? [], weights);
    joinScores(scores, byNets[index], weights.scale);
    return spansOf(sentence, scores, move, weights.scale);
  });
  return settleNames(text, spans, sentences);
};

/** Tagged spans in order. `mentions` are those of tables, patterns, dates and observables, sorted by start. */
export const tagText = (
  text: string,
  mentions: readonly Mention[],
  knowledge: TaggerKnowledge,
  weights: Weights,
  given?: readonly (readonly Token[])[],
): TaggedSpan[] => tagPrepared(text, prepareText(text, mentions, knowledge, given), weights);
