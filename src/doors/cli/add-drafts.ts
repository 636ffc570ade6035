/** The verb `drafts`: what waits to be reviewed. Deciding and approving are for people who have signed in. */
import type { Command } from "commander";
import type { ExitCode } from "./exit-codes.ts";

export const addDrafts = (root: Command, done: (code: ExitCode | undefined) => void): void => {
  const drafts = root
    .command("drafts")
    .description("look at drafts, those that wait first; they are decided about and approved in the web")
    .addHelpText(
      "after",
      `
Examples:
  watchfloor drafts list
  watchfloor drafts show 3f2a --json
Exit code 1 when a gate of the draft shown is closed, or no draft is there.`,
    );
  drafts
    .command("list", { isDefault: true })
    .description("drafts on record, those that wait first")
    .option("--json", "as JSON", false)
    .action(async (flags: { json: boolean }) => done(await (await import("./run-drafts.ts")).runDraftList(flags.json)));
  drafts
    .command("show")
    .description("a draft: its sentences with their verdicts, its gates, what was decided")
    .argument("<id>", "id, or its beginning")
    .option("--json", "as JSON", false)
    .action(async (id: string, flags: { json: boolean }) =>
      done(await (await import("./run-drafts.ts")).runDraftShow(id, flags.json)),
    );
};
