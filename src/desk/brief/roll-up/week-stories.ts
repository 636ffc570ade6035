/**
 * Stories of several editions that are one happening: those that hold an article in common, by its canonical address.
 * Titles are never compared; what people put together or took apart is as they want it. Each has its latest telling,
 * which is what the desk knows of it now.
 */
import type { Edition, EditionSentence, SectionId } from "#terms/edition.ts";

export interface WeekEdition {
  readonly id: string;
  readonly edition: Edition;
}

type Told = Edition["stories"][number];

export interface WeekStory {
  readonly id: string;
  /** Newest first. */
  readonly tellings: readonly { readonly of: WeekEdition; readonly story: Told }[];
  readonly latest: { readonly of: WeekEdition; readonly story: Told };
}

const isTold = ({ edition }: WeekEdition, story: Told): boolean =>
  !story.excluded &&
  edition.sections.some(
    ({ id, sentences }) =>
      (id === "happened" || id === "quick_hits" || id === "summary") &&
      sentences.some(({ storyId }) => storyId === story.id),
  );

interface Group {
  readonly urls: Set<string>;
  readonly tellings: { of: WeekEdition; story: Told }[];
}

export type ArrangeStories = (groups: readonly (readonly string[])[]) => readonly (readonly string[])[];

/** A telling belongs to the story that holds most of its articles now; of equals to the first. */
const regroup = (groups: readonly Group[], arrange: ArrangeStories): Group[] => {
  const parts = arrange(groups.map(({ urls }) => [...urls])).map(
    (urls): Group => ({ urls: new Set(urls), tellings: [] }),
  );
  const alone: Group[] = [];
  const partOf = new Map(parts.flatMap((part) => [...part.urls].map((url) => [url, part] as const)));
  for (const telling of groups.flatMap(({ tellings }) => tellings)) {
    const counts = new Map<Group, number>();
    for (const url of telling.story.articleUrls) {
      const part = partOf.get(url);
      if (part !== undefined) counts.set(part, (counts.get(part) ?? 0) + 1);
    }
    const [most] = [...counts].sort(([, a], [, b]) => b - a);
    if (most === undefined) alone.push({ urls: new Set(), tellings: [telling] });
    else most[0].tellings.push(telling);
  }
  return [...parts, ...alone];
};

/** @param editions newest first */
export const gatherStories = (
  editions: readonly WeekEdition[],
  arrange: ArrangeStories = (groups) => groups,
): WeekStory[] => {
  const groups: Group[] = [];
  for (const of of editions)
    for (const story of of.edition.stories) {
      if (!isTold(of, story)) continue;
      const same = groups.filter(({ urls }) => story.articleUrls.some((url) => urls.has(url)));
      const [first, ...others] = same;
      const group = first ?? { urls: new Set<string>(), tellings: [] };
      if (first === undefined) groups.push(group);
      for (const other of others) {
        for (const url of other.urls) group.urls.add(url);
        group.tellings.push(...other.tellings);
        groups.splice(groups.indexOf(other), 1);
      }
      for (const url of story.articleUrls) group.urls.add(url);
      group.tellings.push({ of, story });
    }
  const place = new Map(editions.map((each, at) => [each.id, at]));
  const told = regroup(groups, arrange).flatMap(({ tellings }) => {
    const sorted = [...tellings].sort(
      (a, b) => (place.get(a.of.id) ?? 0) - (place.get(b.of.id) ?? 0) || a.story.rank - b.story.rank,
    );
    const [latest] = sorted;
    return latest === undefined ? [] : [{ tellings: sorted, latest }];
  });
  const best = ({ tellings }: { tellings: readonly { story: Told }[] }): number =>
    Math.min(...tellings.map(({ story }) => story.rank));
  const days = ({ tellings }: { tellings: readonly { of: WeekEdition }[] }): number =>
    new Set(tellings.map(({ of }) => of.id)).size;
  return told
    .sort((a, b) => best(a) - best(b) || days(b) - days(a) || (a.latest.story.title < b.latest.story.title ? -1 : 1))
    .map((story, at) => ({ id: `week-${at + 1}`, ...story }));
};

/** Sentences of the story's latest telling in one section. */
export const latestIn = ({ latest }: WeekStory, section: SectionId): EditionSentence[] =>
  latest.of.edition.sections
    .filter(({ id }) => id === section)
    .flatMap(({ sentences }) => sentences.filter(({ storyId }) => storyId === latest.story.id));
