/** The one place where the command line calls the flow. */
import { type Desk, type MadeEdition, makeEdition, type Progress } from "#pipeline/index.ts";
import type { ConfiguredModel } from "#pipeline/open-model.ts";
import { readOrganisation } from "#pipeline/settings/read-organisation.ts";
import { decisionsInForce } from "#pipeline/steps/decisions-in-force.ts";
import { keepDocuments, readEarlier } from "#pipeline/steps/keep-edition.ts";
import { openSources } from "#pipeline/steps/open-sources.ts";
import type { Article } from "#terms/article.ts";
import type { Audience } from "#terms/audience.ts";
import type { Loss } from "#terms/loss.ts";
import { asCommandError } from "./as-command-error.ts";
import { interrupted } from "./end-well.ts";
import { unfinished } from "./exit-codes.ts";
import { openConfig, openTables } from "./open-config.ts";
import type { AddressMapping } from "./read-options.ts";
import { drawProgress, endProgress, say } from "./say.ts";

export interface SourceInput {
  readonly inputs: readonly string[];
  readonly maps: readonly AddressMapping[];
  readonly asOf?: string | undefined;
}

export interface BriefInput extends SourceInput {
  readonly organisation?: string | undefined;
  /** Whom the edition is for; default: everyone. */
  readonly audience?: Audience | undefined;
  readonly withoutModel?: boolean;
  /** No model and no tables of the operator: the same edition on every machine. */
  readonly asShipped?: boolean;
}

export type Made = MadeEdition;

const doing: Readonly<Record<string, string>> = {
  collect: "collecting inputs",
  follow: "following entries",
  read: "reading pages",
  extract: "extracting",
  corroborate: "comparing",
  assess: "assessing",
  brief: "writing",
};

const onProgress = ({ step, done, total }: Progress): void =>
  drawProgress({ step: doing[step] ?? step, done, ...(total === undefined ? {} : { total }) });

const runFlow = async <T>(run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch (cause) {
    throw asCommandError(cause);
  } finally {
    endProgress();
  }
};

/** The model's libraries are loaded only where one is configured. */
export const openModel = async (withoutModel: boolean): Promise<ConfiguredModel | undefined> => {
  const config = await openConfig();
  if (withoutModel || config.model === undefined) return undefined;
  const { openConfiguredModel } = await import("#pipeline/open-model.ts");
  return openConfiguredModel(config, { signal: interrupted });
};

/** With a desk, the edition knows what is on record before it, and what was collected is kept at once. */
export const callPipeline = (input: BriefInput, desk?: Desk): Promise<Made> =>
  runFlow(async () => {
    const { inputs, maps, asOf, organisation, audience, withoutModel, asShipped = false } = input;
    const model = await openModel(withoutModel === true || asShipped);
    try {
      return await makeEdition({
        ...(asShipped ? {} : { reference: await openTables() }),
        ...(desk === undefined
          ? {}
          : {
              onDocuments: (documents) => keepDocuments(desk.store, documents),
              earlier: (time) => readEarlier(desk.store, time, audience),
              decisions: (day) => decisionsInForce(desk.store, [day]),
            }),
        inputs,
        maps,
        ...(asOf === undefined ? {} : { asOf }),
        audience,
        weights: asShipped ? undefined : (await openConfig()).weights,
        organisation: organisation === undefined ? undefined : await readOrganisation(organisation),
        ...(model === undefined ? {} : { model }),
        onProgress,
        signal: interrupted,
      });
    } finally {
      await model?.close();
    }
  });

const lossesShown = 20;

/** Each thing that gave nothing, with its reason; long lists end in a count. */
export const sayLosses = (losses: readonly Loss[]): void => {
  for (const loss of losses.slice(0, lossesShown)) say(`${loss.step}: ${loss.item}: ${loss.detail}`);
  if (losses.length > lossesShown)
    say(`… and ${losses.length - lossesShown} more; the JSON form lists all under record.`);
};

/** Nothing could be read: then that is the result, and there is no edition. */
const requireSome = (articles: readonly unknown[], losses: readonly Loss[], inputs: readonly string[]): void => {
  if (articles.length > 0) return;
  sayLosses(losses);
  const [first, ...others] = inputs;
  const where = others.length === 0 ? `${first}` : `${first} and ${others.length} more`;
  throw unfinished(`Expected at least one readable article in ${where} but found none.`);
};

export const requireArticles = ({ edition, losses }: Made, inputs: readonly string[]): void =>
  requireSome(edition.articles, losses, inputs);

/** Articles of the inputs; says what was lost. */
export const callOpenSources = async ({ inputs, maps, asOf }: SourceInput): Promise<readonly Article[]> => {
  const { articles, losses } = await runFlow(() =>
    openSources({ inputs, maps, ...(asOf === undefined ? {} : { asOf }), onProgress, signal: interrupted }),
  );
  requireSome(articles, losses, inputs);
  sayLosses(losses);
  return articles;
};
