/** Steps corroborate and assess: articles become stories, arranged as people decided, and each is weighed. */
import type { BriefInput } from "#desk/brief/index.ts";
import { type ArrangedStory, applyVerdicts, arrangeStories, placementOf, rankByPlacement } from "#desk/review/index.ts";
import { assessStories, gradeSources } from "#intel/assess/index.ts";
import { buildStories, findContradictions } from "#intel/corroborate/index.ts";
import type { Article, ArticleId } from "#terms/article.ts";
import type { Sector } from "#terms/audience.ts";
import type { Claim } from "#terms/claim.ts";
import type { Mention } from "#terms/mention.ts";
import type { Organisation } from "#terms/organisation.ts";
import type { Story } from "#terms/story.ts";
import type { DecisionsInForce } from "#terms/triage.ts";
import type { Weights } from "#terms/weights.ts";
import type { OpenedSources } from "./open-sources.ts";

/** What a working day is weighed to be. */
export type Weighed = Pick<BriefInput, "stories" | "assessments" | "contradictions" | "grades">;

interface Told {
  readonly stories: readonly Story[];
  readonly placement?: NonNullable<BriefInput["placement"]>;
}

interface Found extends Told {
  readonly duplicates: number;
  /** As the articles make them, where people decided otherwise. */
  readonly undecided?: readonly Story[];
}

/** Stories as the articles make them; where people decided, as they want them. */
export const findStories = (
  articles: readonly Article[],
  mentions: ReadonlyMap<ArticleId, readonly Mention[]>,
  { decisions, days }: DecisionsInForce,
): Found => {
  const { stories: undecided, duplicates } = buildStories(articles, mentions);
  if (decisions.length === 0) return { stories: undecided, duplicates: duplicates.length };
  let arranged: readonly ArrangedStory[] = [];
  const arrange = (groups: readonly (readonly ArticleId[])[]): readonly ArrangedStory[] => {
    arranged = arrangeStories(groups, decisions, days);
    return arranged;
  };
  const stories = applyVerdicts(buildStories(articles, mentions, { arrange }).stories, arranged);
  return { stories, duplicates: duplicates.length, undecided, placement: placementOf(stories, arranged) };
};

interface WeighContext {
  readonly articles: readonly Article[];
  readonly mentions: ReadonlyMap<ArticleId, readonly Mention[]>;
  readonly claims: ReadonlyMap<ArticleId, readonly Claim[]>;
  readonly asOf: string;
  readonly overrides: NonNullable<OpenedSources["reliability"]>;
  readonly organisation?: Organisation;
  /** Of the audience; none: for everyone. */
  readonly sectors?: readonly Sector[];
  readonly weights?: Weights;
}

export const weighStories = (
  { stories, placement }: Told,
  { claims, overrides, ...context }: WeighContext,
): Weighed => {
  const { articles, mentions } = context;
  const draftGrades = gradeSources(articles, { overrides });
  const contradictions = findContradictions(stories, articles, claims, draftGrades, mentions);
  const grades = gradeSources(articles, { overrides, contradictions });
  const assessed = assessStories({ ...context, stories, contradictions, grades });
  const assessments = placement === undefined ? assessed : rankByPlacement(assessed, stories, placement);
  return { stories, assessments, contradictions, grades };
};
