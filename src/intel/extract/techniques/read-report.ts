/**
 * Which of the labelled techniques a whole report tells of. Every sentence is scored; what a technique scores at its best,
 * second and third best, how often it is likely, and whether its id or name stands in the text go into one logistic
 * formula with a start value for each technique. The formula is fitted on reports whose sentences the model had not seen.
 */
import type { Span } from "#kit/text/span.ts";
import { splitSentences } from "#kit/text/split-sentences.ts";
import { findExplicitAttack } from "./find-explicit.ts";
import { labelFinder } from "./fold-label.ts";
import { scoreAll, sigmoid, softmax, type TechniqueModel } from "./model.ts";
import { type BucketWorth, vectorOf } from "./vector.ts";

export interface SentenceModel {
  readonly worth: BucketWorth;
  readonly labelled: TechniqueModel;
  /** One column: does the sentence tell of any technique? */
  readonly relevance: TechniqueModel;
  readonly sharpness: number;
}

export interface ReportFormula {
  readonly weights: readonly number[];
  /** Start value of each label. */
  readonly starts: readonly number[];
  /** A technique of at least this probability belongs to the report. */
  readonly threshold: number;
}

export interface SentenceReading extends Span {
  readonly probabilities: Float32Array;
  readonly relevance: number;
}

/** Limits: sentences of 20 to 600 characters, 4,000 of a report. */
const shortest = 20;
const longest = 600;
const mostSentences = 4000;

export const readableSentences = (text: string): Span[] =>
  splitSentences(text)
    .flatMap(({ start, end }) => {
      const parts: Span[] = [];
      for (let from = start; from < end; from += longest)
        parts.push({ start: from, end: Math.min(end, from + longest) });
      return parts;
    })
    .filter(({ start, end }) => end - start >= shortest)
    .slice(0, mostSentences);

const readSentence = (text: string, span: Span, model: SentenceModel): SentenceReading => {
  const vector = vectorOf(text.slice(span.start, span.end), model.worth);
  const probabilities = softmax(scoreAll(model.labelled, vector), model.sharpness);
  return { ...span, probabilities, relevance: scoreAll(model.relevance, vector)[0] ?? 0 };
};

export interface ReportReading {
  readonly sentences: readonly SentenceReading[];
  /** Of each label the numbers the formula weighs. */
  readonly features: readonly (readonly number[])[];
}

/** How much of a sentence's probability stands when the sentence may tell of no technique at all. */
const backed = (reading: SentenceReading, label: number): number =>
  (reading.probabilities[label] ?? 0) * sigmoid(3 * reading.relevance);

const logit = (value: number): number => {
  const held = Math.min(0.99, Math.max(0.01, value));
  return Math.log(held / (1 - held));
};

const explicitCounts = (text: string, labels: ReadonlySet<string>): Map<string, { ids: number; names: number }> => {
  const counts = new Map<string, { ids: number; names: number }>();
  const labelOf = labelFinder(labels);
  for (const one of findExplicitAttack(text)) {
    const label = one.kind === "technique" ? labelOf(one.id) : undefined;
    if (label === undefined || one.ordinary === true) continue;
    const count = counts.get(label) ?? { ids: 0, names: 0 };
    count[one.form === "id" ? "ids" : "names"] += 1;
    counts.set(label, count);
  }
  return counts;
};

export const featureCount = 8;

export const readReport = (text: string, model: SentenceModel): ReportReading => {
  const sentences = readableSentences(text).map((span) => readSentence(text, span, model));
  const { labels } = model.labelled;
  const explicit = explicitCounts(text, new Set(labels));
  const size = Math.log(1 + sentences.length);
  const features = labels.map((label, index) => {
    const best = sentences.map((one) => backed(one, index)).sort((a, b) => b - a);
    const sum = best.reduce((total, one) => total + one, 0);
    const named = explicit.get(label);
    return [
      logit(best[0] ?? 0) / 4,
      logit(best[1] ?? 0) / 4,
      logit(best[2] ?? 0) / 4,
      Math.log(1 + sum),
      Math.log(0.05 + sum / Math.max(1, sentences.length)),
      named !== undefined && named.ids > 0 ? 1 : 0,
      named !== undefined && named.names > 0 ? 1 : 0,
      size / 4,
    ];
  });
  return { sentences, features };
};

/** Probability of each label for the report. */
export const weighReport = (reading: ReportReading, formula: ReportFormula): number[] =>
  reading.features.map((features, label) =>
    sigmoid(features.reduce((sum, value, at) => sum + value * (formula.weights[at] ?? 0), formula.starts[label] ?? 0)),
  );
