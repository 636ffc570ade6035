/**
 * Does a sentence say no more than the words it cites?
 *
 * Closed by default: a sentence is supported only when it stands in a passage word for word, or when every typed slot agrees
 * and the rest of its words are covered. The first slot that disagrees gives the verdict and the reason.
 */

import { splitSentences } from "#kit/text/split-sentences.ts";
import type { Annotate } from "#terms/mention.ts";
import type { Passage, Verdict } from "#terms/verdict.ts";
import { type Alignment, alignTexts, sentenceShares } from "./align-texts.ts";
import { compareAllCues } from "./compare-cues.ts";
import { compareDeeds } from "./compare-deeds.ts";
import { compareEdits } from "./compare-edits.ts";
import { compareKin } from "./compare-kin.ts";
import { compareLiterals } from "./compare-literals.ts";
import { compareNames } from "./compare-names.ts";
import { compareOrder } from "./compare-order.ts";
import { comparePlaces } from "./compare-places.ts";
import { comparePrefixes } from "./compare-prefixes.ts";
import { compareQuotations } from "./compare-quotations.ts";
import { compareRoles } from "./compare-roles.ts";
import { compareSides } from "./compare-sides.ts";
import { compareSpeakers } from "./compare-speakers.ts";
import { compareSubjects } from "./compare-subjects.ts";
import { compareVoices } from "./compare-voices.ts";
import { besideNearest, explainContent, nearestWords } from "./explain-content.ts";
import type { Comparison, Finding } from "./finding.ts";
import { indexPassages, type PassageIndex, wordKeys } from "./index-passages.ts";
import { type ContentMeasures, joinMeasures, measureContent } from "./measure-content.ts";
import { subjectNames } from "./read-subjects.ts";
import { type ReadText, readText } from "./read-text.ts";
import { isWithoutCapitals, restoreCapitals } from "./restore-capitals.ts";
import { scoreContent, thresholdsFor } from "./score-content.ts";

export interface CheckTools {
  /** Finds names, countries, aliases; without it names are compared by their letters alone. */
  readonly annotate?: Annotate | undefined;
}

const longestSentence = 20_000;
/** Passages of at most so many words each were chosen sentence by sentence. */
const fewWords = 60;
/** Least share of the words anywhere, and in two neighbouring sentences: in cited text, in cited articles, in any that was found. */
const leastCited = { anywhere: 0.4, together: 0.25 } as const;
const leastWithin = { anywhere: 0.6, together: 0.35 } as const;
const leastSearched = { anywhere: 0.6, together: 0.5 } as const;

const order: Readonly<Record<Verdict["verdict"], number>> = {
  contradicted: 0,
  stronger: 1,
  not_found: 2,
  cannot_tell: 3,
  supported: 4,
};

const toCheck = ({ verdict: _verdict, reason: _reason, ...check }: Finding): Verdict["checks"][number] => check;

const standsWordForWord = (claim: ReadText, index: PassageIndex): boolean => {
  const keys = wordKeys(claim);
  if (keys.trim() === "") return false;
  // Whole sentences only: a part of one may have lost its "denies that", its "may", or its "not".
  return index.passages.some((passage) => passage.keys.includes(`\n${keys}\n`));
};

const align = (claim: ReadText, index: PassageIndex): Alignment[] =>
  index.passages
    .map((passage, at) => alignTexts(claim, passage.read, at, sentenceShares(claim, passage.read)))
    .filter((found) => found !== undefined)
    .sort((a, b) => b.orderedShare + b.looseShare - (a.orderedShare + a.looseShare) || a.passageIndex - b.passageIndex);

/** One sentence of the claim, read and compared. */
interface Part {
  readonly findings: readonly Finding[];
  readonly measures: ContentMeasures;
  readonly comparison: Comparison;
  /** Where it begins in the whole. */
  readonly start: number;
}

const knownNames = (claim: ReadText, index: PassageIndex): ReadonlySet<string> =>
  new Set([...claim.nameKeys, ...index.passages.flatMap((passage) => [...passage.read.nameKeys])]);

const ofTheSameStatement: ReadonlySet<Finding["slot"]> = new Set(["certainty", "polarity", "comparator", "unit"]);
const leastInOrder = 0.5;

/**
 * Against a whole article, a cue or a bound is compared with one that bears on the same statement: where less than half of
 * the sentence runs along any passage, the two speak of different things, and the words decide.
 */
const isFarFetched = (finding: Finding, { alignments }: Comparison, { wordsEach }: ContentMeasures): boolean =>
  wordsEach > fewWords && ofTheSameStatement.has(finding.slot) && (alignments[0]?.orderedShare ?? 0) < leastInOrder;

