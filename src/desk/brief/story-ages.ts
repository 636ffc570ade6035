/**
 * How long after its first publication each story stood in the draft, ready to be read.
 *
 * First published: the earliest time that any article of the story gives, whoever tells it. Ready: the edition's clock,
 * which stands when its articles are gathered; what people change afterwards does not move it. A date without a time
 * counts from its beginning, so that the hours are never told as fewer than they were. Without any time of publication
 * a story has no age: when it was first seen here says nothing of when it was out.
 */
import type { Edition } from "#terms/edition.ts";

export interface StoryAge {
  /** The first sentence that tells it in full. */
  readonly sentenceId: string;
  /** Absent: none of its articles gives a time of publication. */
  readonly hours?: number;
}

const hourMs = 3_600_000;

/** @returns stories told in full, in the order of the page */
export const ageStories = ({
  edition,
  sections,
  stories,
  articles,
}: Pick<Edition, "sections" | "stories"> & {
  readonly edition: Pick<Edition["edition"], "asOf">;
  readonly articles: readonly Pick<Edition["articles"][number], "url" | "publishedAt">[];
}): StoryAge[] => {
  const publishedAt = new Map(articles.map((article) => [article.url, Date.parse(article.publishedAt ?? "")]));
  const urlsOf = new Map(stories.map(({ id, articleUrls }) => [id, articleUrls]));
  const firstOf = new Map<string, string>();
  for (const { id, storyId } of sections.find((section) => section.id === "happened")?.sentences ?? [])
    if (storyId !== undefined && !firstOf.has(storyId)) firstOf.set(storyId, id);
  const ready = Date.parse(edition.asOf);
  return [...firstOf].map(([storyId, sentenceId]) => {
    const times = (urlsOf.get(storyId) ?? []).map((url) => publishedAt.get(url) ?? Number.NaN).filter(Number.isFinite);
    const first = times.reduce((earliest, time) => Math.min(earliest, time), Number.POSITIVE_INFINITY);
    return { sentenceId, ...(Number.isFinite(ready - first) ? { hours: Math.max(0, ready - first) / hourMs } : {}) };
  });
};
