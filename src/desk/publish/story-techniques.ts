/**
 * The techniques that an edition's stories show, as rows for the forms that have a table of them: stated ones first in each
 * story, the words with a little of their sentence around them.
 */
import type { Reading } from "#terms/reading.ts";

/** Code units kept on either side of the words. */
const around = 60;

export interface WordsAround {
  readonly before: string;
  readonly words: string;
  readonly after: string;
  readonly articleUrl: string;
  readonly outlet: string;
}

export interface TechniqueRow {
  readonly story: string;
  readonly id: string;
  readonly name: string;
  /** `stated`, or `suggested, 0.79`; and whose name it is besides. */
  readonly basis: string;
  readonly evidence: readonly WordsAround[];
}

export const techniquesNote =
  "Techniques of MITRE ATT&CK that the stories show. Stated: the source gives its id or name. Suggested: read out of the words " +
  "shown, with the share of like readings that annotators of reports agreed with; no statement of fact.";

type Story = Reading["stories"][number];
type Evidence = NonNullable<Story["techniques"]>[number]["evidence"][number];

const endingOf = (text: string): string => {
  if (text.length <= around) return text;
  const cut = text.slice(-around);
  return `…${cut.slice(Math.max(0, cut.indexOf(" ")))}`;
};

const beginningOf = (text: string): string => {
  if (text.length <= around) return text;
  const cut = text.slice(0, around);
  const stop = cut.lastIndexOf(" ");
  return `${stop > 0 ? cut.slice(0, stop) : cut} …`;
};

/** Blank lines and line ends of the source are one space here. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

export const wordsAround = (evidence: Evidence, outlet: string): WordsAround => {
  const at = evidence.start - evidence.sentenceStart;
  return {
    before: endingOf(oneLine(evidence.sentence.slice(0, at))),
    words: oneLine(evidence.quote),
    after: beginningOf(oneLine(evidence.sentence.slice(at + evidence.quote.length))),
    ...{ articleUrl: evidence.articleUrl, outlet },
  };
};

export const basisWords = ({ basis, confidence }: { readonly basis: string; readonly confidence: number }): string =>
  basis === "stated" ? "stated" : `suggested, ${confidence.toFixed(2)}`;

const ownersWords = (owners: readonly string[]): string =>
  owners.length === 0 ? "" : `; name also of ${owners.join(", ")}`;

export const techniqueRows = (reading: Reading): TechniqueRow[] => {
  const outlets = new Map(reading.sources.map((source) => [source.url, source.outlet]));
  return [...reading.stories]
    .filter((story) => !story.excluded)
    .sort((a, b) => a.rank - b.rank)
    .flatMap((story) =>
      (story.techniques ?? []).map((one) => ({
        ...{ story: story.title, id: one.id, name: one.name },
        basis: `${basisWords(one)}${ownersWords(one.alsoOwnedBy ?? [])}`,
        evidence: one.evidence.map((each) => wordsAround(each, outlets.get(each.articleUrl) ?? each.articleUrl)),
      })),
    );
};
