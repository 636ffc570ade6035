/** Sources as people set them on the desk, as the door and the command line reach them. */
import { systemClock } from "#outside/clock.ts";
import { whyPrivate } from "#outside/private-address.ts";
import type { Desk } from "#pipeline/index.ts";
import { openSourceDesk } from "#pipeline/settings/source-desk.ts";
import { opmlFeeds } from "#pipeline/steps/exchange-sources.ts";
import type { SourcesDoor } from "../api/source-keep-routes.ts";
import type { DeskConfig } from "./desk-config.ts";

/** What reads feeds and pages is loaded when somebody looks. */
const openLook = () => import("#pipeline/steps/look-at-source.ts");

const nobody = async () => [];

export const sourcesOf = ({ store }: Pick<Desk, "store">, { config, sources }: DeskConfig): SourcesDoor => {
  const { allowHosts } = config.collect;
  return {
    desk: openSourceDesk({ settings: store.settings, files: { sources }, now: () => systemClock.now() }),
    file: config.sources,
    look: async (address) => (await openLook()).lookAtSource(address, { allowHosts }),
    readOpml: opmlFeeds,
    whyPrivate: async (address, isLookedUp) => {
      const fault = await whyPrivate(address, allowHosts, isLookedUp ? undefined : nobody);
      return fault === undefined ? undefined : (await openLook()).faultWords(address, fault);
    },
  };
};
