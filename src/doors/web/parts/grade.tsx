/** Admiralty grade as two boxes: how far the source is trusted, how far the item is confirmed. Never one number. */
import { credibilities, credibilityWords, type Reliability, reliabilityWords } from "#terms/admiralty.ts";

export const gradeWords = (reliability: string, credibility: number): string => {
  const reliable = reliabilityWords[reliability as Reliability] ?? "not graded";
  const credible = credibilityWords[credibilities.find((entry) => entry === credibility) ?? 6];
  return `${reliability} ${reliable}, ${credibility} ${credible}`;
};

export const Grade = ({ reliability, credibility }: { reliability: string; credibility: number }) => (
  <span className="grade" role="img" aria-label={gradeWords(reliability, credibility)}>
    <b>{reliability}</b>
    <span>{credibility}</span>
  </span>
);
