/**
 * A story of the board that people put together or took apart after the board was made, told from what is known of its
 * parts. Its weight is that of its heaviest part until the next run counts it.
 */
import { narrowestTlp } from "#terms/tlp.ts";
import type { TriageStory } from "#terms/triage.ts";
import type { ArrangedStory } from "./arrange-stories.ts";

type Contradiction = TriageStory["contradictions"][number];

const within = (held: ReadonlySet<string>, articleIds: readonly string[]): string[] =>
  articleIds.filter((id) => held.has(id));

/** A disagreement stands while at least two of its sides do. */
const keepSides = (held: ReadonlySet<string>, { values, ...found }: Contradiction): Contradiction[] => {
  const sides = values.flatMap((side) => {
    const articleIds = within(held, side.articleIds);
    return articleIds.length === 0 ? [] : [{ ...side, articleIds }];
  });
  return sides.length < 2 ? [] : [{ ...found, values: sides }];
};

const isOne = <T>(value: T | undefined): value is T => value !== undefined;

/** @param parts the board's stories that its articles come from, at least one */
export const joinStories = (
  { articleIds, head }: ArrangedStory,
  parts: readonly [TriageStory, ...TriageStory[]],
): TriageStory => {
  const held = new Set(articleIds);
  const base = parts.find(({ articles }) => articles.some(({ id }) => id === head)) ?? parts[0];
  const articles = parts.flatMap((part) => part.articles.filter(({ id }) => held.has(id)));
  const named = articles.find(({ id }) => id === head);
  // The title is that of one of its articles, which may have been split off.
  const titled = base.articles.filter(({ title }) => title === base.title);
  const isTitleGone = titled.length > 0 && titled.every(({ id }) => !held.has(id));
  const heaviest = parts.reduce((best, part) => (part.weight > best.weight ? part : best));
  const severity = parts
    .map((part) => part.severity)
    .filter(isOne)
    .sort((a, b) => b.score - a.score)[0];
  const on = [...new Set(parts.flatMap(({ told }) => told.on))].sort();
  const states = new Set(parts.map(({ told }) => told.state));
  const { rule, severity: _own, ...rest } = base;
  return {
    ...rest,
    title: isTitleGone ? (named?.title ?? base.title) : base.title,
    tlp: narrowestTlp([base.tlp, ...parts.map(({ tlp }) => tlp)]),
    weight: heaviest.weight,
    reasons: heaviest.reasons,
    articles,
    origins: parts.flatMap(({ origins }) =>
      origins.flatMap(({ name, articleIds: own }) => {
        const kept = within(held, own);
        return kept.length === 0 ? [] : [{ name, articleIds: kept }];
      }),
    ),
    contradictions: parts.flatMap((part) => part.contradictions.flatMap((found) => keepSides(held, found))),
    ...(severity === undefined ? {} : { severity }),
    vulnerabilities: [...new Set(parts.flatMap((part) => part.vulnerabilities))],
    fit: parts.flatMap((part) => part.fit),
    exploited: parts.some((part) => part.exploited),
    told: { state: states.size === 1 ? base.told.state : "update", on },
    ...(rule !== undefined && parts.every((part) => part.rule !== undefined) ? { rule } : {}),
    together: [...new Set(parts.flatMap((part) => part.together))],
  };
};
