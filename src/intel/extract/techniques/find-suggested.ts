/**
 * Techniques that the words of a text suggest: by phrases people use for them, and, in a report that tells of many, by the
 * model fitted on annotated reports.
 *
 * The model is sure of itself on prose of any trade ("downloads explode"), so it speaks only where a text has several
 * sentences that plainly tell of techniques; a short news text is read by phrases alone. A phrase behind a negation does
 * not count.
 */
import type { Span } from "#kit/text/span.ts";
import type { TechniqueSign } from "#terms/technique.ts";
import { shippedAttack } from "./attack-names.ts";
import type { TechniqueModels } from "./load-models.ts";
import { matchPhrases, type Phrase } from "./match-phrases.ts";
import type { PhraseMeaning } from "./phrase-table.ts";
import { type ReportReading, type SentenceReading, weighReport } from "./read-report.ts";
import { tellingWords } from "./telling-words.ts";

export interface SuggestedFind extends Span {
  readonly id: string;
  readonly sign: TechniqueSign;
  readonly confidence: number;
  readonly sentence: Span;
}

const negations = new Set(["no", "not", "never", "without", "neither", "nor", "cannot", "unlike"]);
/** How many words before a phrase a negation still reaches it. */
const negationReach = 8;

const isNegated = (clause: string, at: number): boolean =>
  clause
    .slice(Math.max(0, at - 120), at)
    .toLowerCase()
    .split(/[^\p{L}’']+/u)
    .filter((word) => word !== "")
    .slice(-negationReach)
    .some((word) => negations.has(word) || /n['’]t$/.test(word));

export const findByPhrase = (
  text: string,
  sentences: readonly Span[],
  phrases: readonly Phrase<PhraseMeaning>[],
): SuggestedFind[] =>
  sentences.flatMap((sentence) => {
    const clause = text.slice(sentence.start, sentence.end);
    return matchPhrases(clause, phrases)
      .filter((one) => !isNegated(clause, one.start))
      .map(({ meaning, start, end }) => ({
        ...{ id: meaning.id, confidence: meaning.confidence, sign: "phrase" as const, sentence },
        ...{ start: sentence.start + start, end: sentence.start + end },
      }));
  });

/** An inferred technique less likely than this is not suggested; a sentence less telling is no evidence. */
const leastProbability = 0.3;
const leastEvidence = 0.3;
/** A text with fewer plainly telling sentences is no report of techniques. */
const leastTelling = 5;
const plainRelevance = 0.2;
const plainProbability = 0.5;

const isTelling = (one: SentenceReading): boolean =>
  one.relevance > plainRelevance && one.probabilities.some((share) => share > plainProbability);

const evidenceFor = (sentences: readonly SentenceReading[], label: number): SentenceReading | undefined => {
  let best: SentenceReading | undefined;
  const worthOf = (one: SentenceReading): number => (one.probabilities[label] ?? 0) * (one.relevance > -0.5 ? 1 : 0.5);
  for (const one of sentences) if (best === undefined || worthOf(one) > worthOf(best)) best = one;
  return best !== undefined && (best.probabilities[label] ?? 0) >= leastEvidence ? best : undefined;
};

/** A label may be an id that ATT&CK has since replaced: what is suggested is the one in force. */
const inForce = (label: string): string | undefined => shippedAttack().byId.get(label)?.id;

export const findByModel = (text: string, reading: ReportReading, models: TechniqueModels): SuggestedFind[] => {
  if (reading.sentences.filter(isTelling).length < leastTelling) return [];
  return weighReport(reading, models.report).flatMap((probability, label): SuggestedFind[] => {
    const id = inForce(models.sentences.labelled.labels[label] ?? "");
    const evidence = probability < leastProbability ? undefined : evidenceFor(reading.sentences, label);
    if (id === undefined || evidence === undefined) return [];
    const { start, end } = evidence;
    const words = tellingWords(text.slice(start, end), label, models.sentences);
    return [
      {
        ...{ id, sign: "model", confidence: Math.round(100 * probability) / 100, sentence: { start, end } },
        ...{ start: start + words.start, end: start + words.end },
      },
    ];
  });
};
