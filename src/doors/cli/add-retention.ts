/** The verb `retention`: what is dropped by policy. */
import type { Command } from "commander";
import type { ExitCode } from "./exit-codes.ts";

export const addRetention = (root: Command, done: (code: ExitCode | undefined) => void): void => {
  const retention = root
    .command("retention")
    .description("what is dropped by the policy of the configuration: plan, run, list");
  const json = ["--json", "as JSON", false] as const;
  retention
    .command("plan")
    .description("what would be dropped now; nothing is touched")
    .option(...json)
    .addHelpText("after", "\nExample:\n  watchfloor --config watchfloor.yaml retention plan")
    .action(async (flags: { json: boolean }) =>
      done(await (await import("./run-retention.ts")).runRetentionPlan(flags)),
    );
  retention
    .command("run")
    .description("drop it now; a desk that works does so every night")
    .option(...json)
    .addHelpText("after", "\nExample:\n  watchfloor --config watchfloor.yaml retention run")
    .action(async (flags: { json: boolean }) => done(await (await import("./run-retention.ts")).runRetention(flags)));
  retention
    .command("list")
    .description("what was dropped, when, by which policy; newest first")
    .option(...json)
    .addHelpText("after", "\nExample:\n  watchfloor retention list --json")
    .action(async (flags: { json: boolean }) =>
      done(await (await import("./run-retention.ts")).runRetentionList(flags)),
    );
};
