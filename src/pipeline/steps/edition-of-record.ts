/** An edition from what the sources brought: articles on record in place of inputs. */
import type { Store } from "#store/index.ts";
import { audienceOf } from "#terms/audience.ts";
import type { EditionPlan } from "#terms/config.ts";
import type { Source } from "#terms/source.ts";
import { narrowestTlp, type Tlp } from "#terms/tlp.ts";
import type { EditionOptions } from "../make-edition.ts";
import { workingDay } from "../plan-jobs.ts";
import type { SettingsInForce } from "../settings/in-force.ts";
import { readOrganisation } from "../settings/read-organisation.ts";
import { decisionsInForce } from "./decisions-in-force.ts";
import { readEarlier } from "./keep-edition.ts";
import type { Reference } from "./open-reference.ts";
import type { OpenedSources } from "./open-sources.ts";

/** An edition reads the day and a half before its clock: a story told at noon yesterday may still be the story. */
const reachMs = 36 * 3_600_000;
const mostArticles = 5_000;

/** Of all the sources that list a page the narrowest label counts, as it was and as it is configured today. */
const narrowest = (labels: readonly (Tlp | undefined)[]): { readonly tlp?: Tlp } => {
  const tlp = narrowestTlp(labels.filter((label) => label !== undefined));
  return tlp === "TLP:CLEAR" ? {} : { tlp };
};

export const gatherFromRecord = async (
  store: Store,
  sources: readonly Source[],
  asOf: string,
): Promise<OpenedSources> => {
  const from = new Date(Date.parse(asOf) - reachMs).toISOString();
  const addressOf = new Map(sources.map((source) => [source.id, source.address]));
  const collected = await store.readCollected({ from, to: asOf, limit: mostArticles });
  const labelOf = new Map(sources.map(({ id, tlp }) => [id, tlp] as const));
  const articles = collected.map(({ article, sourceIds }) => ({
    ...article,
    ...narrowest([article.tlp, ...sourceIds.map((id) => labelOf.get(id))]),
    feedUrls: [...new Set([...article.feedUrls, ...sourceIds.flatMap((id) => addressOf.get(id) ?? [])])].sort(),
  }));
  const letterOf = new Map(
    sources.flatMap(({ id, reliability }) => (reliability === undefined ? [] : [[id, reliability]])),
  );
  const letters = collected.flatMap(({ article, sourceIds }) =>
    sourceIds.flatMap((id) => {
      const letter = letterOf.get(id);
      return letter === undefined ? [] : [[article.outlet, letter] as const];
    }),
  );
  const brought = new Set(collected.flatMap(({ sourceIds }) => sourceIds));
  return {
    articles,
    fullTexts: new Map(),
    entryUrls: new Map(),
    losses:
      articles.length < mostArticles
        ? []
        : [
            {
              step: "collect",
              item: "the record",
              reason: "too_many_articles",
              detail: `Expected at most ${mostArticles} articles for an edition; the newest ${mostArticles} were read.`,
            },
          ],
    feedsRead: brought.size,
    repeated: 0,
    reliability: Object.fromEntries(letters),
  };
};

export interface RecordTools {
  readonly store: Store;
  readonly inForce: Pick<SettingsInForce, "sources" | "editions" | "organisation" | "weights">;
  readonly reference: Reference;
  readonly now: () => Date;
}

/** What an edition of the record is made with: for the audience of a plan, by its profile; without one the main edition. */
export const optionsOfRecord = async (
  { store, inForce, reference, now }: RecordTools,
  plan?: EditionPlan,
): Promise<EditionOptions> => {
  const audience = plan === undefined ? undefined : audienceOf(plan);
  return {
    inputs: [],
    gather: async (asOf) => gatherFromRecord(store, await inForce.sources(), asOf),
    earlier: (asOf) => readEarlier(store, asOf, audience),
    decisions: async (day) => decisionsInForce(store, [day, workingDay((await inForce.editions()).value, now())]),
    reference,
    audience,
    weights: (await inForce.weights()).value,
    organisation:
      plan?.organisation === undefined
        ? (await inForce.organisation()).value
        : await readOrganisation(plan.organisation),
  };
};
