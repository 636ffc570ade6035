/** The verb `data` and what is below it: options, as the command line reads them. */
import { Argument, type Command } from "commander";
import { referenceKinds } from "#terms/reference.ts";
import type { ExitCode } from "./exit-codes.ts";
import { type AddressMapping, readMapping } from "./read-options.ts";

const gatherMaps = (value: string, before: readonly AddressMapping[] = []): AddressMapping[] => [
  ...before,
  readMapping(value),
];

interface FolderFlags {
  readonly dir?: string;
  readonly json: boolean;
}

const hasFolder = (command: Command): Command =>
  command
    .option(
      "--dir <folder>",
      "folder of your tables; default WATCHFLOOR_DATA_DIR, data.dir of the configuration, then the state folder",
    )
    .option("--json", "as JSON", false);

export const addData = (root: Command, done: (code: ExitCode | undefined) => void): void => {
  const data = root.command("data").description("your own reference tables: update, list, go back to the one before");

  hasFolder(data.command("update"))
    .description("read official lists, show what changes, check and save them beside the shipped tables")
    .argument("<source...>", "files, folders, archives or addresses; the kind is told by content")
    .option("--dry-run", "show what would change and save nothing", false)
    .option("--accept-shrink", "save a table though it loses more than the stated share", false)
    .option("--map <prefix=folder>", "read addresses under PREFIX from FOLDER; may be given again", gatherMaps)
    .addHelpText(
      "after",
      `
Reads ATT&CK (STIX bundles), MISP galaxy clusters and warning lists, CISA KEV (JSON), EPSS (CSV), CVE records (CVE JSON 5,
NVD 2.0); also gzip, zip and tar of them. Asks no address but those that are named.
Examples:
  watchfloor data update --dry-run enterprise-attack.json
  watchfloor data update enterprise-attack.json threat-actor.json known_exploited_vulnerabilities.json epss.csv.gz
Exit code 1 when a table was not saved or something could not be read.`,
    )
    .action(
      async (
        inputs: string[],
        flags: FolderFlags & { dryRun: boolean; acceptShrink: boolean; map?: readonly AddressMapping[] },
      ) => {
        const { runDataUpdate } = await import("./run-data.ts");
        const { dir, json, dryRun, acceptShrink, map } = flags;
        done(await runDataUpdate({ inputs, dir, json, dryRun, acceptShrink, maps: map ?? [] }));
      },
    );

  hasFolder(data.command("list"))
    .description("each table in force: whose it is, version, date, age, rows, licence and notice")
    .addHelpText("after", "\nExample:\n  watchfloor data list")
    .action(async ({ dir, json }: FolderFlags) =>
      done(await (await import("./run-data.ts")).runDataList({ dir, json })),
    );

  hasFolder(data.command("rollback"))
    .description("put the version before the present one in force again")
    .addArgument(new Argument("<kind>", "which table").choices(referenceKinds))
    .addHelpText("after", "\nExample:\n  watchfloor data rollback attack")
    .action(async (kind: (typeof referenceKinds)[number], { dir, json }: FolderFlags) =>
      done(await (await import("./run-data.ts")).runDataRollback({ kind, dir, json })),
    );
};
