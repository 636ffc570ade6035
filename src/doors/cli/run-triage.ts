/** `watchfloor triage export`: corrections of people as labelled pairs. */
import { escapeInvisibleInJson } from "#kit/text/show-invisible.ts";
import { exportLabels } from "#pipeline/triage-desk.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { countOf, print, say } from "./say.ts";
import { withDesk } from "./with-desk.ts";
import { writeOutput } from "./write-output.ts";

export const runTriageExport = async (output: string | undefined): Promise<ExitCode> => {
  return withDesk("triage export", async ({ store }) => {
    const lines: string[] = [];
    for await (const line of exportLabels(store)) lines.push(escapeInvisibleInJson(line));
    const text = lines.map((line) => `${line}\n`).join("");
    if (output === undefined) await print(text);
    else await writeOutput(output, text);
    say(countOf(lines.length, "label"));
    return exitCodes.fine;
  });
};
