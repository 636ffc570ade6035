/**
 * The techniques of ATT&CK that a story shows: from its trusted articles, stated ones before suggested, each with the words
 * it rests on and the claims that hold them. Never a word of a sentence: they stand beside the story and route claims to
 * roles.
 *
 * Left out: suggestions less sure than `leastShown`, words inside a claim that denies, and a suggested technique of which a
 * sub-technique is shown.
 */
import type { Article, ArticleId } from "#terms/article.ts";
import type { Claim } from "#terms/claim.ts";
import type { EvidenceSpan } from "#terms/span.ts";
import type { TechniqueReading } from "#terms/technique.ts";

export interface TechniqueEvidence extends EvidenceSpan {
  readonly reading: TechniqueReading;
  /** The sentence around the words. */
  readonly sentence: EvidenceSpan;
}

export interface StoryTechnique {
  /** The surest of its readings. */
  readonly reading: TechniqueReading;
  /** One an article, in the story's order of articles. */
  readonly evidence: readonly TechniqueEvidence[];
  /** Claims whose sentences hold the words. */
  readonly claims: readonly Claim[];
}

export type TechniquesByArticle = ReadonlyMap<ArticleId, readonly TechniqueReading[]>;

/** Share of like readings that annotators agreed with, below which a suggestion is not shown. */
const leastShown = 0.6;
const longestSentence = 600;

const holds = (claim: Claim, articleId: ArticleId, { start, end }: TechniqueReading): boolean =>
  claim.articleId === articleId && claim.evidence.start < end && claim.evidence.end > start;

const isDenied = (claim: Claim, { start, end }: TechniqueReading): boolean =>
  (claim.polarity === "denied" || claim.certainty === "denied") &&
  claim.content.start < end &&
  claim.content.end > start;

const evidenceOf = ({ id, text }: Article, reading: TechniqueReading): TechniqueEvidence => {
  const { start, end, surface, sentence } = reading;
  const stop = Math.min(sentence.end, sentence.start + longestSentence);
  // A sentence longer than may be quoted gives its words alone.
  const around = stop >= end ? { start: sentence.start, end: stop } : { start, end };
  return {
    ...{ articleId: id, start, end, quote: surface, reading },
    sentence: { articleId: id, ...around, quote: text.slice(around.start, around.end) },
  };
};

const surer = (a: TechniqueReading, b: TechniqueReading): number =>
  Number(b.basis === "stated") - Number(a.basis === "stated") || b.confidence - a.confidence;

/** Stated ones first, then the surest, then by id. */
export const techniquesOfStory = (
  articles: readonly Article[],
  claims: readonly Claim[],
  readings: TechniquesByArticle,
): StoryTechnique[] => {
  const byId = new Map<string, TechniqueEvidence[]>();
  for (const article of articles)
    for (const reading of readings.get(article.id) ?? []) {
      if (reading.basis === "suggested" && reading.confidence < leastShown) continue;
      if (claims.some((claim) => claim.articleId === article.id && isDenied(claim, reading))) continue;
      byId.set(reading.id, [...(byId.get(reading.id) ?? []), evidenceOf(article, reading)]);
    }
  const all = [...byId.values()].flatMap((evidence): StoryTechnique[] => {
    const [best] = evidence.map((one) => one.reading).sort(surer);
    if (best === undefined) return [];
    const isSub = [...byId.keys()].some((other) => other.startsWith(`${best.id}.`));
    if (best.basis === "suggested" && isSub) return [];
    const held = claims.filter((claim) => evidence.some((one) => holds(claim, one.articleId, one.reading)));
    return [{ reading: best, evidence, claims: held }];
  });
  return all.sort((a, b) => surer(a.reading, b.reading) || (a.reading.id < b.reading.id ? -1 : 1));
};

/** Surer than this a suggestion may bring a claim before a role. */
const leastRouting = 0.7;
/** What is advised or foretold shows no technique at work. */
const noHappening = new Set(["advice", "workaround", "guidance", "inference", "unknown_stated"]);

/** Claims that a technique brings before a role: of one of these techniques or their parents, told as happening. */
export const claimsShowing = (techniques: readonly StoryTechnique[], ids: readonly string[]): readonly Claim[] =>
  techniques
    .filter(({ reading }) => ids.includes(reading.id) || ids.includes(reading.id.split(".")[0] ?? ""))
    .filter(({ reading }) => reading.basis === "stated" || reading.confidence >= leastRouting)
    .flatMap((one) => one.claims.filter((claim) => !claim.types.some((type) => noHappening.has(type))));
