/** Starts this process's share of the desk's work, and says what comes of it. */
import { causeText } from "#kit/cause-text.ts";
import { freeSpace } from "#outside/free-space.ts";
import { stateFolder } from "#outside/state-folder.ts";
import type { WorkOptions } from "#pipeline/desk-work.ts";
import type { Desk } from "#pipeline/index.ts";
import { type DeskConfig, inForceOn } from "./desk-config.ts";
import type { DeskLog } from "./desk-log.ts";
import { openTables } from "./open-config.ts";
import { countOf, say } from "./say.ts";
import { sayEdition } from "./say-edition.ts";

export interface Work {
  readonly stop: () => Promise<void>;
}

/** What a person reads on the terminal; the log tells it otherwise. */
const spoken: Pick<WorkOptions, "onCollected" | "onEdition" | "onFailure"> = {
  onCollected: (source, run) => {
    const lost = run.losses.length === 0 ? "" : `, ${countOf(run.losses.length, "loss", "losses")}`;
    if (run.outcome === "failed") say(`${source.id}: ${run.losses.at(-1)?.detail ?? "gave nothing usable"}`);
    else if (run.fresh > 0 || lost !== "") say(`${source.id}: ${countOf(run.fresh, "new article")}${lost}`);
  },
  onEdition: ({ edition }) => say(sayEdition(edition)),
  onFailure: (what, cause) => say(`${what}: ${causeText(cause)}`),
};

const silent: typeof spoken = {
  onCollected: () => undefined,
  onEdition: () => undefined,
  onFailure: () => undefined,
};

export const startWork = async (desk: Desk, configured: DeskConfig, { log, isJson }: DeskLog): Promise<Work> => {
  const { config } = configured;
  const { startDeskWork } = await import("#pipeline/desk-work.ts");
  const { openModel } = await import("./call-pipeline.ts");
  return startDeskWork({
    store: desk.store,
    server: desk.server,
    inForce: inForceOn(desk, configured),
    flash: config.flash,
    reference: await openTables(),
    openModel: () => openModel(false),
    allowHosts: config.collect.allowHosts,
    retention: config.retention,
    watchDays: config.collect.watchCitedDays,
    room: {
      floorBytes: config.operations.diskFloorMiB * 1024 * 1024,
      free: async () => (await freeSpace(stateFolder()))?.freeBytes,
    },
    ...(isJson ? silent : spoken),
    log,
  });
};
