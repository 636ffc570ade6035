/**
 * What kind of text an origin published, by the words of those who rest on it: "report", "advisory" or "statement".
 * Found where the origin is named in one sentence with the work; undefined when nobody says.
 */
import { splitSentences } from "#kit/text/split-sentences.ts";
import type { Article } from "#terms/article.ts";

const textLimit = 8_000;
const works: readonly (readonly [work: string, pattern: RegExp])[] = [
  [
    "report",
    /(?<!\p{L})(?:reports?|stud(?:y|ies)|paper|write-up|research|rapport|bericht|studie|étude|informe)(?!\p{L})/iu,
  ],
  ["advisory", /\b(?:advisor(?:y|ies)|bulletin|security notice|release notes)\b/iu],
  ["statement", /\b(?:statement|blog post|press release|announcement|mitteilung|communiqué)\b/iu],
];

/** "report by", "report from", "X’s report": not "reports that". */
const asVerb = /\breports (?:that|it|no|on|a|the)\b/iu;

export const workOf = (name: string, articles: readonly Article[]): string | undefined => {
  const counts = works.map(() => 0);
  for (const article of articles) {
    const text = `${(article.dek ?? "").slice(0, 1_000)}. ${article.text.slice(0, textLimit)}`;
    for (const span of splitSentences(text)) {
      const sentence = text.slice(span.start, Math.min(span.end, span.start + 600));
      if (!sentence.includes(name) || asVerb.test(sentence)) continue;
      for (const [index, [, pattern]] of works.entries())
        if (pattern.test(sentence)) counts[index] = (counts[index] ?? 0) + 1;
    }
  }
  const most = Math.max(...counts);
  return most === 0 ? undefined : works[counts.indexOf(most)]?.[0];
};
