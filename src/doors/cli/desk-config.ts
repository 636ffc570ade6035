/** What the configuration says about collecting, read whole: its faults are told before anything starts. */
import { readDelivery } from "#outside/read-delivery.ts";
import { readSources } from "#outside/read-sources.ts";
import type { Desk } from "#pipeline/index.ts";
import { type SettingsInForce, settingsInForce } from "#pipeline/settings/in-force.ts";
import type { Config } from "#terms/config.ts";
import type { OpenDelivery } from "#terms/delivery.ts";
import type { Source } from "#terms/source.ts";
import { wrongUse } from "./exit-codes.ts";
import { namedConfig, openConfig } from "./open-config.ts";

export interface DeskConfig {
  readonly config: Config;
  readonly sources: readonly Source[];
  /** Who receives editions; absent: nobody. */
  readonly delivery?: OpenDelivery;
}

const openDelivery = async ({ delivery, door }: Config): Promise<{ readonly delivery?: OpenDelivery }> => {
  if (delivery === undefined) return {};
  const read = await readDelivery(delivery, door.address);
  if (!read.ok) throw wrongUse(read.error.join("\n"));
  return { delivery: read.value };
};

/** What is in force on a desk: its files, and what people set on it. */
export const inForceOn = ({ store }: Pick<Desk, "store">, { config, sources }: DeskConfig): SettingsInForce =>
  settingsInForce(store, {
    sources,
    editions: config.editions,
    organisation: config.organisation,
    weights: config.weights,
    config: namedConfig(),
  });

export const openDeskConfig = async (): Promise<DeskConfig> => {
  const config = await openConfig();
  const delivery = await openDelivery(config);
  if (config.sources === undefined) return { config, sources: [], ...delivery };
  const sources = await readSources(config.sources);
  if (!sources.ok) throw wrongUse(sources.error.join("\n"));
  return { config, sources: sources.value, ...delivery };
};

/** For verbs that are about delivery and nothing else. */
export const requireDelivery = async (): Promise<DeskConfig & { readonly delivery: OpenDelivery }> => {
  const found = await openDeskConfig();
  const { delivery } = found;
  if (delivery !== undefined) return { ...found, delivery };
  throw wrongUse(
    "Expected to know who receives editions but the configuration names no file for it. Name one under `delivery` (config/delivery.example.yaml shows how).",
  );
};
