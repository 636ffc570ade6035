/** `watchfloor sources list | check | import | export`. */

import { readFile } from "node:fs/promises";
import { stringify } from "yaml";
import { systemClock } from "#outside/clock.ts";
import { readSources } from "#outside/read-sources.ts";
import { opmlFeeds, sourcesToOpml } from "#pipeline/steps/exchange-sources.ts";
import { readHealth } from "#pipeline/steps/source-health.ts";
import { deskViewer } from "#terms/person.ts";
import { inForceOn, openDeskConfig } from "./desk-config.ts";
import { type ExitCode, exitCodes, unfinished } from "./exit-codes.ts";
import type { SetFlags } from "./run-source-settings.ts";
import { countOf, print, say } from "./say.ts";
import { withDesk } from "./with-desk.ts";
import { writeOutput } from "./write-output.ts";

export const runSourcesList = async ({ json }: { readonly json: boolean }): Promise<ExitCode> => {
  const configured = await openDeskConfig();
  return withDesk("sources", async ({ store }) => {
    const sources = await inForceOn({ store }, configured).sources();
    const health = await readHealth(store, sources, systemClock.now(), deskViewer);
    if (json) {
      const whole = health.map(async (one) => ({ ...one, runs: await store.readRuns(one.source.id, one.runs.length) }));
      await print(`${JSON.stringify(await Promise.all(whole), null, 2)}\n`);
    } else
      for (const { source, alarms, runs, articles } of health) {
        const asked = runs[0] === undefined ? "never asked" : `asked ${runs[0].startedAt}`;
        await print(`${source.id}\t${source.paused ? "paused" : asked}\t${countOf(articles, "article")}\n`);
        for (const alarm of alarms) await print(`  ${alarm.type}: ${alarm.because}\n`);
      }
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
  if (toDesk) return (await import("./run-source-settings.ts")).importToDesk(file, bytes, flags);
  const { sources, refused, cut } = opmlFeeds(bytes);
  for (const address of refused) say(`${file}: Expected an http or https address but found ${address}; left out.`);
  if (sources.length === 0) throw unfinished(`${file}: Expected a list of feeds (OPML) but found none in it.`);
  if (cut) say(`${file}: It names more than ${sources.length} feeds; the others are left out.`);
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
