/** The verb `hunt`: its options, as the command line reads them. */
import { extname } from "node:path";
import { type Command, Option } from "commander";
import type { RuleLevel } from "#terms/rule.ts";
import type { ExitCode } from "./exit-codes.ts";
import { readBound, readExplain, readJobs, readSeconds } from "./read-hunt-options.ts";

const gather = (value: string, before: readonly string[] = []): string[] => [...before, value];

const formNames = ["table", "ndjson", "csv", "sarif", "html"] as const;
const levelNames = ["informational", "low", "medium", "high", "critical"] as const satisfies readonly RuleLevel[];

const formOfEnding: Readonly<Record<string, (typeof formNames)[number]>> = {
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
  ".csv": "csv",
  ".sarif": "sarif",
  ".html": "html",
  ".htm": "html",
};

const formOfName = (path: string | undefined): (typeof formNames)[number] =>
  (path === undefined ? undefined : formOfEnding[extname(path).toLowerCase()]) ?? "table";

interface Flags {
  readonly rules?: readonly string[];
  readonly indicators?: readonly string[];
  readonly suppress?: readonly string[];
  readonly explain?: string;
  readonly placeholders?: readonly string[];
  readonly pipeline?: readonly string[];
  readonly format?: (typeof formNames)[number];
  readonly json: boolean;
  readonly output?: string;
  readonly from?: number;
  readonly to?: number;
  readonly level?: RuleLevel;
  readonly tag?: readonly string[];
  readonly lateness?: number;
  readonly jobs?: number;
  readonly cache?: string;
}

export const addHunt = (root: Command, done: (code: ExitCode | undefined) => void): void => {
  root
    .command("hunt")
    .description("look for Sigma rules and indicators in logs: evtx, JSON, CSV, syslog and more, folders and archives")
    .argument("<log...>", "files, folders, archives; - for standard input")
    .option("--rules <dir>", "a folder or file of Sigma rules; may be given again", gather)
    .option(
      "--indicators <file>",
      "values to look for: text, CSV, STIX, an edition (FILE#STORY for one story); may be given again",
      gather,
    )
    .option("--placeholders <file>", "YAML: values of placeholders for `expand`; may be given again", gather)
    .option(
      "--pipeline <file>",
      "YAML: a processing pipeline for field names and log sources; may be given again",
      gather,
    )
    .option("--suppress <file>", "YAML: rules and hosts whose results are only counted; may be given again", gather)
    .option("--explain <rule> <event>", "why a rule (id, title) fires on an event (RECORD or FILE:RECORD) or does not")
    .addOption(
      new Option("--format <form>", "form of the results; by the ending of FILE when not said, else table").choices([
        ...formNames,
      ]),
    )
    .option("--json", "the same as --format ndjson", false)
    .option("-o, --output <file>", "write to FILE instead of printing")
    .addOption(new Option("--from <time>", "events from then on").argParser((text) => readBound(text, "--from")))
    .addOption(new Option("--to <time>", "events before then").argParser((text) => readBound(text, "--to")))
    .addOption(new Option("--level <level>", "rules of this level and above").choices([...levelNames]))
    .option("--tag <tag>", "rules with this tag or one below it, like attack.t1059; may be given again", gather)
    .addOption(
      new Option("--lateness <seconds>", "disorder in time that correlations allow").argParser(readSeconds).default(2),
    )
    .addOption(new Option("--jobs <n>", "threads; by the size of the logs when not said").argParser(readJobs))
    .option("--cache <folder>", "keep rules there as they were read, so that the next hunt starts sooner")
    .addHelpText(
      "after",
      `
Examples:
  watchfloor hunt --rules rules/ logs/
  watchfloor hunt --rules rules/ --level high --format ndjson Security.evtx > found.ndjson
  journalctl -o json | watchfloor hunt --rules rules/linux -
Exit code 0 when nothing is found, 1 when something is.`,
    )
    .action(async (logs: string[], flags: Flags) =>
      done(
        await (await import("./run-hunt.ts")).runHunt({
          logs,
          rules: flags.rules ?? [],
          indicators: flags.indicators ?? [],
          suppress: flags.suppress ?? [],
          explain: readExplain(flags.explain),
          placeholders: flags.placeholders ?? [],
          pipelines: flags.pipeline ?? [],
          format: flags.json ? "ndjson" : (flags.format ?? formOfName(flags.output)),
          output: flags.output,
          fromMs: flags.from,
          untilMs: flags.to,
          level: flags.level,
          tags: flags.tag ?? [],
          jobs: flags.jobs,
          ruleCache: flags.cache,
          latenessMs: flags.lateness === undefined ? undefined : flags.lateness * 1000,
        }),
      ),
    );
};