const comparePart = (text: string, start: number, index: PassageIndex, tools: CheckTools): Part | undefined => {
  const bare = isWithoutCapitals(text, index);
  const claim = readText(bare ? restoreCapitals(text, index) : text, tools.annotate);
  if (claim.tokens.every((token) => token.kind === "mark") || standsWordForWord(claim, index)) return undefined;
  const comparison = { claim, index, alignments: align(claim, index), bare };
  const names = subjectNames(claim, knownNames(claim, index));
  const findings = [
    ...[compareLiterals, compareNames, compareEdits, compareKin, compareDeeds, compareSides, compareOrder],
    ...[comparePlaces, comparePrefixes, compareAllCues],
  ].flatMap((compare) => compare(comparison));
  findings.push(...compareQuotations(claim, index), ...compareSpeakers(comparison));
  for (const compare of [compareSubjects, compareRoles, compareVoices]) findings.push(...compare(comparison, names));
  const measures = measureContent(comparison);
  const held = findings.filter((finding) => finding.agrees || !isFarFetched(finding, comparison, measures));
  const shift = ({ start: from, end }: Finding["claimSpan"]): Finding["claimSpan"] => ({
    start: from + start,
    end: end + start,
  });
  const explain = (finding: Finding): Finding =>
    finding.agrees || finding.verdict !== "not_found" || finding.sourceValue !== undefined
      ? finding
      : { ...finding, reason: besideNearest(finding.reason, comparison) };
  return {
    comparison,
    measures,
    start,
    findings: held.map((finding) => ({ ...explain(finding), claimSpan: shift(finding.claimSpan) })),
  };
};

/** Sentences of the claim; a fragment too short to be judged alone stays with the whole. */
const splitClaim = (text: string): readonly { text: string; start: number }[] => {
  const parts = splitSentences(text).map(({ start, end }) => ({ text: text.slice(start, end), start }));
  return parts.length > 1 && parts.every((part) => part.text.split(/\s+/).length >= 4) ? parts : [{ text, start: 0 }];
};

/**
 * What the rest of the words decide without the score. Side by side, what the slots let pass is an edit that changes nothing.
 * Against a few chosen words, coverage decides: whoever cites so little means all of it. `few`: whatever the score says, most
 * words must stand there, and many of them together. Undefined: the score decides.
 */
const contentSettled = (measures: ContentMeasures): "yes" | "no" | "open" | "few" | undefined => {
  // Without capitals a swapped name is not seen: there only the score decides, with its stricter threshold.
  if (measures.caseless) return undefined;
  if (measures.inOrder >= 0.85 && measures.missingTelling <= 0.12 && measures.copiedFour >= 0.6) return "yes";
  // All of it in one sentence of the source, and no slot objects: the same statement in another order.
  if (measures.inPassage >= 0.95 && measures.bestSentence >= 0.95) return "yes";
  if (measures.wordsEach <= fewWords)
    return measures.inPassage >= 0.6 ? "yes" : measures.inPassage >= 0.4 ? "open" : "no";
  const least = Number.isFinite(measures.wordsEach) ? leastCited : measures.withinCited ? leastWithin : leastSearched;
  return measures.inPassage < least.anywhere || measures.bestTwo < least.together ? "few" : undefined;
};

const contentHolds = (measures: ContentMeasures): "yes" | "no" | "open" => {
  const settled = contentSettled(measures);
  if (settled !== undefined && settled !== "few") return settled;
  const score = scoreContent(measures);
  const { supported, notFound } = thresholdsFor(measures);
  return settled === undefined && score >= supported ? "yes" : score >= notFound ? "open" : "no";
};

const concludeContent = (parts: readonly Part[], checks: Verdict["checks"]): Verdict => {
  const holds = contentHolds(joinMeasures(parts.map((part) => part.measures)));
  if (holds === "yes") {
    const nearest = parts[0] === undefined ? undefined : nearestWords(parts[0].comparison);
    const where = nearest === undefined ? "" : `: “${nearest.text}”`;
    return { verdict: "supported", reason: `Every name, number and statement stands in the source${where}.`, checks };
  }
  const [worst] = [...parts].sort((a, b) => scoreContent(a.measures) - scoreContent(b.measures) || a.start - b.start);
  if (worst === undefined) return { verdict: "cannot_tell", slot: "content", reason: "The sentence is empty.", checks };
  const { reason, check } = explainContent(worst.comparison, worst.start);
  return {
    verdict: holds === "no" ? "not_found" : "cannot_tell",
    slot: "content",
    reason,
    checks: [...checks, check],
  };
};

/** What was not read is not supported; what was contradicted stays so. */
const judgedInPart = (verdict: Verdict): Verdict =>
  verdict.verdict === "supported"
    ? {
        verdict: "cannot_tell",
        slot: "content",
        reason: `The sentence is longer than ${longestSentence} characters; only these were judged, and they are supported.`,
        checks: verdict.checks,
      }
    : verdict;

export const judgeSentence = (
  sentence: string,
  passages: readonly Passage[] | PassageIndex,
  tools: CheckTools,
): Verdict =>
  sentence.length > longestSentence
    ? judgedInPart(judgeWhole(sentence.slice(0, longestSentence), passages, tools))
    : judgeWhole(sentence, passages, tools);

const judgeWhole = (text: string, passages: readonly Passage[] | PassageIndex, tools: CheckTools): Verdict => {
  const index = "kind" in passages ? passages : indexPassages(passages, tools.annotate);
  if (!/[\p{L}\p{N}]/u.test(text))
    return { verdict: "cannot_tell", slot: "content", reason: "The sentence is empty.", checks: [] };
  const parts = splitClaim(text)
    .map((part) => comparePart(part.text, part.start, index, tools))
    .filter((part) => part !== undefined);
  if (parts.length === 0)
    return { verdict: "supported", reason: "The sentence stands in the source word for word.", checks: [] };
  const findings = parts.flatMap((part) => part.findings);
  const checks = findings.map(toCheck);
  const [first] = findings.filter((finding) => !finding.agrees).sort((a, b) => order[a.verdict] - order[b.verdict]);
  if (first !== undefined) return { verdict: first.verdict, slot: first.slot, reason: first.reason, checks };
  return concludeContent(parts, checks);
};
