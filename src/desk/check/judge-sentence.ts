/**
 * Does a sentence say no more than the words it cites?
 *
 * Closed by default: a sentence is supported only when it stands in a passage word for word, or when every typed slot agrees
 * and the rest of its words are covered. The first slot that disagrees gives the verdict and the reason.
 */
import type { Annotate } from "#terms/mention.ts";
import type { Passage, Verdict } from "#terms/verdict.ts";
import { type Alignment, alignTexts, sentenceShares } from "./align-texts.ts";
import { compareCues } from "./compare-cues.ts";
import { compareEdits } from "./compare-edits.ts";
import { compareLiterals } from "./compare-literals.ts";
import { compareNames } from "./compare-names.ts";
import type { Comparison, Finding } from "./finding.ts";
import { indexPassages, type PassageIndex, wordKeys } from "./index-passages.ts";
import { type ReadText, readText } from "./read-text.ts";

export interface CheckTools {
  /** Finds names, countries, aliases; without it names are compared by their letters alone. */
  readonly annotate?: Annotate | undefined;
}

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

const judgeCompared = (comparison: Comparison): Verdict => {
  const findings = [...compareLiterals(comparison), ...compareNames(comparison), ...compareEdits(comparison)];
  const [best] = comparison.alignments;
  if (best !== undefined && best.looseShare >= 0.4) findings.push(...compareCues(comparison, best));
  const failed = findings.filter((finding) => !finding.agrees).sort((a, b) => order[a.verdict] - order[b.verdict]);
  const [first] = failed;
  const checks = findings.map(toCheck);
  if (first !== undefined) return { verdict: first.verdict, slot: first.slot, reason: first.reason, checks };
  const covered = best?.looseShare ?? 0;
  if (covered >= 0.7)
    return { verdict: "supported", reason: "Every name, number and statement stands in the source.", checks };
  return {
    verdict: covered < 0.45 ? "not_found" : "cannot_tell",
    slot: "content",
    reason: `Only ${Math.round(covered * 100)} % of what the sentence says stands in the source.`,
    checks,
  };
};

export const judgeSentence = (
  sentence: string,
  passages: readonly Passage[] | PassageIndex,
  tools: CheckTools,
): Verdict => {
  const index = "kind" in passages ? passages : indexPassages(passages, tools.annotate);
  const claim = readText(sentence.slice(0, 20_000), tools.annotate);
  if (claim.tokens.length === 0)
    return { verdict: "cannot_tell", slot: "content", reason: "The sentence is empty.", checks: [] };
  if (standsWordForWord(claim, index))
    return { verdict: "supported", reason: "The sentence stands in the source word for word.", checks: [] };
  return judgeCompared({ claim, index, alignments: align(claim, index) });
};
