/** The verb `model` and what is below it. */
import type { Command } from "commander";
import type { ExitCode } from "./exit-codes.ts";

export const addModel = (root: Command, done: (code: ExitCode | undefined) => void): void => {
  const model = root
    .command("model")
    .description("the optional language model: whether it answers, what it is used for");
  model
    .command("check")
    .description("say what is configured, ask one harmless question, say whether the answer could be used")
    .option("--json", "as JSON", false)
    .addHelpText(
      "after",
      `
Example:
  watchfloor --config watchfloor.yaml model check
Exit code 0 when it answers usefully or none is configured, 1 when its answer is of no use, 3 when it does not answer.`,
    )
    .action(async ({ json }: { json: boolean }) => done(await (await import("./run-model.ts")).runModelCheck(json)));
};
