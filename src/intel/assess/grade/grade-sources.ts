/**
 * How far each outlet is trusted, by the Admiralty system, judged from what it publishes: a letter from replayable
 * points. An outlet named in `overrides` keeps the letter it was given.
 *
 * 8 points and more A, 3 B, 0 C, -3 D, below that E; nothing to judge by: F. A newsroom's points end below 8, so only an
 * authority is A. Limit: a few articles are a small sample; signs are read over all of an outlet's articles of the run.
 */
import type { Reliability } from "#terms/admiralty.ts";
import type { Article } from "#terms/article.ts";
import type { Reason, SourceGrade } from "#terms/assessment.ts";
import type { Contradiction } from "#terms/story.ts";
import { countNamedSources } from "./count-named-sources.ts";
import { countOverruled } from "./count-overruled.ts";
import { shoutedWords } from "./find-shouting.ts";
import { authorityCues, farmCues, namelessByline, pressCues, researchCues, type SourceCue } from "./source-cues.ts";

export interface GradeSourcesOptions {
  /** Letters given by the reader: outlet → letter. */
  readonly overrides?: Readonly<Record<string, Reliability>>;
  /** What the stories' sources disagree on; a value held against several others counts against its holder. */
  readonly contradictions?: readonly Contradiction[];
}

const textLimit = 20_000;
const headLimit = 2_000;
const leastText = 150;
const pressCap = 7;

const textOf = (article: Article): string =>
  `${(article.dek ?? "").slice(0, headLimit)}\n${article.text.slice(0, textLimit)}`;

const showsCue = (article: Article, cue: SourceCue): boolean => {
  if (cue.where === "title") return cue.pattern.test(article.title.slice(0, headLimit));
  if (cue.where === "outlet") return cue.pattern.test(article.outlet);
  if (cue.where === "address") return cue.pattern.test(article.url);
  return cue.pattern.test(textOf(article));
};

const cueReasons = (articles: readonly Article[], cues: readonly SourceCue[]): Reason[] =>
  cues.flatMap((cue) => {
    const count = articles.filter((article) => showsCue(article, cue)).length;
    if (count === 0 || count / articles.length < cue.share) return [];
    const where = articles.length === 1 || cue.where === "outlet" ? "" : ` (${count} of ${articles.length} articles)`;
    return [{ factor: cue.factor, points: cue.points, because: `${cue.because}${where}` }];
  });

const bylines = (articles: readonly Article[]): { named: Set<string>; signed: number } => {
  const named = new Set<string>();
  let signed = 0;
  for (const article of articles) {
    const outlet = article.outlet.toLowerCase();
    const people = article.authors.filter((author) => {
      const lower = author.trim().toLowerCase();
      // A person has at least two names; one word is a firm or a desk.
      return /\S\s+\S/.test(lower) && !namelessByline.test(lower) && !lower.includes(outlet) && !outlet.includes(lower);
    });
    if (people.length > 0) signed += 1;
    for (const person of people) named.add(person);
  }
  return { named, signed };
};

const bylineReasons = (articles: readonly Article[]): Reason[] => {
  const { named, signed } = bylines(articles);
  if (named.size === 0) {
    const stated = articles.some((article) => article.authors.length > 0);
    const because = stated ? "its bylines name no one" : "it names no authors";
    return [{ factor: "byline", points: stated ? -1 : -0.5, because }];
  }
  const reasons: Reason[] = [];
  if (signed / articles.length >= 0.5)
    reasons.push({ factor: "byline", points: 1.5, because: "its articles are signed with names" });
  if (named.size >= 2)
    reasons.push({ factor: "newsroom", points: 1, because: `several people write for it (${named.size} names)` });
  return reasons;
};

const attributionReasons = (articles: readonly Article[]): Reason[] => {
  const counts = articles.map((article) => countNamedSources(textOf(article)));
  const average = counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length);
  if (average >= 1.2) return [{ factor: "attribution", points: 2, because: "it says who said what, by name" }];
  if (average >= 0.5) return [{ factor: "attribution", points: 1, because: "it often says who said what, by name" }];
  return [];
};

