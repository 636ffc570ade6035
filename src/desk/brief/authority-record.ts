/**
 * Gate G4: where an authority's own advisory is among the day's sources, its scores for a CVE are the record, and a
 * sentence that prints another score for that CVE without naming who scores it so is a fault.
 */
import type { Article } from "#terms/article.ts";
import type { EditionSentence } from "#terms/edition.ts";

const cvePattern = /CVE-\d{4}-\d{4,7}/g;
const scorePattern = /\b(?:rated|scores?(?: it)?|scored|CVSS)\b[^.;]{0,30}?\b(10(?:\.0)?|\d\.\d)\b/gi;

interface Recorded {
  readonly outlet: string;
  readonly scores: ReadonlySet<string>;
}

/** Scores that an authority (reliability A) gives for a CVE, only from advisories that score one CVE or score once. */
const recordOf = (
  cve: string,
  articles: readonly Pick<Article, "outlet" | "text">[],
  letterOf: (outlet: string) => string,
): Recorded | undefined => {
  for (const article of articles) {
    if (letterOf(article.outlet) !== "A" || !article.text.includes(cve)) continue;
    const scores = new Set([...article.text.matchAll(scorePattern)].map((match) => String(Number(match[1]))));
    if (scores.size === 1) return { outlet: article.outlet, scores };
  }
  return undefined;
};

export const authorityFaults = (
  sentence: EditionSentence,
  articles: readonly Pick<Article, "outlet" | "text">[],
  letterOf: (outlet: string) => string,
): string | undefined => {
  if (sentence.kind !== "fact" || sentence.group === "Where sources disagree") return undefined;
  const cves = new Set(sentence.text.match(cvePattern) ?? []);
  if (cves.size !== 1) return undefined;
  const [cve = ""] = cves;
  const record = recordOf(cve, articles, letterOf);
  if (record === undefined) return undefined;
  for (const match of sentence.text.matchAll(scorePattern)) {
    const value = String(Number(match[1]));
    if (!record.scores.has(value))
      return `${record.outlet} gives ${[...record.scores].join(", ")} for ${cve}; the sentence says ${value}.`;
  }
  return undefined;
};
