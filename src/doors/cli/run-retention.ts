/** `watchfloor retention plan | run | list`. */
import type { Store } from "#store/index.ts";
import { type Dropped, dropsNothing, type RetentionPolicy } from "#terms/retention.ts";
import { interrupted } from "./end-well.ts";
import { type ExitCode, exitCodes, wrongUse } from "./exit-codes.ts";
import { openConfig } from "./open-config.ts";
import { countOf, drawProgress, print, say } from "./say.ts";
import { withDesk } from "./with-desk.ts";

interface Flags {
  readonly json: boolean;
}

const withStore = <T>(use: (operations: Store["operations"]) => Promise<T>): Promise<T> =>
  withDesk("retention", ({ store }) => use(store.operations));

const requirePolicy = async (): Promise<RetentionPolicy> => {
  const { retention } = await openConfig();
  if (dropsNothing(retention))
    throw wrongUse(
      "retention: Expected a policy but the configuration names none, so nothing is ever dropped. config/watchfloor.example.yaml shows one.",
    );
  return retention;
};

const mebibyte = 1024 * 1024;

const wordsOf = ({ articles, documents, bytes, runs }: Dropped): string =>
  [
    countOf(articles, "article"),
    `${countOf(documents, "document")} as they came (${Math.round(bytes / mebibyte)} MiB)`,
    countOf(runs, "run of a source", "runs of sources"),
  ].join(", ");

const tell = async (dropped: Dropped, { json }: Flags, words: string): Promise<void> => {
  if (json) await print(`${JSON.stringify(dropped, null, 2)}\n`);
  else await print(`${words}: ${wordsOf(dropped)}\n`);
  say("What an edition cites is kept.");
};

export const runRetentionPlan = async (flags: Flags): Promise<ExitCode> => {
  const policy = await requirePolicy();
  const dropped = await withStore((operations) => operations.planRetention(policy, new Date().toISOString()));
  await tell(dropped, flags, "Would go");
  return exitCodes.fine;
};

export const runRetention = async (flags: Flags): Promise<ExitCode> => {
  const policy = await requirePolicy();
  const dropped = await withStore((operations) => {
    drawProgress({ step: "dropping" });
    return operations.dropOld(policy, new Date().toISOString(), interrupted);
  });
  await tell(dropped, flags, "Dropped");
  return exitCodes.fine;
};

const runsShown = 100;

export const runRetentionList = async ({ json }: Flags): Promise<ExitCode> => {
  const runs = await withStore((operations) => operations.listRetention(runsShown));
  if (json) await print(`${JSON.stringify(runs, null, 2)}\n`);
  else for (const { at, dropped } of runs) await print(`${at}\t${wordsOf(dropped)}\n`);
  say(`${countOf(runs.length, "run")} on record`);
  return exitCodes.fine;
};
