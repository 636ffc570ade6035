/**
 * Where the sources of one story disagree: both values kept side by side, with the words of each.
 *
 * Rules look at whole sentences, so that a value without a verb ("It is 41.") counts; sentences of round-ups and lone
 * articles that name the story are heard too. A value is preferred only for a reason that can be printed
 * (`choose-value.ts`). One matter gives one entry.
 */
import type { Article, ArticleId } from "#terms/article.ts";
import type { SourceGrade } from "#terms/assessment.ts";
import type { Claim } from "#terms/claim.ts";
import type { Mention } from "#terms/mention.ts";
import type { EvidenceSpan } from "#terms/span.ts";
import type { Contradiction, ContradictionValue, Story } from "#terms/story.ts";
import { ageDisputes } from "./age-disputes.ts";
import { durationDisputes, moneyDisputes, peakDisputes, volumeDisputes } from "./amount-disputes.ts";
import { accusedDenials, namedDisputes, rivalAttributions, sponsorDisputes } from "./attribution-disputes.ts";
import { chooseValue, type Holders } from "./choose-value.ts";
import { claimedDisputes } from "./claimed-disputes.ts";
import { countDisputes } from "./count-disputes.ts";
import { endDisputes, startDisputes, timelineDisputes } from "./date-disputes.ts";
import { deadlineDisputes } from "./deadline-disputes.ts";
import { entryDisputes } from "./entry-disputes.ts";
import { eventDisputes } from "./event-disputes.ts";
import { findStrays } from "./find-strays.ts";
import { itemDisputes } from "./item-disputes.ts";
import { exposureDisputes, reachDisputes, scanDisputes, unitDisputes } from "./measure-disputes.ts";
import { objectDisputes } from "./object-disputes.ts";
import { readStatements } from "./read-statements.ts";
import { contrastDisputes, hitDisputes } from "./rival-counts.ts";
import { gradeDisputes, scaleDisputes, scoreDisputes } from "./severity-disputes.ts";
import type { Dispute, DisputeRule, Material, Side, Statement } from "./side.ts";
import {
  affectedDisputes,
  denialDisputes,
  exploitedDisputes,
  fixDisputes,
  fixVersionDisputes,
  preconditionDisputes,
  zeroDayDisputes,
} from "./state-disputes.ts";
import { topicDisputes } from "./topic-disputes.ts";

/** In order of weight: what comes first keeps the sentences it rests on. */
const rules: readonly DisputeRule[] = [
  claimedDisputes,
  countDisputes,
  hitDisputes,
  contrastDisputes,
  unitDisputes,
  scanDisputes,
  exposureDisputes,
  zeroDayDisputes,
  sponsorDisputes,
  rivalAttributions,
  namedDisputes,
  accusedDenials,
  timelineDisputes,
  startDisputes,
  endDisputes,
  reachDisputes,
  deadlineDisputes,
  exploitedDisputes,
  preconditionDisputes,
  scaleDisputes,
  scoreDisputes,
  fixDisputes,
  fixVersionDisputes,
  denialDisputes,
  moneyDisputes,
  durationDisputes,
  volumeDisputes,
  peakDisputes,
  affectedDisputes,
  gradeDisputes,
  eventDisputes,
  topicDisputes,
  itemDisputes,
  entryDisputes,
  ageDisputes,
  objectDisputes,
];

/** "The trust first said that no files were taken, but now confirms the theft": what was said is taken back. */
const takenBack =
  /\b(?:first|initially|originally|earlier|at first|previously) (?:said|denied|insisted|claimed|stated|maintained)\b[^.]{0,200}\bbut (?:now|later|then|has since|have since|since)\b[^.]{0,40}\b(?:confirm|admit|acknowledg|conced|say|said)/;

const longestQuote = 600;
const mostEntries = 8;
const placeOf = (span: EvidenceSpan): string => `${span.articleId}:${span.start}`;

const grouped = (sides: readonly Side[]): ContradictionValue[] => {
  const byValue = new Map<string, Map<string, EvidenceSpan>>();
  for (const { value, span } of sides) {
    if (span.quote.length > longestQuote) continue;
    const spans = byValue.get(value) ?? new Map<string, EvidenceSpan>();
    if (!spans.has(placeOf(span))) spans.set(placeOf(span), span);
    byValue.set(value, spans);
  }
  return [...byValue].map(([value, spans]) => ({ value, evidence: [...spans.values()] }));
};

/** Numbers of people and of records are one matter when the sentences are the same; so are two rules on one pair. */
const isToldAlready = (values: readonly ContradictionValue[], earlier: readonly Contradiction[]): boolean => {
  const own = values.map((value) => new Set(value.evidence.map(placeOf)));
  return earlier.some((entry) => {
    const theirs = entry.values.map((value) => new Set(value.evidence.map(placeOf)));
    return own.filter((mine) => theirs.some((set) => [...mine].every((place) => set.has(place)))).length >= 2;
  });
};

const toContradiction = (
  dispute: Dispute,
  storyId: Story["id"],
  holders: Holders,
  earlier: readonly Contradiction[],
): Contradiction | undefined => {
  const values = grouped(dispute.sides);
  if (values.length < 2 || earlier.some((entry) => entry.about === dispute.about)) return undefined;
  if (dispute.about.startsWith("number of ") && isToldAlready(values, earlier)) return undefined;
  const uses = chooseValue(dispute, values, holders);
  return { storyId, about: dispute.about, values, ...(uses === undefined ? {} : { uses }) };
};

const findInStory = (material: Material, storyId: Story["id"], holders: Holders): Contradiction[] => {
  const found: Contradiction[] = [];
  for (const rule of rules)
    for (const dispute of rule(material)) {
      const contradiction = toContradiction(dispute, storyId, holders, found);
      if (contradiction !== undefined && found.length < mostEntries) found.push(contradiction);
    }
  return found;
};

export const findContradictions = (
  stories: readonly Story[],
  articles: readonly Article[],
  claimsByArticle: ReadonlyMap<ArticleId, readonly Claim[]>,
  grades: readonly SourceGrade[],
  mentionsByArticle: ReadonlyMap<ArticleId, readonly Mention[]> = new Map(),
): Contradiction[] => {
  const byId = new Map(articles.map((article) => [article.id, article]));
  const letters = new Map(grades.map((grade) => [grade.outlet, grade.reliability]));
  const outletOf = (id: ArticleId): string => byId.get(id)?.outlet ?? "";
  const holders: Holders = { outletOf, letterOf: (id) => letters.get(outletOf(id)) ?? "F" };
  const read = new Map<ArticleId, readonly Statement[]>();
  const statementsOf = (id: ArticleId): readonly Statement[] => {
    const article = byId.get(id);
    const known = read.get(id);
    if (known !== undefined || article === undefined) return known ?? [];
    const statements = readStatements(article, claimsByArticle.get(id) ?? [], mentionsByArticle.get(id));
    read.set(id, statements);
    return statements;
  };
  const strays = findStrays(stories, byId, statementsOf);
  return stories.flatMap((story) => {
    if (story.excluded !== undefined || story.roundUp) return [];
    const statements = [...story.articleIds.flatMap(statementsOf), ...(strays.get(story.id) ?? [])].filter(
      (statement) => !takenBack.test(statement.lower),
    );
    const material: Material = {
      articles: story.articleIds.flatMap((id) => byId.get(id) ?? []),
      claims: statements.flatMap((statement) => statement.claims),
      statements,
      isLow: (id) => holders.letterOf(id) >= "D",
    };
    return findInStory(material, story.id, holders);
  });
};
