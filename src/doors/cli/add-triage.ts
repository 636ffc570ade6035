/** The verb `triage`: what people decided about stories. */
import type { Command } from "commander";
import type { ExitCode } from "./exit-codes.ts";

export const addTriage = (root: Command, done: (code: ExitCode | undefined) => void): void => {
  const triage = root
    .command("triage")
    .description("what people decided about stories, and what counts in their weight");
  triage
    .command("weights")
    .description("how much each factor of a story's weight counts on this desk, from 0.25 to 3; 1 is usual")
    .option("--set <factors>", "let factors count more or less; the others stay as they are")
    .option("--reset", "everything counts as usual again", false)
    .addHelpText("after", "\nExample:\n  watchfloor triage weights --set severity=2,recency=0.5")
    .action(async (flags: { set?: string; reset: boolean }) =>
      done(await (await import("./run-triage.ts")).runTriageWeights(flags)),
    );
  triage
    .command("export")
    .description(
      "every correction as a line of JSON: pairs of articles that belong together or do not, stories left out and why",
    )
    .option("-o, --output <file>", "write to FILE instead of printing")
    .addHelpText(
      "after",
      `
Example:
  watchfloor triage export -o labels.jsonl
A line has label (same, different, left_out), the articles by address, and the day; no names of people. What was taken
back is left out.`,
    )
    .action(async (flags: { output?: string }) =>
      done(await (await import("./run-triage.ts")).runTriageExport(flags.output)),
    );
};