const hiddenReasons = (articles: readonly Article[]): Reason[] =>
  articles.some((article) => article.signs.hiddenText.length > 0)
    ? [{ factor: "hidden text", points: -4, because: "its pages hide text from people" }]
    : [];

const shoutingReasons = (articles: readonly Article[]): Reason[] => {
  const shouting = articles.map(shoutedWords).filter((words) => words.length > 0);
  if (shouting.length / articles.length < 0.2) return [];
  const [word = ""] = shouting[0] ?? [];
  return [{ factor: "shouting", points: -2, because: `its titles shout in capitals (“${word}”)` }];
};

/** A newsroom's good points end below the line for A. */
const capped = (reasons: readonly Reason[], cap: number): Reason[] => {
  let left = cap;
  return reasons.map((reason) => {
    const points = Math.min(reason.points, Math.max(0, left));
    left -= points;
    return { ...reason, points };
  });
};

export const reliabilityOf = (points: number): Reliability => {
  if (points >= 8) return "A";
  if (points >= 3) return "B";
  if (points >= 0) return "C";
  return points >= -3 ? "D" : "E";
};

const gradeOutlet = (outlet: string, articles: readonly Article[], options: GradeSourcesOptions): SourceGrade => {
  const { overrides = {} } = options;
  const given = Object.hasOwn(overrides, outlet) ? overrides[outlet] : undefined;
  if (given !== undefined)
    return {
      outlet,
      reliability: given,
      reasons: [{ factor: "configured", points: 0, because: `set to ${given} by the reader` }],
    };
  // Advertising is set aside for what it is; it says nothing about the newsroom beside it.
  const editorial = articles.filter((article) => !article.signs.sponsored);
  const judged = (editorial.length > 0 ? editorial : articles).filter((article) => article.text.length >= leastText);
  if (judged.length === 0)
    return {
      outlet,
      reliability: "F",
      reasons: [{ factor: "nothing to judge", points: 0, because: "there is no text of it to judge by" }],
    };
  const authority = cueReasons(judged, authorityCues);
  const isAuthority = authority.reduce((sum, reason) => sum + reason.points, 0) >= 6;
  const people = bylineReasons(judged).filter((reason) => !isAuthority || reason.points > 0);
  // A newsroom that quotes notices shows a sign or two of an authority; that does not make it one.
  const good = [
    ...(isAuthority ? [] : authority),
    ...people.filter((reason) => reason.points > 0),
    ...attributionReasons(judged),
    ...cueReasons(judged, researchCues),
    ...cueReasons(judged, pressCues),
  ];
  const bad = [
    ...people.filter((reason) => reason.points < 0),
    ...shoutingReasons(judged),
    ...cueReasons(judged, farmCues),
    ...hiddenReasons(judged),
  ];
  const overruled = Math.min(3, countOverruled(judged, options.contradictions ?? []));
  if (overruled > 0)
    bad.push({
      factor: "contradicted",
      points: -overruled,
      because: `others contradict it on ${overruled === 3 ? "three points or more" : `${overruled} point${overruled === 1 ? "" : "s"}`}`,
    });
  const reasons = [...(isAuthority ? authority : []), ...capped(good, pressCap), ...bad].filter(
    (reason) => reason.points !== 0,
  );
  const total = reasons.reduce((sum, reason) => sum + reason.points, 0);
  return { outlet, reliability: reliabilityOf(total), reasons };
};

/** One grade an outlet, in the order of their names. */
export const gradeSources = (articles: readonly Article[], options: GradeSourcesOptions = {}): SourceGrade[] => {
  const byOutlet = new Map<string, Article[]>();
  for (const article of articles) {
    const own = byOutlet.get(article.outlet);
    if (own === undefined) byOutlet.set(article.outlet, [article]);
    else own.push(article);
  }
  return [...byOutlet].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([outlet, own]) => gradeOutlet(outlet, own, options));
};
