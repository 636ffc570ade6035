/**
 * Orders the day's stories and judges each: weight with reasons that sum, confidence with its basis, grade of every
 * item, ties to the organisation. Set-aside stories come last, round-ups just before them.
 */
import type { Reliability } from "#terms/admiralty.ts";
import type { Article, ArticleId } from "#terms/article.ts";
import type { Assessment, SourceGrade } from "#terms/assessment.ts";
import type { Sector } from "#terms/audience.ts";
import type { Mention } from "#terms/mention.ts";
import type { Organisation } from "#terms/organisation.ts";
import type { Contradiction, Story } from "#terms/story.ts";
import type { Weights } from "#terms/weights.ts";
import { gradeItems, letterOf, trustedOrigins } from "./grade/grade-items.ts";
import { judgeConfidence } from "./judge-confidence.ts";
import { type Fit, fitAudience } from "./relevance/fit-audience.ts";
import { type Tie, tieOrganisation } from "./relevance/tie-organisation.ts";
import { type Line, linesOf } from "./weigh/read-facts.ts";
import { scaleReasons } from "./weigh/scale-reasons.ts";
import { weighStory } from "./weigh/weigh-story.ts";

export interface AssessInput {
  readonly stories: readonly Story[];
  readonly articles: readonly Article[];
  readonly mentions?: ReadonlyMap<ArticleId, readonly Mention[]>;
  readonly contradictions?: readonly Contradiction[];
  readonly organisation?: Organisation;
  /** Sectors of the audience: what is for it comes first, what is for others alone comes last. None: for everyone. */
  readonly sectors?: readonly Sector[];
  /** The edition's clock, RFC 3339. */
  readonly asOf: string;
  readonly grades: readonly SourceGrade[];
  /** What counts more or less on this desk. Default: everything as usual. */
  readonly weights?: Weights;
}

type Draft = Omit<Assessment, "rank"> & { readonly place: number; readonly articles: number };

const speaks: ReadonlySet<Reliability> = new Set(["A", "B", "C", "F"]);

const fitOf = (
  story: Story,
  { sectors }: AssessInput,
  lines: readonly Line[],
  ties: readonly Tie[],
): Fit | undefined =>
  sectors === undefined || sectors.length === 0 || story.excluded !== undefined
    ? undefined
    : fitAudience(lines, sectors, ties);

const placeOf = (story: Story, fit: Fit | undefined): number => {
  if (story.excluded !== undefined) return 4;
  if (story.roundUp) return 3;
  return fit === undefined ? 0 : { own: 0, general: 1, others: 2 }[fit];
};

const assessOne = (story: Story, input: AssessInput, byId: ReadonlyMap<ArticleId, Article>): Draft => {
  const letter = letterOf(input.grades);
  const own = story.articleIds.flatMap((id) => byId.get(id) ?? []);
  const trusted = own.filter((article) => speaks.has(letter(article)));
  const origins = trustedOrigins(story, byId, letter);
  const contradictions = (input.contradictions ?? []).filter((entry) => entry.storyId === story.id);
  const lines = linesOf(trusted, input.mentions);
  const ties =
    input.organisation === undefined || story.excluded !== undefined ? [] : tieOrganisation(lines, input.organisation);
  const judgement = judgeConfidence(origins, own, contradictions, letter);
  const authorities = [...new Set(own.filter((article) => letter(article) === "A").map((article) => article.outlet))];
  const reasons =
    story.excluded === undefined
      ? scaleReasons(
          weighStory({ lines, articles: trusted, origins: origins.length, authorities, ties, asOf: input.asOf }),
          input.weights,
        )
      : [];
  const fit = fitOf(story, input, lines, ties);
  return {
    storyId: story.id,
    weight: reasons.reduce((sum, one) => sum + one.points, 0),
    reasons,
    confidence: judgement.confidence,
    confidenceBasis: judgement.basis,
    relevance: ties.map(({ path, value, because }) => ({ path, value, because })),
    items: gradeItems(story, own, contradictions, input.grades),
    ...(fit === undefined ? {} : { fit }),
    place: placeOf(story, fit),
    articles: trusted.length,
  };
};

/** Of one place the heaviest first; of equals the one more trusted articles tell, then by id. */
const heavier = (a: Draft, b: Draft): number =>
  a.place - b.place || b.weight - a.weight || b.articles - a.articles || (a.storyId < b.storyId ? -1 : 1);

export const assessStories = (input: AssessInput): Assessment[] => {
  const byId = new Map(input.articles.map((article) => [article.id, article]));
  return input.stories
    .map((story) => assessOne(story, input, byId))
    .sort(heavier)
    .map(({ place: _place, articles: _articles, ...assessment }, index) => ({ ...assessment, rank: index + 1 }));
};
