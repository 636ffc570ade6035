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
import { withoutReplaced } from "./replaced-counts.ts";
import { type StoryKind, storyKindOf } from "./story-kind.ts";
import { type StoryTechnique, type TechniquesByArticle, techniquesOfStory } from "./story-techniques.ts";

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
  readonly techniques: readonly StoryTechnique[];
}

export interface PlanTools {
  readonly articlesById: ReadonlyMap<ArticleId, Article>;
  readonly claimsByArticle: ReadonlyMap<ArticleId, readonly Claim[]>;
  readonly techniquesByArticle: TechniquesByArticle;
  readonly trustOf: (article: Article) => number;
  readonly runs: ReadonlySet<string>;
  /** The claim's sentence holds a value that another, better held one contradicts. */
  readonly isOverruled: (claim: Claim) => boolean;
  /** Why a telling may not be published, or undefined when it may. */
  readonly refuse: (telling: Telling) => string | undefined;
  /** Counts what was left out, by reason. */
  readonly leaveOut: (type: string, reason: string) => void;
}

/** Names the story is about: in a title, or held by two of its outlets. */
const namesOfStory = (articles: readonly Article[], claims: readonly Claim[]): ReadonlySet<string> => {
  const titles = articles.map((article) => `${article.title} ${article.dek ?? ""}`.toLowerCase()).join(" ");
  const held = new Map<string, Set<string>>();
  for (const claim of claims)
    for (const mention of claim.mentions) {
      if (mention.kind !== "name") continue;
      const key = mention.canonical.toLowerCase();
      held.set(key, (held.get(key) ?? new Set()).add(claim.articleId));
    }
  return new Set([...held].filter(([name, set]) => set.size >= 2 || titles.includes(name)).map(([name]) => name));
};

const isOffTopic = (telling: Telling, topNames: ReadonlySet<string>): boolean => {
  const names = telling.keys.filter((key) => key.startsWith("n:")).map((key) => key.slice(2));
  const hard = telling.keys.some((key) => /^(?:cve|v|s|q|d):/.test(key));
  return (
    names.length > 0 &&
    !hard &&
    !names.some((name) => topNames.has(name)) &&
    !/^(?:tool|attribution|naming|victims_kind|goal)$/.test(telling.types[0] ?? "")
  );
};

/** Below this trust (grades D to F) an article supports nothing in sections 1 to 7. */
const trustFloor = 0.5;

const happeningOf: Readonly<Record<StoryKind, string>> = {
  intrusion: "the intrusions",
  vulnerability: "the flaw",
  hijack: "the hijack",
  patch_batch: "the flaws",
  wave: "the abuse",
  leak: "the breach",
  outage: "the outage",
  arrest: "the case",
  volumetric: "the attack",
  policy: "the order",
  other: "the activity",
};

const tellAll = (
  storyId: StoryId,
  articles: readonly Article[],
  claims: readonly Claim[],
  facts: StoryFacts,
  kind: StoryKind,
  tools: PlanTools,
): Candidate[] => {
  const out: Candidate[] = [];
  const central = indexCentrality(articles);
  const topNames = namesOfStory(articles, claims);
  const accept = (telling: Telling, place: number, trust: number): void => {
    const reason = tools.refuse(telling);
    if (reason === undefined)
      out.push({
        ...telling,
        storyId,
        place,
        trust,
        offTopic: isOffTopic(telling, topNames),
        centrality: central.measure(telling.text, telling.passages[0]?.articleId as ArticleId),
      });
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
      const telling = tellClaim(claim, { article, runs: tools.runs, happening: happeningOf[kind] });
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
    candidates: withoutReplaced(tellAll(story.id, trusted, claims, facts, kind, tools)),
    techniques: techniquesOfStory(trusted, claims, tools.techniquesByArticle),
  };
};
