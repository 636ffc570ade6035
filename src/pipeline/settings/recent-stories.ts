/**
 * The stories of the last days, as the newest edition that tells each of them has it: what a changed profile is held
 * against. Of the main edition, or of any on a desk that makes none; a roll-up of a week tells nothing anew.
 */
import type { ToldStory } from "#intel/assess/index.ts";
import type { Store } from "#store/index.ts";
import { mainAudience } from "#terms/audience.ts";
import type { Edition } from "#terms/edition.ts";
import type { ArticleId } from "#terms/ids.ts";
import type { Viewer } from "#terms/person.ts";
import type { EditionEntry } from "#terms/record.ts";
import { readKept } from "../steps/keep-edition.ts";

const dayMs = 24 * 3_600_000;
const reachDays = 7;
const mostEditions = 14;
const mostStories = 240;

/** Only these letters speak for a story; the others are what anyone may say. */
const speaks: ReadonlySet<string> = new Set(["A", "B", "C", "F"]);
const cveIn = /CVE-\d{4}-\d{4,19}/gi;

export interface RecentStory extends ToldStory {
  readonly title: string;
  /** Its articles say that something is being exploited. */
  readonly saysExploited: boolean;
  /** Flaws that it names and a catalogue of exploited ones holds, since when. */
  readonly known: readonly { readonly id: string; readonly added: string }[];
}

export interface RecentStories {
  /** Of the editions they are from. */
  readonly key: string;
  readonly newest: Pick<EditionEntry, "asOf" | "title">;
  /** Clock of the oldest. */
  readonly from: string;
  readonly editions: number;
  /** Newest edition first, each by weight. */
  readonly stories: readonly RecentStory[];
  readonly languages: ReadonlyMap<ArticleId, string>;
}

type KeptArticle = Edition["articles"][number];

const toRead = ({ url, title, text, dek, outlet, publishedAt }: KeptArticle): ToldStory["articles"][number] => ({
  id: url as ArticleId,
  outlet: outlet ?? url,
  title,
  text,
  ...(dek === undefined ? {} : { dek }),
  ...(publishedAt === null ? {} : { publishedAt }),
});

const namedIn = (articles: ToldStory["articles"]): ReadonlySet<string> =>
  new Set(
    articles.flatMap(({ title, dek = "", text }) =>
      [title, dek, text].flatMap((part) => (part.match(cveIn) ?? []).map((id) => id.toUpperCase())),
    ),
  );

const storiesOf = (editionId: string, edition: Edition): (RecentStory & { readonly urls: readonly string[] })[] => {
  const letters = new Map(edition.sources.map(({ url, reliability }) => [url, reliability]));
  const byUrl = new Map(edition.articles.map((article) => [article.url, article]));
  const exploited = (edition.vulnerabilities ?? []).flatMap(({ id, exploited }) =>
    exploited === undefined ? [] : [{ id, added: exploited.added }],
  );
  return edition.stories
    .filter(({ excluded }) => !excluded)
    .map(({ id, title, articleUrls, weightReasons = [] }) => {
      const articles = articleUrls.flatMap((url) => {
        const article = byUrl.get(url);
        return article !== undefined && speaks.has(letters.get(url) ?? "") ? [toRead(article)] : [];
      });
      const named = exploited.length === 0 ? new Set<string>() : namedIn(articles);
      return {
        id: `${editionId} ${id}`,
        title,
        articles,
        urls: articleUrls,
        saysExploited: weightReasons.some(({ factor, points }) => factor === "exploitation" && points > 0),
        known: exploited.filter((each) => named.has(each.id)),
      };
    });
};

const listRecent = async (store: Store, viewer: Viewer): Promise<readonly EditionEntry[]> => {
  const main = await store.listEditions({ limit: mostEditions, audience: mainAudience }, viewer);
  const page =
    main === undefined || main.editions.length === 0 ? await store.listEditions({ limit: mostEditions }, viewer) : main;
  const [newest, ...others] = (page?.editions ?? []).filter(
    ({ kind, correctedBy, recalledAt }) => kind !== "weekly" && correctedBy === undefined && recalledAt === undefined,
  );
  if (newest === undefined) return [];
  const since = Date.parse(newest.asOf) - reachDays * dayMs;
  return [newest, ...others.filter(({ asOf }) => Date.parse(asOf) > since)];
};

interface ReadEdition {
  readonly stories: ReturnType<typeof storiesOf>;
  readonly languages: RecentStories["languages"];
}

/** Each story as the newest edition tells it. */
const newestTellings = (editions: readonly ReadEdition[]): RecentStory[] => {
  const told = new Set<string>();
  return editions
    .flatMap(({ stories }) => stories)
    .flatMap(({ urls, ...story }) => {
      const isTold = urls.some((url) => told.has(url));
      for (const url of urls) told.add(url);
      return isTold ? [] : [story];
    })
    .slice(0, mostStories);
};

/** An id names content: what was read of an edition stays right. */
export const openRecentStories = (store: Store): ((viewer: Viewer) => Promise<RecentStories | undefined>) => {
  const held = new Map<string, ReadEdition>();
  const read = async (id: string, viewer: Viewer): Promise<ReadEdition[]> => {
    const before = held.get(id);
    if (before !== undefined) return [before];
    const edition = await readKept(store, id, viewer);
    if (edition === undefined) return [];
    const languages = edition.articles.map(({ url, language }) => [url as ArticleId, language ?? "und"] as const);
    const one = { stories: storiesOf(id, edition), languages: new Map(languages) };
    held.set(id, one);
    return [one];
  };
  return async (viewer) => {
    const entries = await listRecent(store, viewer);
    const [newest] = entries;
    if (newest === undefined) return undefined;
    const editions: ReadEdition[] = [];
    for (const { id } of entries) editions.push(...(await read(id, viewer)));
    const ids = new Set(entries.map(({ id }) => id));
    // Others may see other editions: a few more than theirs are held.
    for (const id of held.keys()) if (held.size > 2 * mostEditions && !ids.has(id)) held.delete(id);
    return {
      key: [...ids].join(" "),
      newest: { asOf: newest.asOf, title: newest.title },
      from: entries.at(-1)?.asOf ?? newest.asOf,
      editions: entries.length,
      stories: newestTellings(editions),
      languages: new Map(editions.flatMap(({ languages }) => [...languages])),
    };
  };
};
