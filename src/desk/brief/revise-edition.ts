/**
 * An edition whose sentences people have changed, made whole again: the list of sources is what is cited, the gates and
 * the score card are of this very text. What nobody changed keeps its place and its number.
 */
import { type Edition, type EditionSentence, titleId } from "#terms/edition.ts";
import type { ArticleId } from "#terms/ids.ts";
import { labelOfCited } from "./cited-words.ts";
import { type GateTools, runGates } from "./gates.ts";
import { scoreEdition } from "./score-card.ts";
import { countsLine, type GradedArticle, writeSources } from "./sections/closing.ts";
import { ageStories } from "./story-ages.ts";

/** What is known of each sentence: asked anew where it changed, as it was where it did not. */
export type RevisedTools = Pick<GateTools, "unsupported" | "ungrounded" | "overstated" | "authority">;

type Sections = Edition["sections"];

/** The headline states something too: it passes the gates as a sentence of the summary. */
const withHeadline = ({ edition, sections }: Edition): Sections => {
  const citations = edition.titleCitations ?? [];
  if (citations.length === 0) return sections;
  const headline: EditionSentence = { id: titleId, kind: "fact", text: edition.title, citations };
  return sections.map((section) =>
    section.id === "summary" ? { ...section, sentences: [...section.sentences, headline] } : section,
  );
};

/** Addresses, in the order of the page. */
export const citedIn = (sections: Sections): string[] => [
  ...new Set(
    sections.flatMap(({ sentences }) => sentences.flatMap(({ citations }) => citations.map((c) => c.articleUrl))),
  ),
];

/** Sources in the order of their letters, then of the first citation, as a composed edition has them. */
const renumber = (sources: Edition["sources"], cited: readonly string[]): Edition["sources"] => {
  const place = new Map(cited.map((url, index) => [url, index]));
  const ranked = sources
    .filter(({ url }) => place.has(url))
    .sort((a, b) =>
      a.reliability === b.reliability
        ? (place.get(a.url) ?? 0) - (place.get(b.url) ?? 0)
        : a.reliability < b.reliability
          ? -1
          : 1,
    );
  const numbers = new Map(ranked.map(({ url }, index) => [url, index + 1]));
  return sources
    .map(({ number: _number, ...source }) => {
      const number = numbers.get(source.url);
      return { ...source, cited: number !== undefined, ...(number === undefined ? {} : { number }) };
    })
    .sort((a, b) => (a.number ?? sources.length + 1) - (b.number ?? sources.length + 1) || (a.url < b.url ? -1 : 1));
};

const listSources = (sources: Edition["sources"]): EditionSentence[] =>
  writeSources(
    sources
      .filter(({ cited }) => cited)
      .map((source) => ({
        article: { ...source, id: source.url as ArticleId, publishedAt: source.publishedAt ?? undefined },
        reliability: source.reliability as GradedArticle["reliability"],
        credibility: source.credibility as GradedArticle["credibility"],
        number: source.number ?? 0,
      })),
  ).sentences.map(({ text, kind }, index) => ({ id: `source-${index + 1}`, text, kind, citations: [] }));

const replaceSentences = (
  sections: Sections,
  id: Sections[number]["id"],
  change: (sentences: readonly EditionSentence[]) => EditionSentence[],
): Sections =>
  sections.map((section) => (section.id === id ? { ...section, sentences: change(section.sentences) } : section));

const relist = (edition: Edition): Edition => {
  const cited = citedIn(withHeadline(edition));
  const before = edition.sources.filter((source) => source.cited);
  if (before.length === cited.length && before.every(({ url }) => cited.includes(url))) return edition;
  const sources = renumber(edition.sources, cited);
  const counts = {
    read: edition.record?.read ?? 0,
    feeds: edition.record?.feeds ?? 0,
    folded: edition.record?.foldedDuplicates ?? 0,
  };
  const counted = countsLine(counts, before.length);
  const listed = replaceSentences(edition.sections, "sources", (sentences) => [
    ...sentences.filter(({ kind }) => kind === "note"),
    ...listSources(sources),
  ]);
  return {
    ...edition,
    sources,
    sections: replaceSentences(listed, "footer", (sentences) =>
      sentences.map((one) => (one.text === counted ? { ...one, text: countsLine(counts, cited.length) } : one)),
    ),
  };
};

const hadPoints = ({ scoreCard }: Edition, measure: string): boolean =>
  scoreCard.lines.some((line) => line.measure === measure && line.points > 0);

/** @param changed the edition with its changed sentences; everything else is still as it was before them */
export const reviseEdition = (changed: Edition, tools: RevisedTools): Edition => {
  const edition = relist(changed);
  const byUrl = new Map(edition.articles.map((article) => [article.url, article]));
  const gates = runGates(
    { ...edition, sections: withHeadline(edition) },
    {
      ...tools,
      publishedAt: (url) => byUrl.get(url)?.publishedAt ?? null,
      articleText: (url) => byUrl.get(url)?.text,
      tlpOf: (url) => labelOfCited(byUrl.get(url)),
    },
  );
  const shown = new Set(edition.sections.flatMap(({ sentences }) => sentences.map(({ id }) => id)));
  const isFaulty = ({ id }: EditionSentence): boolean =>
    gates.some((gate) => ["G1", "G2", "G3"].includes(gate.id) && gate.faults.some((fault) => fault.sentenceId === id));
  const contradictions: Edition["contradictions"] = edition.contradictions.map(({ sentenceId, ...entry }) =>
    sentenceId === undefined || !shown.has(sentenceId) ? entry : { ...entry, sentenceId },
  );
  const scoreCard = scoreEdition(edition, {
    leadIndependent: hadPoints(edition, "independence"),
    primaryFirst: hadPoints(edition, "primary first"),
    contradictionsFound: contradictions.length,
    contradictionsShown: contradictions.filter(({ sentenceId }) => sentenceId !== undefined).length,
    organisationFit: hadPoints(edition, "organisation fit"),
    ages: ageStories(edition),
    supported: (sentence) => sentence.citations.length > 0 && !isFaulty(sentence),
  });
  return { ...edition, contradictions, gates, scoreCard };
};
