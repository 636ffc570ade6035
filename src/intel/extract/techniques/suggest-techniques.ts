/**
 * Suggests ATT&CK techniques for a text, each with the sentence that speaks for it: `explicit` where the text names the
 * technique by id or by its own name, `inferred` where a model reads it out of the words. Suggestions for an analyst with
 * a probability beside them; no one may turn an inferred one into a statement of fact.
 *
 * Inferred suggestions cover the labelled techniques only; `rankTechniques` ranks all of them for one clause.
 */
import type { Span } from "#kit/text/span.ts";
import type { Mention } from "#terms/mention.ts";
import { shippedAttack } from "./attack-names.ts";
import { findExplicitAttack } from "./find-explicit.ts";
import { shippedModels, type TechniqueModels } from "./load-models.ts";
import { type ClauseContext, type RankedTechnique, rankTechniquesWith } from "./rank-techniques.ts";
import { readableSentences, readReport, type SentenceReading, weighReport } from "./read-report.ts";

export interface TechniqueSuggestion extends Span {
  readonly id: string;
  readonly name: string;
  readonly probability: number;
  readonly basis: "explicit" | "inferred";
  /** The sentence that speaks for it: `text.slice(start, end) === sentence`. */
  readonly sentence: string;
}

/** An inferred technique less likely than this is not suggested; a sentence less telling is no evidence. */
const leastProbability = 0.2;
const leastEvidence = 0.15;
/** What a technique named in so many words counts as: annotators agree with the text's own id almost always. */
const explicitProbability = 0.99;
/** Longest text read; what stands after it is not looked at. */
const textCap = 2_000_000;

const sentenceAt = (sentences: readonly Span[], at: Span): Span => {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sentences[middle]?.end ?? 0) <= at.start) low = middle + 1;
    else high = middle;
  }
  const found = sentences[low];
  return found !== undefined && found.start <= at.start && found.end >= at.end ? found : at;
};

interface Named extends Span {
  readonly id: string;
}

/** Techniques named in the text, by our own search and by ids that the observables hold (in addresses, in lower case). */
const namedTechniques = (text: string, mentions: readonly Mention[]): Named[] => {
  const { byId } = shippedAttack();
  const own = findExplicitAttack(text).filter((one) => one.kind === "technique" && one.ordinary !== true);
  const ids = mentions.flatMap((one): Named[] => {
    if (one.kind !== "identifier" || one.scheme !== "attack" || one.end > text.length) return [];
    const entry = byId.get(one.mappedTo ?? one.id);
    return entry?.kind === "technique" ? [{ id: entry.id, start: one.start, end: one.end }] : [];
  });
  return [...own, ...ids].sort((a, b) => a.start - b.start || b.end - a.end);
};

const evidenceFor = (sentences: readonly SentenceReading[], label: number): SentenceReading | undefined => {
  let best: SentenceReading | undefined;
  const worthOf = (one: SentenceReading): number => (one.probabilities[label] ?? 0) * (one.relevance > -0.5 ? 1 : 0.5);
  for (const one of sentences) if (best === undefined || worthOf(one) > worthOf(best)) best = one;
  return best !== undefined && (best.probabilities[label] ?? 0) >= leastEvidence ? best : undefined;
};

const suggestTechniquesWith = (
  models: TechniqueModels,
  whole: string,
  mentions: readonly Mention[],
): TechniqueSuggestion[] => {
  const text = whole.length > textCap ? whole.slice(0, textCap) : whole;
  const reading = readReport(text, models.sentences);
  const places = readableSentences(text);
  const suggestions = new Map<string, TechniqueSuggestion>();
  const put = (id: string, probability: number, basis: "explicit" | "inferred", place: Span): void => {
    const { start, end } = place;
    const name = shippedAttack().byId.get(id)?.name ?? id;
    if (!suggestions.has(id))
      suggestions.set(id, { id, name, probability, basis, sentence: text.slice(start, end), start, end });
  };
  for (const one of namedTechniques(text, mentions))
    put(one.id, explicitProbability, "explicit", sentenceAt(places, one));
  for (const [label, probability] of weighReport(reading, models.report).entries()) {
    const id = models.sentences.labelled.labels[label];
    const evidence = evidenceFor(reading.sentences, label);
    if (id !== undefined && evidence !== undefined && probability >= leastProbability)
      put(id, probability, "inferred", evidence);
  }
  return [...suggestions.values()].sort((a, b) => b.probability - a.probability || (a.id < b.id ? -1 : 1));
};

/** Suggestions for a whole article or report, likeliest first, one a technique. `mentions` as `annotate` gives them. */
export const suggestTechniques = (text: string, mentions: readonly Mention[]): readonly TechniqueSuggestion[] =>
  suggestTechniquesWith(shippedModels(), text, mentions);

/** All live techniques ranked for one clause with the words around it; the best `most` of them. */
export const rankTechniques = (clause: string, context?: ClauseContext, most?: number): readonly RankedTechnique[] =>
  rankTechniquesWith(shippedModels().open, clause, context, most);
