/**
 * What a profile would change, said before it is saved: which stories of the newest edition concern the organisation by
 * it and by the one in force, and which of its machines run a product under attack. Held against what is on record, by
 * the ties that the next edition is made with.
 */
import { setImmediate } from "node:timers/promises";
import { fitProfile, type StoryFit, type ToldStory } from "#intel/assess/index.ts";
import type { Store } from "#store/index.ts";
import type { Edition } from "#terms/edition.ts";
import type { ArticleId } from "#terms/ids.ts";
import type { Annotate, Mention } from "#terms/mention.ts";
import type { Organisation } from "#terms/organisation.ts";
import type { Viewer } from "#terms/person.ts";
import { readKept } from "../steps/keep-edition.ts";

interface Fitting {
  readonly title: string;
  readonly because: string;
  /** It concerned the organisation by the profile in force too. */
  readonly before: boolean;
}

interface Attacked {
  readonly product: string;
  readonly machines: readonly string[];
  /** Title of the story that says so. */
  readonly story: string;
}

export interface ProfileEffect {
  readonly asOf: string;
  readonly title: string;
  /** Stories that were held against the profile. */
  readonly stories: number;
  readonly fitting: readonly Fitting[];
  readonly fittingBefore: number;
  readonly attacked: readonly Attacked[];
  /** Different machines among those. */
  readonly machines: number;
}

/** Only these letters speak for a story; the others are what anyone may say. */
const speaks: ReadonlySet<string> = new Set(["A", "B", "C", "F"]);
/** Of a very large edition its heaviest stories are read for countries. */
const mostArticles = 600;
const mostMachines = 20;

type KeptArticle = Edition["articles"][number];

const toRead = ({ url, title, text, dek, outlet, publishedAt }: KeptArticle): ToldStory["articles"][number] => ({
  id: url as ArticleId,
  outlet: outlet ?? url,
  title,
  text,
  ...(dek === undefined ? {} : { dek }),
  ...(publishedAt === null ? {} : { publishedAt }),
});

interface ReadEdition {
  readonly edition: Edition;
  readonly stories: readonly ToldStory[];
  /** Names of countries as they stand in its articles; read when a profile first has one. */
  mentions?: Promise<ReadonlyMap<ArticleId, readonly Mention[]>>;
}

const storiesOf = (edition: Edition): ToldStory[] => {
  const letters = new Map(edition.sources.map(({ url, reliability }) => [url, reliability]));
  const articles = new Map(edition.articles.map((article) => [article.url, article]));
  return edition.stories
    .filter(({ excluded }) => !excluded)
    .map(({ id, articleUrls }) => ({
      id,
      articles: articleUrls.flatMap((url) => {
        const article = articles.get(url);
        return article !== undefined && speaks.has(letters.get(url) ?? "") ? [toRead(article)] : [];
      }),
    }));
};

const readMentions = async (
  { edition, stories }: ReadEdition,
  annotate: Annotate,
): Promise<ReadonlyMap<ArticleId, readonly Mention[]>> => {
  const languages = new Map(edition.articles.map(({ url, language }) => [url, language]));
  const found = new Map<ArticleId, readonly Mention[]>();
  for (const { id, text, publishedAt } of stories.flatMap(({ articles }) => articles).slice(0, mostArticles)) {
    if (found.has(id)) continue;
    const mentions = annotate(text, {
      language: languages.get(id) ?? "und",
      ...(publishedAt === undefined ? {} : { publishedAt }),
    });
    found.set(
      id,
      mentions.filter(({ kind }) => kind === "name"),
    );
    // Whoever asks something else meanwhile is answered between two articles.
    await setImmediate();
  }
  return found;
};

const isExploited = ({ weightReasons = [] }: Edition["stories"][number]): boolean =>
  weightReasons.some(({ factor, points }) => factor === "exploitation" && points > 0);

const attackedBy = (edition: Edition, fits: readonly StoryFit[], { products }: Organisation): Attacked[] => {
  const stories = new Map(edition.stories.map((story) => [story.id, story]));
  const seen = new Set<number>();
  return fits.flatMap(({ storyId, products: places }) => {
    const story = stories.get(storyId);
    if (story === undefined || !isExploited(story)) return [];
    return places.flatMap((place) => {
      const product = products[place];
      if (product === undefined || seen.has(place)) return [];
      seen.add(place);
      const { name, version, assets } = product;
      return [{ product: version === undefined ? name : `${name} ${version}`, machines: assets, story: story.title }];
    });
  });
};

export type TellEffect = (
  organisation: Organisation,
  present: Organisation | undefined,
  viewer: Viewer,
) => Promise<ProfileEffect | undefined>;

/** @returns what tells it; nothing while there is no edition that the viewer may read */
export const openProfileEffect = (store: Store, annotate: () => Promise<Annotate>): TellEffect => {
  let held: { readonly id: string; readonly read: ReadEdition } | undefined;
  const readLatest = async (viewer: Viewer): Promise<ReadEdition | undefined> => {
    const id = await store.findEdition("latest", viewer);
    if (id === undefined) return undefined;
    if (held?.id === id) return held.read;
    const edition = await readKept(store, id, viewer);
    if (edition === undefined) return undefined;
    held = { id, read: { edition, stories: storiesOf(edition) } };
    return held.read;
  };
  return async (organisation, present, viewer) => {
    const read = await readLatest(viewer);
    if (read === undefined) return undefined;
    const { edition, stories } = read;
    if (organisation.countries.length > 0 || (present?.countries.length ?? 0) > 0)
      read.mentions ??= annotate().then((each) => readMentions(read, each));
    read.mentions?.catch(() => {
      delete read.mentions;
    });
    const mentions = (await read.mentions) ?? new Map();
    const fits = fitProfile(stories, mentions, organisation);
    const before = new Set(
      present === undefined ? [] : fitProfile(stories, mentions, present).map(({ storyId }) => storyId),
    );
    const titles = new Map(edition.stories.map(({ id, title }) => [id, title]));
    const attacked = attackedBy(edition, fits, organisation);
    return {
      asOf: edition.edition.asOf,
      title: edition.edition.title,
      stories: stories.length,
      fitting: fits.map(({ storyId, because }) => ({
        title: titles.get(storyId) ?? "",
        because,
        before: before.has(storyId),
      })),
      fittingBefore: before.size,
      attacked: attacked.map((one) => ({ ...one, machines: one.machines.slice(0, mostMachines) })),
      machines: new Set(attacked.flatMap(({ machines }) => machines)).size,
    };
  };
};
