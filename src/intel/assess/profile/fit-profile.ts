/**
 * What of a day's stories concerns an organisation, by the ties that weigh a story when an edition is made: nothing is
 * counted here that the next edition would not say.
 */
import type { ArticleId } from "#terms/article.ts";
import type { Mention } from "#terms/mention.ts";
import type { Organisation } from "#terms/organisation.ts";
import { tieOrganisation } from "../relevance/tie-organisation.ts";
import { linesOf, type ReadArticle } from "../weigh/read-facts.ts";

export interface ToldStory {
  readonly id: string;
  /** Those of outlets that speak for a story. */
  readonly articles: readonly ReadArticle[];
}

export interface StoryFit {
  readonly storyId: string;
  /** Why it concerns the organisation, the strongest tie first. */
  readonly because: string;
  /** Places in the profile's list of products. */
  readonly products: readonly number[];
}

const placeOf = (path: string): number | undefined => {
  const place = /^products\[(\d{1,5})\]/.exec(path)?.[1];
  return place === undefined ? undefined : Number(place);
};

/** Stories that concern it; a product that it does not run is no concern. */
export const fitProfile = (
  stories: readonly ToldStory[],
  mentions: ReadonlyMap<ArticleId, readonly Mention[]>,
  organisation: Organisation,
): readonly StoryFit[] =>
  stories.flatMap(({ id, articles }) => {
    const ties = tieOrganisation(linesOf(articles, mentions), organisation).filter(({ kind }) => kind !== "absent");
    const [first] = ties;
    if (first === undefined) return [];
    const products = [...new Set(ties.flatMap(({ path }) => placeOf(path) ?? []))];
    return [{ storyId: id, because: first.because, products }];
  });
