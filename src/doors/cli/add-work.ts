/** The verbs `work` and `sources`: what the desk collects by itself. */
import type { Command } from "commander";
import { addSourceSettings, withFields } from "./add-sources.ts";
import { addSourceActs } from "./add-tasks.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { SetFlags } from "./run-source-settings.ts";

export const addWork = (root: Command, done: (code: ExitCode | undefined) => void): void => {
  root
    .command("work")
    .description(
      "collect sources and make editions when they are due; any number of processes, beside `serve` or alone",
    )
    .addHelpText(
      "after",
      `
Example:
  watchfloor --config watchfloor.yaml work
Sources and plans stand in the configuration (config/watchfloor.example.yaml). What came due while nobody worked is done once.`,
    )
    .action(async () => done(await (await import("./run-work.ts")).runWork()));

  const sources = root
    .command("sources")
    .description(
      "what the desk collects by itself: health, coverage, look, add, change, remove, check, import, export, pause, fetch",
    );
  sources
    .command("list")
    .description("each source with what it brought, and alarms with their evidence")
    .option("--json", "as JSON", false)
    .addHelpText(
      "after",
      "\nExample:\n  watchfloor --config watchfloor.yaml sources list\nExit code 1 when a source has an alarm.",
    )
    .action(async (flags: { json: boolean }) => done(await (await import("./run-sources.ts")).runSourcesList(flags)));
  sources
    .command("check")
    .description("every fault of a list of sources")
    .argument("<file>", "a list of sources (YAML)")
    .addHelpText("after", "\nExample:\n  watchfloor sources check sources.yaml")
    .action(async (file: string) => done(await (await import("./run-sources.ts")).runSourcesCheck(file)));
  withFields(
    sources
      .command("import")
      .description("make a list of sources from OPML, or collect all that it names from now on")
      .argument("<file>", "OPML, as feed readers export it")
      .option("-o, --output <file>", "write to FILE instead of printing")
      .option("--to-desk", "add them to the desk instead; the fields below hold for all of them", false),
  )
    .addHelpText(
      "after",
      `
Examples:
  watchfloor sources import feeds.opml -o sources.yaml
  watchfloor sources import feeds.opml --to-desk --every 3h --tlp TLP:GREEN`,
    )
    .action(async (file: string, flags: SetFlags & { output?: string; toDesk: boolean }) =>
      done(await (await import("./run-sources.ts")).runSourcesImport(file, flags)),
    );
  sources
    .command("export")
    .description("the configured sources as OPML")
    .option("-o, --output <file>", "write to FILE instead of printing")
    .addHelpText("after", "\nExample:\n  watchfloor --config watchfloor.yaml sources export -o feeds.opml")
    .action(async ({ output }: { output?: string }) =>
      done(await (await import("./run-sources.ts")).runSourcesExport(output)),
    );
  addSourceSettings(sources, done);
  addSourceActs(sources, done);
};
