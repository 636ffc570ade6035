/** The verb `rules` and what is below it: options, as the command line reads them. */
import { type Command, Option } from "commander";
import type { ExitCode } from "./exit-codes.ts";

const gather = (value: string, before: readonly string[] = []): string[] => [...before, value];

interface SourceFlags {
  readonly placeholders?: readonly string[];
  readonly pipeline?: readonly string[];
}

const sourcesOf = (rules: readonly string[], { placeholders, pipeline }: SourceFlags) => ({
  rules,
  placeholders: placeholders ?? [],
  pipelines: pipeline ?? [],
});

const readsRules = (command: Command): Command =>
  command
    .argument("<dir...>", "folders or files of Sigma rules")
    .option("--placeholders <file>", "YAML: values of placeholders for `expand`; may be given again", gather)
    .option("--pipeline <file>", "YAML: a processing pipeline; may be given again", gather);

export const addRules = (root: Command, done: (code: ExitCode | undefined) => void): void => {
  const rules = root.command("rules").description("check, list, count and convert Sigma rules");

  readsRules(rules.command("check"))
    .description("every fault with file:line:column, and remarks with their reasons")
    .option("--no-lint", "faults only")
    .option("--json", "as JSON", false)
    .addHelpText("after", "\nExample:\n  watchfloor rules check sigma/\nExit code 1 when a rule has to stay out.")
    .action(async (dirs: string[], flags: SourceFlags & { lint: boolean; json: boolean }) => {
      const { runRulesCheck } = await import("./run-rules.ts");
      done(await runRulesCheck({ ...sourcesOf(dirs, flags), lint: flags.lint, json: flags.json }));
    });

  readsRules(rules.command("list"))
    .description("one line a rule")
    .option("--json", "as JSON", false)
    .addHelpText("after", "\nExample:\n  watchfloor rules list rules/ | grep high")
    .action(async (dirs: string[], flags: SourceFlags & { json: boolean }) =>
      done(await (await import("./run-rules.ts")).runRulesList({ ...sourcesOf(dirs, flags), json: flags.json })),
    );

  readsRules(rules.command("stats"))
    .description("counts by level, status and log source, and what of ATT&CK is covered")
    .option("--navigator <file>", "also write a layer for ATT&CK Navigator (JSON, format 4.5)")
    .option("--json", "as JSON", false)
    .addHelpText("after", "\nExample:\n  watchfloor rules stats rules/ --navigator coverage.json")
    .action(async (dirs: string[], flags: SourceFlags & { navigator?: string; json: boolean }) => {
      const { runRulesStats } = await import("./run-rules.ts");
      done(await runRulesStats({ ...sourcesOf(dirs, flags), navigator: flags.navigator, json: flags.json }));
    });

  readsRules(rules.command("convert"))
    .description("one SQL query a rule, from the same tree the engine runs; what has no like in SQL is listed")
    .addOption(new Option("--to <dialect>", "the database").choices(["duckdb", "postgresql"]).makeOptionMandatory())
    .option("--table <name>", "table of the events, one column a field", "events")
    .option("-o, --output <file>", "write to FILE instead of printing")
    .addHelpText("after", "\nExample:\n  watchfloor rules convert --to duckdb rules/ -o rules.sql")
    .action(
      async (dirs: string[], flags: SourceFlags & { to: "duckdb" | "postgresql"; table: string; output?: string }) => {
        const { runRulesConvert } = await import("./run-rules.ts");
        const { to, table, output } = flags;
        done(await runRulesConvert({ ...sourcesOf(dirs, flags), to, table, output }));
      },
    );
};
