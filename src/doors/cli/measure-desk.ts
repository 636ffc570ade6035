/** What the door tells of the desk's own work: readiness, and measures read from the store. */
import { stateFolder } from "#outside/state-folder.ts";
import type { Desk } from "#pipeline/index.ts";
import type { SettingsInForce } from "#pipeline/settings/in-force.ts";
import type { SourceHealth } from "#pipeline/steps/source-health.ts";
import { watchDesk } from "#pipeline/watch-desk.ts";
import type { Config } from "#terms/config.ts";
import { deskViewer, type Viewer } from "#terms/person.ts";
import type { MeasuredDesk } from "../api/measure-requests.ts";

type ReadHealth = (viewer: Viewer) => Promise<readonly SourceHealth[]>;

/** Health of many sources is many questions to the store. */
const alarmsFreshMs = 60_000;

const rarely = (read: ReadHealth): (() => Promise<readonly string[]>) => {
  let seen: { readonly at: number; readonly types: Promise<readonly string[]> } | undefined;
  return () => {
    if (seen === undefined || performance.now() - seen.at > alarmsFreshMs)
      seen = {
        at: performance.now(),
        types: read(deskViewer).then((all) => all.flatMap(({ alarms }) => alarms.map(({ type }) => type))),
      };
    return seen.types;
  };
};

const mebibyte = 1024 * 1024;

export const measureDesk = (
  { store }: Desk,
  config: Config,
  inForce: SettingsInForce,
  health: ReadHealth = async () => [],
): MeasuredDesk => ({
  readiness: watchDesk({
    store,
    // Plans without sources make nothing.
    editions: async () => ((await inForce.sources()).length === 0 ? [] : (await inForce.editions()).value),
    stateDir: stateFolder(),
    diskFloorBytes: config.operations.diskFloorMiB * mebibyte,
  }),
  operations: store.operations,
  outbox: store.outbox,
  alarms: rarely(health),
});
