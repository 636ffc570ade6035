/** Everything sayable of one story: its kind, facts, short name, and the sentences that passed the gates. */
import type { Article, ArticleId } from "#terms/article.ts";
import type { Assessment } from "#terms/assessment.ts";
import type { Claim } from "#terms/claim.ts";
import type { Story, StoryId } from "#terms/story.ts";
import { tellByFrames } from "../frames/index.ts";
import { tellClaim } from "../tell/tell-claim.ts";
import type { Telling } from "../tell/telling.ts";
import type { Candidate } from "./choose-tellings.ts";
import { gatherFacts, type StoryFacts } from "./gather-facts.ts";
import { indexCentrality } from "./measure-centrality.ts";
import { nameStory } from "./name-story.ts";
import { type StoryKind, storyKindOf } from "./story-kind.ts";

export interface PlannedStory {
  readonly story: Story;
  readonly assessment: Assessment;
  readonly articles: readonly Article[];
  /** Articles of trusted outlets; the only ones that sections 1 to 7 rest on. */
  readonly trusted: readonly Article[];
  readonly claims: readonly Claim[];
  readonly facts: StoryFacts;
  readonly kind: StoryKind;
  readonly name: string;
  readonly candidates: readonly Candidate[];
}

export interface PlanTools {
  readonly articlesById: ReadonlyMap<ArticleId, Article>;
  readonly claimsByArticle: ReadonlyMap<ArticleId, readonly Claim[]>;
  readonly trustOf: (article: Article) => number;
  readonly runs: ReadonlySet<string>;
  /** The claim's sentence holds a value that another, better held one contradicts. */
  readonly isOverruled: (claim: Claim) => boolean;
  /** Why a telling may not be published, or undefined when it may. */
  readonly refuse: (telling: Telling) => string | undefined;
  /** Counts what was left out, by reason. */
  readonly leaveOut: (type: string, reason: string) => void;
}

/** Below this trust (grades D to F) an article supports nothing in sections 1 to 7. */
export const trustFloor = 0.5;

const tellAll = (
  storyId: StoryId,
  articles: readonly Article[],
  claims: readonly Claim[],
  facts: StoryFacts,
  tools: PlanTools,
): Candidate[] => {
  const out: Candidate[] = [];
  const central = indexCentrality(articles);
  const accept = (telling: Telling, place: number, trust: number): void => {
    const reason = tools.refuse(telling);
    if (reason === undefined) out.push({ ...telling, storyId, place, trust, centrality: central.measure(telling.text, telling.passages[0]?.articleId as ArticleId) });
    else tools.leaveOut(telling.types[0] ?? "statement", reason);
  };
  for (const telling of tellByFrames({ facts, articlesById: tools.articlesById })) {
    const article = tools.articlesById.get(telling.passages[0]?.articleId as ArticleId);
    accept(telling, 0, article === undefined ? 1 : tools.trustOf(article));
  }
  articles.forEach((article, order) => {
    const trust = tools.trustOf(article);
    for (const claim of claims) {
      if (claim.articleId !== article.id) continue;
      if (tools.isOverruled(claim)) {
        tools.leaveOut(claim.type, "overruled by a better held value");
        continue;
      }
      const telling = tellClaim(claim, { article, runs: tools.runs });
      if (typeof telling === "string") tools.leaveOut(claim.type, telling);
      else accept(telling, order * 1000 + claim.sentenceIndex, trust);
    }
  });
  return out;
};

export const planStory = (story: Story, assessment: Assessment, tools: PlanTools): PlannedStory => {
  const articles = story.articleIds.map((id) => tools.articlesById.get(id)).filter((article) => article !== undefined);
  const trusted = articles.filter((article) => tools.trustOf(article) >= trustFloor);
  const claims = trusted.flatMap((article) => tools.claimsByArticle.get(article.id) ?? []);
  const facts = gatherFacts(claims.filter((claim) => !tools.isOverruled(claim)));
  const kind = storyKindOf(claims);
  return {
    story,
    assessment,
    articles,
    trusted,
    claims,
    facts,
    kind,
    name: nameStory(kind, facts, trusted, story.title),
    candidates: tellAll(story.id, trusted, claims, facts, tools),
  };
};
