/** `watchfloor sources list | check | import | export`. */

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { stringify } from "yaml";
import { systemClock } from "#outside/clock.ts";
import { readSources } from "#outside/read-sources.ts";
import { opmlFeeds, sourcesToOpml } from "#pipeline/steps/exchange-sources.ts";
import { readHealth, type SourceHealth } from "#pipeline/steps/source-health.ts";
import { deskViewer } from "#terms/person.ts";
import { inForceOn, openDeskConfig } from "./desk-config.ts";
import { type ExitCode, exitCodes, unfinished, wrongUse } from "./exit-codes.ts";
import type { SetFlags } from "./run-source-settings.ts";
import { countOf, print, say } from "./say.ts";
import { sayListFaults } from "./say-list.ts";
import { withDesk } from "./with-desk.ts";
import { writeOutput } from "./write-output.ts";

const linesOf = ({ source, alarms, runs, articles, failure }: SourceHealth): string => {
  const asked = runs[0] === undefined ? "never asked" : `asked ${runs[0].startedAt}`;
  // From the third failure in a row on the alarm says it.
  const isNew = failure !== undefined && !alarms.some(({ type }) => type === "failing");
  return [
    `${source.id}\t${source.paused ? "paused" : asked}\t${countOf(articles, "article")}\n`,
    ...(isNew ? [`  failed just now: ${failure}\n`] : []),
    ...alarms.map(({ type, because }) => `  ${type}: ${because}\n`),
  ].join("");
};

export const runSourcesList = async ({ json }: { readonly json: boolean }): Promise<ExitCode> => {
  const configured = await openDeskConfig();
  return withDesk("sources", async ({ store }) => {
    const sources = await inForceOn({ store }, configured).sources();
    const health = await readHealth(store, sources, systemClock.now(), deskViewer);
    if (json) {
      const whole = health.map(async (one) => ({ ...one, runs: await store.readRuns(one.source.id, one.runs.length) }));
      await print(`${JSON.stringify(await Promise.all(whole), null, 2)}\n`);
    } else for (const one of health) await print(linesOf(one));
    const ill = health.filter(({ alarms }) => alarms.length > 0).length;
    say(`${countOf(health.length, "source")}, ${ill} with an alarm`);
    return ill === 0 ? exitCodes.fine : exitCodes.findings;
  });
};

export const runSourcesCheck = async (file: string): Promise<ExitCode> => {
  const sources = await readSources(file);
  if (!sources.ok) {
    for (const fault of sources.error) say(fault);
    return exitCodes.findings;
  }
  say(`${file}: ${countOf(sources.value.length, "source")}, no fault`);
  return exitCodes.fine;
};

/** What `import` leaves beside the addresses: a list that people have changed since is not written over. */
const checkFree = (output: string | undefined): void => {
  if (output !== undefined && existsSync(output))
    throw wrongUse(
      `${output}: Expected a new file but found one; what was set in it would be lost. Name another, or import with --to-desk, which adds.`,
    );
};

const give = async (text: string, output: string | undefined): Promise<void> =>
  output === undefined ? print(text) : writeOutput(output, text);

export const runSourcesImport = async (
  file: string,
  { output, toDesk, title: _, ...flags }: SetFlags & { readonly output?: string; readonly toDesk: boolean },
): Promise<ExitCode> => {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw unfinished(
      `${file}: Expected a readable OPML list but found: ${cause instanceof Error ? cause.message : cause}`,
    );
  });
  checkFree(output);
  if (toDesk) return (await import("./run-source-settings.ts")).importToDesk(file, bytes, flags);
  const found = opmlFeeds(bytes);
  const { sources } = found;
  if (sources.length === 0) throw unfinished(`${file}: Expected a list of feeds (OPML) but found none in it.`);
  sayListFaults(file, found);
  const { fieldsOf, readSettable } = await import("./run-source-settings.ts");
  readSettable("import", fieldsOf({ address: sources[0]?.address }, flags));
  await give(stringify({ sources: sources.map((source) => fieldsOf({ ...source }, flags)) }), output);
  say(`${countOf(sources.length, "source")} from ${file}`);
  return exitCodes.fine;
};

export const runSourcesExport = async (output: string | undefined): Promise<ExitCode> => {
  const configured = await openDeskConfig();
  return withDesk("sources", async (desk) => {
    await give(sourcesToOpml(await inForceOn(desk, configured).sources()), output);
    return exitCodes.fine;
  });
};
