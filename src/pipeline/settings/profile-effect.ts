/**
 * What a profile would change, said before it is saved: which stories of the last days concern the organisation by it and
 * by the one in force, which of its machines run a product under attack, and how many entries of the catalogue of known
 * exploited flaws touch what it runs. Held against what is on record, by the ties that the next edition is made with.
 */
import { setImmediate } from "node:timers/promises";
import { fitProfile, type StoryFit, touchCatalogue } from "#intel/assess/index.ts";
import type { Store } from "#store/index.ts";
import type { ArticleId } from "#terms/ids.ts";
import type { Annotate, Mention } from "#terms/mention.ts";
import type { Organisation } from "#terms/organisation.ts";
import type { Viewer } from "#terms/person.ts";
import type { ExploitedCatalogue } from "#terms/vulnerability-record.ts";
import { openRecentStories, type RecentStories, type RecentStory } from "./recent-stories.ts";

interface Fitting {
  readonly title: string;
  readonly because: string;
  /** It concerned the organisation by the profile in force too. */
  readonly before: boolean;
}

interface Attacked {
  readonly product: string;
  readonly machines: readonly string[];
  /** Title of the story that says so, or that names the flaw below. */
  readonly story: string;
  /** A flaw of the story that the catalogue holds, where no article says in words that it is exploited. */
  readonly known?: { readonly id: string; readonly added: string };
}

interface KnownExploited {
  /** Version of the catalogue. */
  readonly catalogue: string;
  readonly entries: number;
  readonly touching: number;
  readonly touchedBefore: number;
  /** Each with the product of the profile that it touches. */
  readonly newest: readonly {
    readonly id: string;
    readonly added: string;
    readonly names: string;
    readonly product: string;
  }[];
}

export interface ProfileEffect {
  /** Absent while there is no edition that the viewer may read. */
  readonly on?: {
    readonly asOf: string;
    readonly title: string;
    readonly from: string;
    readonly editions: number;
    /** Stories that were held against the profile. */
    readonly stories: number;
  };
  readonly fitting: readonly Fitting[];
  readonly fittingBefore: number;
  readonly attacked: readonly Attacked[];
  /** Different machines among those. */
  readonly machines: number;
  /** Absent where no catalogue is kept. */
  readonly known?: KnownExploited;
}

export interface EffectReference {
  readonly annotate: Annotate;
  readonly exploited: () => ExploitedCatalogue | undefined;
}

/** Of many articles those of the newest and heaviest stories are read for countries. */
const mostArticles = 600;
const mostMachines = 20;
const newestShown = 5;

const readMentions = async (
  { stories, languages }: RecentStories,
  annotate: Annotate,
): Promise<ReadonlyMap<ArticleId, readonly Mention[]>> => {
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

const productName = ({ name, version }: Organisation["products"][number]): string =>
  version === undefined ? name : `${name} ${version}`;

/** What is said in words before what the catalogue alone says; each product once. */
const attackedBy = (
  { stories }: RecentStories,
  fits: readonly StoryFit[],
  { products }: Organisation,
): readonly Attacked[] => {
  const byId = new Map(stories.map((story) => [story.id, story]));
  const told = fits.flatMap(({ storyId, products: places }) => {
    const story = byId.get(storyId);
    return story === undefined ? [] : places.map((place) => ({ story, place }));
  });
  const found = new Map<number, Attacked>();
  const take = (place: number, story: RecentStory, known?: RecentStory["known"][number]): void => {
    const product = products[place];
    if (product === undefined || found.has(place)) return;
    const about = { product: productName(product), machines: product.assets, story: story.title };
    found.set(place, known === undefined ? about : { ...about, known });
  };
  for (const { story, place } of told) if (story.saysExploited) take(place, story);
  for (const { story, place } of told) if (story.known[0] !== undefined) take(place, story, story.known[0]);
  return [...found.values()];
};

const knownBy = (
  catalogue: ExploitedCatalogue,
  { products }: Organisation,
  present: Organisation | undefined,
): KnownExploited => {
  const touched = touchCatalogue(catalogue.entries, products);
  return {
    catalogue: catalogue.version,
    entries: catalogue.entries.length,
    touching: touched.length,
    touchedBefore: present === undefined ? 0 : touchCatalogue(catalogue.entries, present.products).length,
    newest: touched
      .slice(0, newestShown)
      .flatMap(({ entry: { id, added, vendor, product }, products: [place = 0] }) => {
        const own = products[place];
        return own === undefined
          ? []
          : [{ id, added, names: `${vendor} ${product}`.trim(), product: productName(own) }];
      }),
  };
};

export type TellEffect = (
  organisation: Organisation,
  present: Organisation | undefined,
  viewer: Viewer,
) => Promise<ProfileEffect>;

/** What was opened and read for one list of editions; a newer list opens the tables anew. */
interface Held {
  readonly key: string;
  readonly reference: Promise<EffectReference>;
  /** Names of countries as they stand in its articles; read when a profile first has one. */
  mentions?: Promise<ReadonlyMap<ArticleId, readonly Mention[]>>;
}

export const openProfileEffect = (store: Store, reference: () => Promise<EffectReference>): TellEffect => {
  const readRecent = openRecentStories(store);
  let held: Held | undefined;
  const hold = (key: string): Held => {
    if (held?.key === key) return held;
    const fresh: Held = { key, reference: reference() };
    held = fresh;
    fresh.reference.catch(() => {
      if (held === fresh) held = undefined;
    });
    return fresh;
  };
  const mentionsOf = async (own: Held, recent: RecentStories, profiles: readonly (Organisation | undefined)[]) => {
    if (profiles.every((one) => one === undefined || one.countries.length === 0)) return new Map();
    own.mentions ??= own.reference.then(({ annotate }) => readMentions(recent, annotate));
    own.mentions.catch(() => {
      delete own.mentions;
    });
    return own.mentions;
  };
  return async (organisation, present, viewer) => {
    const recent = await readRecent(viewer);
    const own = hold(recent?.key ?? "");
    const catalogue = (await own.reference).exploited();
    const known = catalogue === undefined ? {} : { known: knownBy(catalogue, organisation, present) };
    if (recent === undefined) return { fitting: [], fittingBefore: 0, attacked: [], machines: 0, ...known };
    const { stories, newest, from, editions } = recent;
    const mentions = await mentionsOf(own, recent, [organisation, present]);
    const fits = fitProfile(stories, mentions, organisation);
    const before = new Set(
      present === undefined ? [] : fitProfile(stories, mentions, present).map(({ storyId }) => storyId),
    );
    const titles = new Map(stories.map(({ id, title }) => [id, title]));
    const attacked = attackedBy(recent, fits, organisation);
    return {
      on: { ...newest, from, editions, stories: stories.length },
      fitting: fits.map(({ storyId, because }) => ({
        title: titles.get(storyId) ?? "",
        because,
        before: before.has(storyId),
      })),
      fittingBefore: before.size,
      attacked: attacked.map((one) => ({ ...one, machines: one.machines.slice(0, mostMachines) })),
      machines: new Set(attacked.flatMap(({ machines }) => machines)).size,
      ...known,
    };
  };
};
