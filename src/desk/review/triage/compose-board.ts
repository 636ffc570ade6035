/**
 * The board of a working day: each story with what a person needs to decide on it, heaviest first.
 *
 * A quote is a stretch of its article. Severity is the highest CVSS score that authority records or else the articles
 * state, in the words of the CVSS qualitative scale (FIRST, CVSS v4.0 specification, section 6).
 */
import type { Reliability } from "#terms/admiralty.ts";
import { type Article, type ArticleId, labelOf } from "#terms/article.ts";
import type { Assessment, SourceGrade } from "#terms/assessment.ts";
import type { Claim } from "#terms/claim.ts";
import type { Loss } from "#terms/loss.ts";
import type { Organisation } from "#terms/organisation.ts";
import type { EarlierEdition } from "#terms/record.ts";
import type { Contradiction, Story } from "#terms/story.ts";
import { narrowestTlp } from "#terms/tlp.ts";
import type { TriageArticle, TriageBoard, TriageStory } from "#terms/triage.ts";
import { severityWord } from "#terms/triage-words.ts";
import type { VulnerabilityRecord } from "#terms/vulnerability-record.ts";

interface Weighed {
  readonly stories: readonly Story[];
  readonly assessments: readonly Assessment[];
  readonly contradictions: readonly Contradiction[];
  readonly grades: readonly SourceGrade[];
}

export interface BoardInput extends Weighed {
  readonly asOf: string;
  readonly articles: readonly Article[];
  readonly claims: ReadonlyMap<ArticleId, readonly Claim[]>;
  readonly losses: readonly Loss[];
  readonly feedsRead: number;
  readonly foldedDuplicates: number;
  readonly earlier?: readonly EarlierEdition[];
  readonly records?: ReadonlyMap<string, VulnerabilityRecord>;
  readonly organisation?: Organisation;
  /** The day without decisions, where `stories` are as people decided. */
  readonly undecided?: Weighed;
}

const longestQuote = 320;
const quoteWithin = 12;
const mostVulnerabilities = 20;

/** The earliest sentence that says something particular with names and numbers in it. */
const quoteOf = (claims: readonly Claim[]): string | undefined => {
  let best: { quote: string; score: number } | undefined;
  for (const { evidence, sentenceIndex, type, mentions, references } of claims) {
    const { quote } = evidence;
    if (quote.length < 30 || quote.length > longestQuote || sentenceIndex >= quoteWithin) continue;
    const particular = (type === "statement" ? 0 : 3) + Math.min(4, mentions.length) - (references.length > 0 ? 3 : 0);
    const score = particular - sentenceIndex * 0.5;
    if (best === undefined || score > best.score) best = { quote, score };
  }
  return best?.quote;
};

type Severity = NonNullable<TriageStory["severity"]>;

interface Indexed {
  readonly assessments: ReadonlyMap<string, Assessment>;
  readonly letters: ReadonlyMap<string, Reliability>;
  readonly contradictions: ReadonlyMap<string, readonly Contradiction[]>;
}

const indexWeighed = ({ assessments, grades, contradictions }: Weighed): Indexed => ({
  assessments: new Map(assessments.map((assessment) => [assessment.storyId, assessment])),
  letters: new Map(grades.map(({ outlet, reliability }) => [outlet, reliability])),
  contradictions: Map.groupBy(contradictions, ({ storyId }) => storyId as string),
});

interface Context {
  readonly input: BoardInput;
  readonly articles: ReadonlyMap<string, Article>;
  readonly keyOf: (id: ArticleId) => string;
}

const severityOf = (
  ids: readonly string[],
  claims: readonly Claim[],
  { records }: BoardInput,
): Severity | undefined => {
  const stated = claims.flatMap(({ mentions }) =>
    mentions.flatMap((mention) =>
      mention.kind === "score" && mention.system === "CVSS"
        ? [{ score: mention.value, version: mention.systemVersion }]
        : [],
    ),
  );
  const recorded = ids.flatMap((id) => records?.get(id)?.cvss ?? []);
  const [first] = (recorded.length > 0 ? recorded : stated).toSorted((a, b) => b.score - a.score);
  if (first === undefined) return undefined;
  const { score, version } = first;
  return { word: severityWord(score), score, ...(version === undefined ? {} : { version }) };
};

const toldOf = (urls: readonly string[], earlier: readonly EarlierEdition[]): TriageStory["told"] => {
  const known = new Set(urls);
  const before = earlier.filter((edition) =>
    edition.stories.some((story) => story.articleUrls.some((url) => known.has(url))),
  );
  const told = new Set(before.flatMap((edition) => edition.stories.flatMap((story) => story.articleUrls)));
  const on = [...new Set(before.map(({ date }) => date))].sort();
  if (on.length === 0) return { state: "new", on };
  return { state: urls.every((url) => told.has(url)) ? "repeat" : "update", on };
};

