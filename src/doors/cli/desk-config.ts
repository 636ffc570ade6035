/** What the configuration says about collecting, read whole: its faults are told before anything starts. */
import { readSources } from "#outside/read-sources.ts";
import type { Config } from "#terms/config.ts";
import type { Source } from "#terms/source.ts";
import { wrongUse } from "./exit-codes.ts";
import { openConfig } from "./open-config.ts";

export interface DeskConfig {
  readonly config: Config;
  readonly sources: readonly Source[];
}

export const openDeskConfig = async (): Promise<DeskConfig> => {
  const config = await openConfig();
  if (config.sources === undefined) return { config, sources: [] };
  const sources = await readSources(config.sources);
  if (!sources.ok) throw wrongUse(sources.error.join("\n"));
  return { config, sources: sources.value };
};

/** For verbs that are about sources and nothing else. */
export const requireSources = async (): Promise<DeskConfig> => {
  const found = await openDeskConfig();
  if (found.config.sources === undefined)
    throw wrongUse(
      "Expected a list of sources but the configuration names none. `watchfloor sources import feeds.opml -o sources.yaml` makes one; name it under `sources` (config/watchfloor.example.yaml shows how).",
    );
  return found;
};
