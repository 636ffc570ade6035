/**
 * How much a story matters today: points with reasons that sum to its weight. General scales, the same every day.
 *
 * Only articles of outlets that are not low-grade speak; what low-grade outlets tell alone gets nothing. Undated
 * articles never make a story new. Sizes: 30 for what is being exploited, up to 51 for breadth, 16 for news of the
 * day, 40 at most for the organisation's own concern.
 */
import type { Article } from "#terms/article.ts";
import type { Reason } from "#terms/assessment.ts";
import type { Tie } from "../relevance/tie-organisation.ts";
import { findDeadline } from "./find-deadline.ts";
import { findCue, type Line } from "./read-facts.ts";
import { reason } from "./reason.ts";
import { weighHarm } from "./weigh-harm.ts";

export interface StoryFacts {
  /** Sentences of the articles that speak. */
  readonly lines: readonly Line[];
  readonly articles: readonly Article[];
  /** Independent origins of grade A or B. */
  readonly origins: number;
  /** Outlets graded A among the story's. */
  readonly authorities: readonly string[];
  readonly ties: readonly Tie[];
  readonly asOf: string;
}

const hour = 3_600_000;
const mostFit = 40;

const deadline = (facts: StoryFacts): Reason[] => {
  const found = findDeadline(facts.lines, facts.asOf);
  if (found === undefined) return [];
  return reason("deadline", found.daysLeft <= 7 ? 12 : found.daysLeft <= 21 ? 6 : 0, `to be done by ${found.day}`);
};

const authorityName =
  /\b(?:CISA|FBI|NSA|NCSC|BSI|ENISA|Europol|Interpol|CERT(?:-[A-Z]{2})?|CSIRT|Cybersecurity and Infrastructure Security Agency|national (?:response teams?|cyber \w+))\b/;

/** An authority that writes of it itself, or one that others say is acting. */
const authority = (facts: StoryFacts): Reason[] => {
  if (facts.authorities.length > 0) return reason("authority", 8, `${facts.authorities.join(", ")} writes of it`);
  for (const line of facts.lines) {
    const match = authorityName.exec(line.text);
    if (match !== null) return reason("authority", 4, `an authority is involved (${match[0]})`);
  }
  return [];
};

/** Independent origins confirm; that many carry one origin's account says only that it is held to matter. */
const corroboration = (facts: StoryFacts): Reason[] => {
  if (facts.origins >= 2)
    return reason("corroboration", facts.origins >= 3 ? 10 : 8, `${facts.origins} independent origins`);
  const outlets = new Set(facts.articles.map((article) => article.outlet)).size;
  return reason("carried", outlets >= 3 ? 5 : 0, `${outlets} outlets carry one origin’s account`);
};

/** The first report decides what is new; later articles keep a story moving. */
const recency = (facts: StoryFacts): Reason[] => {
  const now = Date.parse(facts.asOf);
  const ages = facts.articles
    .map((article) => (article.publishedAt === undefined ? Number.NaN : (now - Date.parse(article.publishedAt)) / hour))
    .filter((age) => age >= -1);
  if (ages.length === 0) return [];
  const [first, last] = [Math.max(...ages), Math.min(...ages)];
  const points = first <= 24 ? 16 : first <= 48 ? 8 : first <= 72 ? 0 : -4;
  return [
    ...reason("recency", points, `first reported ${Math.max(0, Math.round(first))} hours before this edition`),
    ...reason("recency", first > 24 && last <= 24 ? 2 : 0, "reported on within the last day"),
  ];
};

const organisationFit = (facts: StoryFacts): Reason[] => {
  let left = mostFit;
  return facts.ties.flatMap((tie) => {
    const points = Math.min(tie.points, left);
    left -= Math.max(0, points);
    return reason("relevance", points, `${tie.because} (${tie.path}: ${tie.value})`);
  });
};

/** Past and over weighs less than going on. */
const over = (facts: StoryFacts): Reason[] => {
  const line = findCue(facts.lines, "over");
  const isOpen = facts.lines.some((one) => one.leads && findCue([one], "ongoing") !== undefined);
  return reason("over", line === undefined || isOpen ? 0 : -6, "the activity itself has ended or been stopped");
};

export const weighStory = (facts: StoryFacts): Reason[] =>
  facts.lines.length === 0
    ? []
    : [
        ...weighHarm(facts.lines),
        ...over(facts),
        ...deadline(facts),
        ...corroboration(facts),
        ...authority(facts),
        ...recency(facts),
        ...organisationFit(facts),
      ];