const ruleOf = ({ excluded, roundUp, reasons }: Story): TriageStory["rule"] => {
  if (excluded !== undefined) return { reason: excluded.reason, why: excluded.why };
  return roundUp
    ? { reason: "round-up", why: `supports other stories, never one itself: ${reasons.join("; ")}` }
    : undefined;
};

const composeStory = (story: Story, weighed: Indexed, context: Context): TriageStory => {
  const { input, articles, keyOf } = context;
  const assessment = weighed.assessments.get(story.id);
  const items = new Map(assessment?.items.map((item) => [item.articleId, item.credibility]));
  const own = story.articleIds.flatMap((id) => articles.get(id) ?? []);
  const claims = own.flatMap(({ id }) => input.claims.get(id) ?? []);
  const vulnerabilities = [
    ...new Set(
      claims.flatMap(({ mentions }) => mentions.flatMap((one) => (one.kind === "vulnerability" ? [one.id] : []))),
    ),
  ];
  const severity = severityOf(vulnerabilities, claims, input);
  const rule = ruleOf(story);
  const reasons = assessment?.reasons ?? [];
  return {
    id: story.id,
    title: story.title,
    tlp: narrowestTlp(own.map(labelOf)),
    weight: assessment?.weight ?? 0,
    reasons: reasons.map((line) => ({ ...line })),
    confidence: assessment?.confidence ?? "low",
    articles: own.map((article): TriageArticle => {
      const quote = quoteOf(input.claims.get(article.id) ?? []);
      const { id, url, outlet, title, language, firstSeenAt } = article;
      return {
        ...{ id, url, outlet, title, language, firstSeenAt },
        key: keyOf(id),
        publishedAt: article.publishedAt ?? null,
        reliability: weighed.letters.get(outlet) ?? "F",
        credibility: items.get(id) ?? 6,
        ...(quote === undefined ? {} : { quote }),
      };
    }),
    origins: story.origins.map(({ name, articleIds }) => ({ name, articleIds: [...articleIds] })),
    contradictions: (weighed.contradictions.get(story.id) ?? []).map(({ about, values, uses }) => ({
      about,
      values: values.map(({ value, evidence }) => {
        const quote = evidence.find((span) => span.quote.length <= longestQuote)?.quote;
        return {
          value,
          articleIds: [...new Set(evidence.map(({ articleId }) => articleId))],
          ...(quote === undefined ? {} : { quote }),
        };
      }),
      ...(uses === undefined ? {} : { uses: { ...uses } }),
    })),
    ...(severity === undefined ? {} : { severity }),
    vulnerabilities: vulnerabilities.slice(0, mostVulnerabilities),
    fit: (assessment?.relevance ?? []).map((tie) => ({ ...tie })),
    exploited:
      reasons.some(({ factor, points }) => factor === "exploitation" && points > 0) ||
      vulnerabilities.some((id) => input.records?.get(id)?.exploited !== undefined),
    told: toldOf(
      own.map(({ url }) => url),
      input.earlier ?? [],
    ),
    ...(rule === undefined ? {} : { rule }),
    together: [...story.reasons],
  };
};

const heaviestFirst = ({ stories, assessments }: Weighed): Story[] => {
  const rankOf = new Map(assessments.map(({ storyId, rank }) => [storyId, rank]));
  return stories.toSorted((a, b) => (rankOf.get(a.id) ?? 0) - (rankOf.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1));
};

/**
 * @param day of the edition that the stories are triaged for
 * @param keyOf names the version of an article on record
 */
export const composeBoard = (input: BoardInput, day: string, keyOf: (id: ArticleId) => string): TriageBoard => {
  const context = { input, articles: new Map(input.articles.map((article) => [article.id, article])), keyOf };
  const plain = input.undecided ?? input;
  const plainIndex = indexWeighed(plain);
  const held = new Set(plain.stories.map(({ articleIds }) => articleIds.join(" ")));
  // What people put together or took apart is weighed anew; a story that a person left out was not.
  const regrouped =
    input.undecided === undefined
      ? []
      : input.stories.filter(({ articleIds, excluded }) => excluded === undefined && !held.has(articleIds.join(" ")));
  const ownIndex = indexWeighed(input);
  return {
    day,
    asOf: input.asOf,
    stories: heaviestFirst(plain).map((story) => composeStory(story, plainIndex, context)),
    regrouped: regrouped.map((story) => composeStory(story, ownIndex, context)),
    ledger: {
      read: input.articles.length,
      feeds: input.feedsRead,
      folded: input.foldedDuplicates,
      losses: input.losses.map((loss) => ({ ...loss })),
    },
    hasProfile: input.organisation !== undefined,
  };
};
