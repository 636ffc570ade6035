/** The verb `events` and what is below it: logs kept for hunts to come. */
import { type Command, Option } from "commander";
import type { ExitCode } from "./exit-codes.ts";
import { readAge, readBound } from "./read-hunt-options.ts";

export const addEvents = (root: Command, done: (code: ExitCode | undefined) => void): void => {
  const events = root.command("events").description("keep the events of logs, to hunt in them again and again");

  events
    .command("keep")
    .description(
      "put the events of logs into a folder, an hour a file (Parquet); what is there already is not put twice",
    )
    .argument("<log...>", "files, folders, archives; - for standard input")
    .requiredOption("--to <folder>", "folder of kept events; made where it is not there")
    .addHelpText(
      "after",
      `
Examples:
  watchfloor events keep /var/log/ --to kept/
  watchfloor hunt --rules rules/ kept/ --from 2026-02-01`,
    )
    .action(async (logs: string[], flags: { readonly to: string }) =>
      done(await (await import("./run-events.ts")).runEventsKeep({ logs, folder: flags.to })),
    );

  events
    .command("drop")
    .description("remove old hours from a folder of kept events; events without a time stay")
    .argument("<folder>", "folder of kept events")
    .addOption(
      new Option("--before <time>", "hours that ended by then").argParser((text) => readBound(text, "--before")),
    )
    .addOption(new Option("--older-than <age>", "hours that ended so long ago, like 90d").argParser(readAge))
    .addHelpText("after", "\nExample:\n  watchfloor events drop kept/ --older-than 90d")
    .action(async (folder: string, flags: { readonly before?: number; readonly olderThan?: number }) =>
      done(await (await import("./run-events.ts")).runEventsDrop({ folder, ...flags })),
    );
};
