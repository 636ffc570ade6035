/** What the configuration says about collecting, read whole: its faults are told before anything starts. */
import { readDelivery } from "#outside/read-delivery.ts";
import { readSources } from "#outside/read-sources.ts";
import { openSecretKey } from "#outside/secret-key.ts";
import type { Desk } from "#pipeline/index.ts";
import type { DeliveryTools } from "#pipeline/settings/delivery-in-force.ts";
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

/** Mail as it is in force on a desk: the operator's file, or what people set. */
export const deliveryOn = ({ store }: Pick<Desk, "store">, { config, delivery }: DeskConfig): DeliveryTools => ({
  store,
  file: delivery,
  path: config.delivery,
  address: config.door.address,
  key: openSecretKey,
});

export const openDeskConfig = async (): Promise<DeskConfig> => {
  const config = await openConfig();
  const delivery = await openDelivery(config);
  if (config.sources === undefined) return { config, sources: [], ...delivery };
  const sources = await readSources(config.sources);
  if (!sources.ok) throw wrongUse(sources.error.join("\n"));
  return { config, sources: sources.value, ...delivery };
};
