/** The verb `tasks`, and what people do with sources: `sources pause | resume | fetch | coverage`. */
import type { Command } from "commander";
import type { ExitCode } from "./exit-codes.ts";

type Done = (code: ExitCode | undefined) => void;

export const addTasks = (root: Command, done: Done): void => {
  const tasks = root.command("tasks").description("what a person should look at: cited pages that changed or went");
  tasks
    .command("list")
    .description("open tasks, newest first: the words before and after, and which cited words no longer stand")
    .option("--all", "those that are done too", false)
    .option("--json", "as JSON", false)
    .addHelpText("after", "\nExample:\n  watchfloor tasks list\nExit code 1 when a task is open.")
    .action(async (flags: { all: boolean; json: boolean }) =>
      done(await (await import("./run-tasks.ts")).runTasksList(flags)),
    );
  tasks
    .command("close")
    .description("a task is done")
    .argument("<id>", "as `tasks list` shows it")
    .addHelpText("after", "\nExample:\n  watchfloor tasks close 5f0c2a9be1d4c733")
    .action(async (id: string) => done(await (await import("./run-tasks.ts")).runTaskClose(id)));
};

const acts = {
  pause: "ask a source no more until it is let go on, whatever its file says",
  resume: "let a source go on",
  fetch: "ask a source at once",
} as const;

export const addSourceActs = (sources: Command, done: Done): void => {
  for (const [act, description] of Object.entries(acts))
    sources
      .command(act)
      .description(description)
      .argument("<id>", "id of a configured source")
      .addHelpText("after", `\nExample:\n  watchfloor --config watchfloor.yaml sources ${act} example-blog`)
      .action(async (id: string) =>
        done(await (await import("./run-tasks.ts")).runSourceAct(id, act as keyof typeof acts)),
      );
  sources
    .command("coverage")
    .description("what came in and what was dropped, at which step and why, a day")
    .option("--from <day>", "from this day (UTC); default a week")
    .option("--to <day>", "to this day (UTC); default today")
    .option("--json", "as JSON", false)
    .addHelpText("after", "\nExample:\n  watchfloor sources coverage --from 2026-02-01 --json")
    .action(async (flags: { from?: string; to?: string; json: boolean }) =>
      done(await (await import("./run-tasks.ts")).runCoverage(flags)),
    );
};
