/**
 * The command line: `watchfloor brief | check | extract | hunt | rules | events | data | model | work | sources | search |
 * triage | audit | deliveries | deliver | flash | backup | restore | move | people | serve`.
 *
 * Thin: reads options, calls, prints what comes back. A verb loads its own code when it runs, so that help and wrong
 * use answer at once.
 */
import { Command, CommanderError, Option } from "commander";
import { addAudit } from "./add-audit.ts";
import { addData } from "./add-data.ts";
import { addDeliveries } from "./add-deliveries.ts";
import { addDrafts } from "./add-drafts.ts";
import { addEvents } from "./add-events.ts";
import { addHunt } from "./add-hunt.ts";
import { addModel } from "./add-model.ts";
import { addPeople } from "./add-people.ts";
import { addRetention } from "./add-retention.ts";
import { addRules } from "./add-rules.ts";
import { addSearch } from "./add-search.ts";
import { addSettings } from "./add-settings.ts";
import { addStore } from "./add-store.ts";
import { addTasks } from "./add-tasks.ts";
import { addTriage } from "./add-triage.ts";
import { addWork } from "./add-work.ts";
import { endWell } from "./end-well.ts";
import { CommandError, type ExitCode, exitCodes, wrongUse } from "./exit-codes.ts";
import { nameConfig } from "./open-config.ts";
import { joinExplain } from "./read-hunt-options.ts";
import {
  type AddressMapping,
  checkForms,
  defaultPort,
  extractForms,
  readMapping,
  readPort,
  readTime,
} from "./read-options.ts";
import { readToolVersion } from "./tool-version.ts";

const gather = (value: string, before: readonly string[] = []): string[] => [...before, value];
const gatherMaps = (value: string, before: readonly AddressMapping[] = []): AddressMapping[] => [
  ...before,
  readMapping(value),
];

/** Options of every verb that reads sources. */
const readsSources = (command: Command): Command =>
  command
    .option("--map <prefix=folder>", "read addresses under PREFIX from FOLDER; may be given again", gatherMaps)
    .addOption(new Option("--as-of <time>", "the clock, like 2026-02-05T18:00:00Z; default now").argParser(readTime));

interface SourceFlags {
  readonly map?: readonly AddressMapping[];
  readonly asOf?: string;
}

interface CheckFlags extends SourceFlags {
  readonly against?: readonly string[];
  readonly pairs?: string;
  readonly format: (typeof checkForms)[number];
  readonly json: boolean;
  readonly output?: string;
}

