/**
 * What the desk says of a sentence that a person changed: the verdict of `desk/check` and what G1 to G4 of `desk/brief`
 * have against it. The tables behind it are loaded once; the passages are short, so that it answers while one types.
 */
import { openGround, openSentenceGates, reviseEdition, toPassage } from "#desk/brief/index.ts";
import { indexPassages, judgeSentence } from "#desk/check/index.ts";
import { type DecideTools, suggestText } from "#desk/review/index.ts";
import type { Edition, EditionSentence } from "#terms/edition.ts";
import type { ArticleId } from "#terms/ids.ts";
import type { Annotate, Mention } from "#terms/mention.ts";
import type { Outcome, SentenceFaults } from "#terms/review.ts";
import type { EvidenceSpan } from "#terms/span.ts";
import type { Passage, Verdict } from "#terms/verdict.ts";

/** Zones that outlets wrote, by the address of the article; an edition does not carry them. */
export type Zones = ReadonlyMap<string, number>;

type Suggested = ReturnType<typeof suggestText>;

export interface WordJudge extends DecideTools {
  /** The source's own value in place of one that disagrees, when that passes everything. */
  readonly suggest: (sentence: EditionSentence, start: Edition) => Suggested;
}

const shift = (mentions: readonly Mention[], by: number): Mention[] =>
  mentions.map((mention) => ({ ...mention, start: mention.start + by, end: mention.end + by }));

const grounds = new Set<EditionSentence["kind"]>(["fact", "assessment", "gap"]);
const mostKept = 2_000;

/** The same question is answered once. */
const keepLast = <A, B>(answer: (asked: A) => B): ((asked: A) => B) => {
  const known = new Map<string, { readonly value: B }>();
  return (asked) => {
    const key = JSON.stringify(asked);
    const kept = known.get(key) ?? { value: answer(asked) };
    if (known.size >= mostKept) known.clear();
    known.set(key, kept);
    return kept.value;
  };
};

/** Every passage that the edition cites: what a judgement of one's own may name. */
const allCitations = (start: Edition): EditionSentence["citations"] =>
  start.sections.flatMap(({ sentences }) => sentences.flatMap(({ citations }) => citations));

const openTools = (start: Edition, annotate: Annotate, zones: Zones) => {
  const byUrl = new Map(start.articles.map((article) => [article.url, article]));
  const letters = new Map(start.sources.map(({ outlet, reliability }) => [outlet, reliability]));
  const outlets = new Map(start.sources.map(({ url, outlet }) => [url, outlet]));
  const articleOf = (url: string) => {
    const article = byUrl.get(url);
    const publishedAt = article?.publishedAt ?? undefined;
    const publishedZoneMinutes = zones.get(url);
    return {
      outlet: outlets.get(url) ?? article?.outlet ?? "",
      language: article?.language ?? "und",
      ...(publishedAt === undefined ? {} : { publishedAt }),
      ...(publishedZoneMinutes === undefined ? {} : { publishedZoneMinutes }),
    };
  };
  const mentionsOf = keepLast((passage: EvidenceSpan): readonly Mention[] => {
    const { outlet: _outlet, ...how } = articleOf(passage.articleId);
    return shift(annotate(passage.quote, how), passage.start);
  });
  // While one types, the passages stay: they are read once.
  const indexOf = keepLast((passages: readonly Passage[]) => indexPassages(passages, annotate));
  const judgeBoth = keepLast(({ sentence, passages }: { sentence: string; passages: readonly Passage[] }) =>
    judgeSentence(sentence, indexOf(passages), { annotate }),
  );
  const judge = (sentence: string, passages: readonly Passage[]): Verdict => judgeBoth({ sentence, passages });
  const passageOf = (span: EvidenceSpan) => toPassage(span.quote, articleOf(span.articleId));
  const gates = openSentenceGates({
    articles: start.articles.map(({ url, text }) => ({ outlet: articleOf(url).outlet, text })),
    // Here an article is known by its address.
    ground: openGround({ articleOf, datesIn: mentionsOf, mentionsIn: mentionsOf }),
    articleIdOf: (url) => url as ArticleId,
    passageOf,
    letterOf: (outlet) => letters.get(outlet) ?? "F",
    judge,
  });
  const verdictOf = ({ text, citations }: EditionSentence): Verdict =>
    judge(
      text,
      citations.map(({ articleUrl, start: from, end, quote }) =>
        passageOf({ articleId: articleUrl as ArticleId, start: from, end, quote }),
      ),
    );
  return { gates, verdictOf };
};

const checkedOf = ({ checks }: Verdict): string[] =>
  [
    ...new Set(
      checks.filter(({ agrees }) => agrees).map(({ slot, claimValue }) => `${slot}: ${claimValue}`.slice(0, 120)),
    ),
  ].slice(0, 8);

/** @param reason why a fact is not found in what it cites: it does not rest on it (G1) */
const faultsOf = (
  sentence: EditionSentence,
  start: Edition,
  { gates }: ReturnType<typeof openTools>,
  verdict: Verdict | undefined,
): SentenceFaults => {
  const isLoose = sentence.kind === "assessment" && sentence.citations.length === 0;
  const ungrounded = gates.ungrounded(isLoose ? { ...sentence, citations: allCitations(start) } : sentence);
  const [overstated, authority] = [gates.overstated(sentence), gates.authority(sentence)];
  return {
    ...(verdict?.verdict === "not_found" && sentence.group !== "Where sources disagree" ? { G1: verdict.reason } : {}),
    ...(ungrounded === undefined ? {} : { G2: ungrounded }),
    ...(overstated === undefined ? {} : { G3: overstated }),
    ...(authority === undefined ? {} : { G4: authority }),
  };
};

/** Gates, sources and score of an edition that was put together from others. */
export const gateEdition = (edition: Edition, annotate: Annotate): Edition =>
  reviseEdition(edition, openTools(edition, annotate, new Map()).gates);

/** A judge for the drafts that begin as this edition. */
export const openWordJudge = (edition: Edition, annotate: Annotate, zones: Zones): WordJudge => {
  const tools = openTools(edition, annotate, zones);
  const judge = (sentence: EditionSentence, start: Edition): Omit<Outcome, "citations" | "covers"> => {
    if (!grounds.has(sentence.kind)) return { faults: {} };
    const verdict = sentence.citations.length === 0 ? undefined : tools.verdictOf(sentence);
    const isFact = sentence.kind === "fact";
    const faults = faultsOf(sentence, start, tools, isFact ? verdict : undefined);
    return {
      verdict: isFact ? (verdict?.verdict ?? "cannot_tell") : sentence.kind,
      ...(isFact && verdict !== undefined ? { reason: verdict.reason } : {}),
      checked: verdict === undefined ? [] : checkedOf(verdict),
      faults,
    };
  };
  return {
    judge,
    revise: reviseEdition,
    suggest: (sentence, start) => {
      if (sentence.kind !== "fact" || sentence.citations.length === 0) return undefined;
      const { verdict, checks } = tools.verdictOf(sentence);
      return verdict === "supported" ? undefined : suggestText(sentence, checks, (one) => judge(one, start));
    },
  };
};
