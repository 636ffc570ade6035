/**
 * The board as one person sees it: stories as decided, in order of weight, those left out by rule at the end, with what
 * is new to this person. What is above their label is not there: not in the list, not in a count.
 */
import { stableId } from "#kit/hash.ts";
import { isWithin } from "#terms/person.ts";
import type { Tlp } from "#terms/tlp.ts";
import type { Decided, Decision, TriageBoard, TriageRow, TriageStory } from "#terms/triage.ts";
import { type TriageFilter, triageFilters } from "#terms/triage-words.ts";
import { reasonWords } from "./apply-verdicts.ts";
import { type ArrangedStory, arrangeStories } from "./arrange-stories.ts";
import { indexLast, type LastOn, standing } from "./hold-decisions.ts";
import { joinStories } from "./join-stories.ts";

export interface Viewer {
  readonly id: string;
  readonly ceiling: Tlp;
  /** RFC 3339: the end of their last shift; absent: they had none. */
  readonly since?: string;
}

export interface LaidOut {
  readonly row: TriageRow;
  readonly story: TriageStory;
}

export const decidedOf = (decision: Decision, viewerId: string): Decided => {
  const reason = [
    reasonWords(decision),
    decision.act.kind === "leave_out" && decision.act.reason ? decision.act.words : undefined,
  ]
    .filter((words) => words !== undefined && words !== "")
    .join(": ");
  return {
    id: decision.id,
    kind: decision.act.kind,
    by: decision.who.name,
    mine: decision.who.id === viewerId,
    at: decision.at,
    ...(reason === "" ? {} : { reason }),
  };
};

const stateOf = (verdict: Decision | undefined): TriageRow["state"] => {
  const kind = verdict?.act.kind;
  if (kind === "leave_out") return "left_out";
  return kind === "lead" || kind === "supporting" ? kind : "open";
};

const newsOf = ({ articles }: TriageStory, since: string | undefined): TriageRow["news"] => {
  if (since === undefined) return "new";
  const fresh = articles.filter(({ firstSeenAt }) => firstSeenAt > since).length;
  return fresh === 0 ? undefined : fresh === articles.length ? "new" : "grown";
};

const newestOf = ({ articles }: TriageStory): string =>
  articles
    .map(({ publishedAt, firstSeenAt }) => publishedAt ?? firstSeenAt)
    .sort()
    .at(-1) ?? "";

const shownVulnerabilities = 3;

interface Seen {
  readonly arranged: ArrangedStory;
  readonly story: TriageStory;
  readonly provisional: boolean;
}

const rowOf = ({ arranged, story, provisional }: Seen, viewer: Viewer, lastOn: LastOn): Unfiltered => {
  const { verdict, articleIds, head } = arranged;
  const last = lastOn(articleIds);
  const news = newsOf(story, viewer.since);
  const decidedOn = new Set(verdict?.on.flatMap((one) => one.articleIds));
  const [fit] = story.fit;
  return {
    id: arranged.changed ? stableId("story", head, "arranged") : story.id,
    title: story.title,
    tlp: story.tlp,
    weight: story.weight,
    exploited: story.exploited,
    told: story.told,
    ...(story.rule === undefined ? {} : { rule: story.rule }),
    ...(story.severity === undefined ? {} : { severity: story.severity }),
    articleIds: [...articleIds],
    vulnerabilities: story.vulnerabilities.slice(0, shownVulnerabilities),
    vulnerabilityCount: story.vulnerabilities.length,
    outlets: new Set(story.articles.map(({ outlet }) => outlet)).size,
    origins: story.origins.length,
    contradictions: story.contradictions.length,
    languages: [...new Set(story.articles.map(({ language }) => language))].sort(),
    ...(fit === undefined ? {} : { fit: fit.because }),
    fits: story.fit.length,
    newestAt: newestOf(story),
    state: stateOf(verdict),
    ...(verdict === undefined ? {} : { verdict: decidedOf(verdict, viewer.id) }),
    ...(last === undefined ? {} : { last: decidedOf(last, viewer.id) }),
    grownBy: verdict === undefined ? 0 : articleIds.filter((id) => !decidedOn.has(id)).length,
    ...(news === undefined ? {} : { news }),
    decidedByOther:
      last !== undefined && last.who.id !== viewer.id && (viewer.since === undefined || last.at > viewer.since),
    provisional,
  };
};

type Unfiltered = Omit<TriageRow, "passes">;

const tests: Readonly<Record<TriageFilter, (row: Unfiltered) => boolean>> = {
  all: () => true,
  since: (row) => row.news !== undefined || row.decidedByOther,
  fits: (row) => row.fits > 0,
  exploited: (row) => row.exploited,
  updates: (row) => row.told.state === "update",
  single: (row) => row.origins <= 1,
  left: (row) => row.state === "left_out" || (row.rule !== undefined && row.state === "open"),
};

const keyOf = (articleIds: readonly string[]): string => [...articleIds].sort().join(" ");

/** In the order of the list. */
export const layOutBoard = (board: TriageBoard, decisions: readonly Decision[], viewer: Viewer): LaidOut[] => {
  const groups = board.stories.map(({ articles }) => articles.map(({ id }) => id));
  const lastOn = indexLast(standing(decisions));
  const regrouped = new Map(board.regrouped.map((story) => [keyOf(story.articles.map(({ id }) => id)), story]));
  return arrangeStories(groups, decisions, [board.day]).flatMap((arranged): LaidOut[] => {
    const [first, ...others] = arranged.from.flatMap((at) => board.stories[at] ?? []);
    if (first === undefined) return [];
    const weighed = arranged.changed ? regrouped.get(keyOf(arranged.articleIds)) : first;
    const story = weighed ?? joinStories(arranged, [first, ...others]);
    if (!isWithin(story.tlp, viewer.ceiling)) return [];
    const row = rowOf({ arranged, story, provisional: weighed === undefined }, viewer, lastOn);
    return [{ row: { ...row, passes: triageFilters.filter((filter) => tests[filter](row)) }, story }];
  });
};

/** Open: neither decided nor left out by rule. */
export const isToDecide = (row: TriageRow): boolean => row.state === "open" && row.rule === undefined;