const program = (done: (code: ExitCode | undefined) => void): Command => {
  const root = new Command("watchfloor")
    .description("Reads the world's cyber-threat reporting and briefs the people who must act.")
    .version(readToolVersion(), "-V, --version", "print the version")
    .option("--config <file>", "configuration (YAML); default WATCHFLOOR_CONFIG, then none")
    .hook("preAction", (command) => nameConfig(command.opts<{ config?: string }>().config))
    .exitOverride()
    .showHelpAfterError("(--help shows how it is used)")
    .addHelpText("after", "\nExit codes: 0 fine, 1 findings or a gate failed, 2 wrong use, 3 could not finish.");

  readsSources(root.command("brief"))
    .description("make a cited briefing from files, folders, archives, addresses, OPML and feeds")
    .argument("<input...>", "what to read")
    .option("--organisation <file>", "profile of the organisation that is briefed (YAML)")
    .option("-o, --output <file>", "write to FILE.md, .html, .pdf, .txt or .json; may be given again", gather)
    .option("--sector <sector>", "for an audience of this sector (STIX 2.1), like energy; may be given again", gather)
    .option("--role <role>", "whose action leads the files, like soc_lead; JSON is the same for all")
    .option("--json", "print the JSON form", false)
    .option("--no-model", "leave the configured model out")
    .addHelpText(
      "after",
      `
Examples:
  watchfloor brief reports/ feeds.opml -o today.html -o today.json
  watchfloor brief http://mirror/feeds/a.xml --map http://mirror/=mirror --as-of 2026-02-05T18:00:00Z -o out.json
Without -o the Markdown form is printed. A PDF is printed by chromium, where the host has it.`,
    )
    .action(
      async (
        inputs: string[],
        flags: SourceFlags & {
          organisation?: string;
          output?: readonly string[];
          role?: string;
          sector?: readonly string[];
          json: boolean;
          model: boolean;
        },
      ) =>
        done(
          await (await import("./run-brief.ts")).runBrief({
            inputs,
            maps: flags.map ?? [],
            asOf: flags.asOf,
            organisation: flags.organisation,
            outputs: flags.output ?? [],
            role: flags.role,
            sectors: flags.sector ?? [],
            json: flags.json,
            withoutModel: !flags.model,
          }),
        ),
    );

  readsSources(root.command("check"))
    .description("judge a briefing by any author or model, sentence by sentence, against its sources")
    .argument("[draft]", "Markdown or text")
    .option("--against <source...>", "files, folders, archives, addresses, OPML or feeds")
    .option("--pairs <file>", "instead judge lines of {id, source, claim}; prints {id, verdict, slot?, reason}")
    .addOption(new Option("--format <form>", "form of the report").choices(checkForms).default("text"))
    .option("--json", "the same as --format json", false)
    .option("-o, --output <file>", "write the report to FILE instead of printing")
    .addHelpText(
      "after",
      `
Examples:
  watchfloor check draft.md --against reports/
  watchfloor check draft.md --against reports/ feeds.opml --format sarif -o check.sarif
  watchfloor check --pairs pairs.jsonl > verdicts.jsonl
Exit code 1 when a gate fails.`,
    )
    .action(async (draft: string | undefined, flags: CheckFlags) => {
      const { runCheck, runCheckPairs } = await import("./run-check.ts");
      if (flags.pairs !== undefined) {
        if (draft !== undefined) throw wrongUse("check: Expected a draft or --pairs but found both");
        return done(await runCheckPairs(flags.pairs));
      }
      if (draft === undefined) throw wrongUse("check: Expected a draft or --pairs but found neither");
      if (flags.against === undefined) throw wrongUse("check: Expected --against SOURCES but found none");
      return done(
        await runCheck({
          draft,
          inputs: flags.against,
          maps: flags.map ?? [],
          asOf: flags.asOf,
          format: flags.json ? "json" : flags.format,
          output: flags.output,
        }),
      );
    });

  readsSources(root.command("extract"))
    .description(
      "list what stands in reports: indicators, names, dates, numbers, ATT&CK techniques, each with its offsets",
    )
    .argument("<file...>", "files, folders, archives or addresses")
    .addOption(new Option("--format <form>", "form of the list").choices(extractForms).default("csv"))
    .option("--json", "the same as --format json", false)
    .option("-o, --output <file>", "write to FILE instead of printing")
    .addHelpText(
      "after",
      `
Examples:
  watchfloor extract report.pdf --format csv > report.csv
  watchfloor extract reports/ --json -o found.json
A technique is "stated" where the text gives its id or name, else "suggested", with its confidence.
A name has its basis: "table" or "pattern" where it is known, "model" where only the model reads it, with its confidence.
CSV cells that a spreadsheet would take for a formula begin with an apostrophe.`,
    )
    .action(
      async (
        inputs: string[],
        flags: SourceFlags & { format: (typeof extractForms)[number]; json: boolean; output?: string },
      ) =>
        done(
          await (await import("./run-extract.ts")).runExtract({
            inputs,
            maps: flags.map ?? [],
            asOf: flags.asOf,
            format: flags.json ? "json" : flags.format,
            output: flags.output,
          }),
        ),
    );

  addHunt(root, done);
  addRules(root, done);
  addEvents(root, done);
  addAudit(root, done);
  addData(root, done);
  addWork(root, done);
  addDeliveries(root, done);
  addTasks(root, done);
  addSearch(root, done);
  addSettings(root, done);
  addDrafts(root, done);
  addTriage(root, done);
  addStore(root, done);
  addRetention(root, done);
  addPeople(root, done);
  addModel(root, done);

  readsSources(root.command("serve"))
    .description("show an edition in the browser, on this machine only; without inputs the example day")
    .argument("[input...]", "what to read")
    .option("--organisation <file>", "profile of the organisation that is briefed (YAML)")
    .option("--edition <file>", "an edition already made (JSON)")
    .option("--no-store", "show without keeping anything")
    .option("--no-work", "leave collecting and making editions to `watchfloor work`")
    .addOption(
      new Option("--port <port>", "port on 127.0.0.1; 0 takes a free one")
        .argParser((text) => readPort(text, "--port"))
        .default(defaultPort),
    )
    .addHelpText(
      "after",
      `
Examples:
  watchfloor serve
  watchfloor serve reports/ feeds.opml --organisation organisation.yaml
  watchfloor serve --edition today.json --port 9000`,
    )
    .action(
      async (
        inputs: string[],
        flags: SourceFlags & { organisation?: string; edition?: string; port: number; store: boolean; work: boolean },
      ) => {
        const { runServe } = await import("./run-serve.ts");
        await runServe({
          inputs,
          maps: flags.map ?? [],
          asOf: flags.asOf,
          organisation: flags.organisation,
          edition: flags.edition,
          port: flags.port,
          store: flags.store,
          work: flags.work,
        });
        done(undefined);
      },
    );
  return root;
};

/** Commander ends by throwing; help is no error, everything else is wrong use. */
const codeOf = (error: CommanderError): ExitCode => (error.exitCode === 0 ? exitCodes.fine : exitCodes.wrongUse);

await endWell("watchfloor", async () => {
  let code: ExitCode | undefined = exitCodes.wrongUse;
  try {
    await program((ended) => {
      code = ended;
    }).parseAsync(joinExplain(process.argv));
  } catch (error) {
    if (error instanceof CommanderError && !(error instanceof CommandError)) return codeOf(error);
    throw error;
  }
  return code;
});
