/**
 * What G2, G3 and G4 have against one sentence and the words it cites. Asked of every sentence of a composed edition, and
 * again of each that a person changes: the same questions, the same answers.
 */
import type { Article, ArticleId } from "#terms/article.ts";
import type { EditionSentence } from "#terms/edition.ts";
import type { EvidenceSpan } from "#terms/span.ts";
import type { Passage, Verdict } from "#terms/verdict.ts";
import { authorityFaults } from "./authority-record.ts";
import type { GateTools } from "./gates.ts";
import { findUngrounded, type GroundTools } from "./ground-sentence.ts";

export interface SentenceSources {
  readonly articles: readonly Pick<Article, "outlet" | "text">[];
  readonly ground: GroundTools;
  readonly articleIdOf: (url: string) => ArticleId;
  readonly passageOf: (span: EvidenceSpan) => Passage;
  readonly letterOf: (outlet: string) => string;
  readonly judge: (sentence: string, passages: readonly Passage[]) => Verdict;
}

const spansOf = (sentence: EditionSentence, { articleIdOf }: SentenceSources): EvidenceSpan[] =>
  sentence.citations.map(({ articleUrl, start, end, quote }) => ({
    articleId: articleIdOf(articleUrl),
    start,
    end,
    quote,
  }));

/** Confidence is ours, about the sources, and quotes none of them. */
const isOwnConfidence = ({ kind, text }: EditionSentence): boolean =>
  kind === "assessment" && text.startsWith("Our confidence");

export const openSentenceGates = (
  sources: SentenceSources,
): Pick<GateTools, "ungrounded" | "overstated" | "authority"> => ({
  ungrounded: (sentence) => {
    if (isOwnConfidence(sentence)) return undefined;
    const missing = findUngrounded(sentence.text, spansOf(sentence, sources), sources.ground);
    return missing.length === 0 ? undefined : `Not in its cited passages: ${missing.join(", ")}.`;
  },
  overstated: (sentence) => {
    // Two sides of a disagreement in one sentence contradict each other, and are meant to.
    if (sentence.kind !== "fact" || sentence.group === "Where sources disagree") return undefined;
    const verdict = sources.judge(sentence.text, spansOf(sentence, sources).map(sources.passageOf));
    return verdict.verdict === "contradicted" || verdict.verdict === "stronger" ? verdict.reason : undefined;
  },
  authority: (sentence) => authorityFaults(sentence, sources.articles, sources.letterOf),
});
