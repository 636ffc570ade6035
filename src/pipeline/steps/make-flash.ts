/**
 * Step flash: one story as an edition of its own, at once: because an analyst names an article of it, or because the
 * rule finds it. It is a draft like any other: a named person approves it or it stays here.
 *
 * The rule: the story tells of exploitation, and names a product that the organisation's profile says it runs.
 */

import { assessStories } from "#intel/assess/index.ts";
import { labelOf } from "#terms/article.ts";
import type { Assessment } from "#terms/assessment.ts";
import type { Edition } from "#terms/edition.ts";
import type { Organisation } from "#terms/organisation.ts";
import { isWithin } from "#terms/person.ts";
import type { EditionRecord } from "#terms/record.ts";
import type { Story } from "#terms/story.ts";
import { narrowestTlp } from "#terms/tlp.ts";
import { type EditionOptions, editionOf, type PreparedEdition, prepareEdition } from "../make-edition.ts";

/** @returns the story that holds the article; nothing when none does */
const storyWith = ({ stories, articles }: PreparedEdition, url: string): Story | undefined => {
  const ids = new Set(articles.flatMap((article) => (article.url === url ? [article.id] : [])));
  return stories.find(({ articleIds }) => articleIds.some((id) => ids.has(id)));
};

const only = <K, V>(held: ReadonlyMap<K, V> | undefined, keys: ReadonlySet<K>): ReadonlyMap<K, V> =>
  new Map([...(held ?? [])].filter(([key]) => keys.has(key)));

/**
 * What the day knows, of one story: it stays as people arranged it, since nothing is put together or taken apart anew.
 * That they placed it, or left it out, they decided for another edition.
 */
const inputOf = (prepared: PreparedEdition, { excluded: _, ...story }: Story): PreparedEdition => {
  const { undecided: _undecided, placement: _placement, records, earlier, ...day } = prepared;
  const ids = new Set(story.articleIds);
  const articles = day.articles.filter(({ id }) => ids.has(id));
  const mentions = only(day.mentions, ids);
  const names = new Set(
    [...mentions.values()].flat().flatMap((each) => (each.kind === "vulnerability" ? each.id : [])),
  );
  const outlets = new Set(articles.map(({ outlet }) => outlet));
  const own = only(records, names);
  const label = narrowestTlp(articles.map(labelOf));
  return {
    ...day,
    articles,
    mentions,
    claims: only(day.claims, ids),
    techniques: only(day.techniques, ids),
    stories: [{ ...story, roundUp: false }],
    assessments: day.assessments.filter(({ storyId }) => storyId === story.id).map((one) => ({ ...one, rank: 1 })),
    contradictions: day.contradictions.filter(({ storyId }) => storyId === story.id),
    grades: day.grades.filter(({ outlet }) => outlets.has(outlet)),
    losses: [],
    feedsRead: new Set(articles.flatMap(({ feedUrls }) => feedUrls)).size,
    foldedDuplicates: 0,
    ...(earlier === undefined ? {} : { earlier: earlier.filter(({ tlp }) => isWithin(tlp, label)) }),
    ...(own.size === 0 ? {} : { records: own }),
  };
};

const isExploited = ({ reasons }: Assessment): boolean =>
  reasons.some(({ factor, points }) => factor === "exploitation" && points > 0);
const isOurs = ({ relevance }: Assessment): boolean => relevance.some(({ path }) => path.startsWith("products["));

/**
 * @param whose an audience's own profile; default: that of the day that was prepared
 * @returns stories that the rule finds, each by the addresses of its articles
 */
export const findFlashes = (prepared: PreparedEdition, whose?: Organisation): readonly (readonly string[])[] => {
  const urls = new Map(prepared.articles.map((article) => [article.id, article.url]));
  const byId = new Map(prepared.stories.map((story) => [story.id, story]));
  const hot = prepared.assessments.filter((assessment) => {
    const story = byId.get(assessment.storyId);
    return story !== undefined && story.excluded === undefined && !story.roundUp && isExploited(assessment);
  });
  const { organisation: _, ...day } = prepared;
  const held =
    whose === undefined
      ? hot
      : assessStories({
          ...day,
          stories: hot.flatMap(({ storyId }) => byId.get(storyId) ?? []),
          organisation: whose,
        });
  return held
    .filter(isOurs)
    .map(({ storyId }) => (byId.get(storyId)?.articleIds ?? []).flatMap((id) => urls.get(id) ?? []));
};

export interface MadeFlash extends EditionRecord {
  readonly edition: Edition;
}

/** @returns nothing when no story of the record holds the address */
export const makeFlash = async (options: EditionOptions, url: string): Promise<MadeFlash | undefined> => {
  const prepared = await prepareEdition(options);
  const story = storyWith(prepared, url);
  if (story === undefined) return undefined;
  const made = await editionOf(inputOf(prepared, story), options);
  return { ...made, edition: { ...made.edition, edition: { ...made.edition.edition, kind: "flash" } } };
};
