/** What every reader gives alike: id, address, outlet and feeds from the hints, the rest as found. */
import { stableId } from "#kit/hash.ts";
import type { Article, ArticleId, ArticleSigns } from "#terms/article.ts";
import type { AssembledText } from "./assemble-text.ts";
import { languageCertainty } from "./detect-language.ts";
import type { FoundDates } from "./find-dates.ts";
import { feedNames, findOutlet, statedOutlets } from "./find-outlet.ts";
import type { PageHints } from "./page-hints.ts";

interface ArticleParts extends AssembledText {
  readonly title: string;
  readonly dek?: string;
  readonly authors: readonly string[];
  readonly language: string;
  readonly sha256: string;
  readonly dates: FoundDates;
  readonly signs?: Partial<ArticleSigns>;
  /** When the document itself did not settle it. */
  readonly outlet?: string;
}

const noLines = { above: [], below: [] };

/** The outlet by feed and address alone. */
const outletOf = (hints: PageHints): string =>
  findOutlet(statedOutlets(new Map(), undefined, hints), feedNames(hints), undefined, noLines, hints.url);

const withCertainty = (language: string, text: string): Pick<Article, "languageCertainty"> => {
  const certainty = languageCertainty(language, text);
  return certainty === undefined ? {} : { languageCertainty: certainty };
};

export const shapeArticle = (hints: PageHints, parts: ArticleParts): Article => ({
  id: stableId("art", hints.url) as ArticleId,
  url: hints.url,
  outlet: parts.outlet ?? outletOf(hints),
  title: parts.title,
  ...(parts.dek === undefined ? {} : { dek: parts.dek }),
  authors: parts.authors,
  language: parts.language,
  ...withCertainty(parts.language, parts.text),
  text: parts.text,
  blocks: parts.blocks,
  sha256: parts.sha256,
  firstSeenAt: hints.firstSeenAt,
  ...parts.dates,
  signs: { hiddenText: [], lostParagraphs: [], sponsored: false, fromFeed: false, categories: [], ...parts.signs },
  feedUrls: [...new Set((hints.listed ?? []).map((listed) => listed.feedUrl))].sort(),
});

/** Dates that the feeds gave. */
export const fedDates = (hints: PageHints): { readonly fed: readonly string[]; readonly fedChanged?: string } => {
  const entries = (hints.listed ?? []).map(({ entry }) => entry);
  const changed = entries.find((entry) => entry.updatedAt !== undefined)?.updatedAt;
  return {
    fed: entries.flatMap((entry) => (entry.publishedAt === undefined ? [] : [entry.publishedAt])),
    ...(changed === undefined ? {} : { fedChanged: changed }),
  };
};
