/** `watchfloor triage export | weights`: corrections of people as labelled pairs; what counts more or less on this desk. */
import { escapeInvisibleInJson } from "#kit/text/show-invisible.ts";
import { systemClock } from "#outside/clock.ts";
import { readWeightsSetting, setWeights } from "#pipeline/settings/weights-setting.ts";
import { exportLabels } from "#pipeline/triage-desk.ts";
import { leastWeight, mostWeight, usualWeight, type Weights, weightFactors, weightsSchema } from "#terms/weights.ts";
import { atTheMachine } from "./at-the-machine.ts";
import { inForceOn, openDeskConfig } from "./desk-config.ts";
import { type ExitCode, exitCodes, unfinished, wrongUse } from "./exit-codes.ts";
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

/** `severity=2,recency=0.5` → what counts more or less. */
const readWeights = (text: string): Weights => {
  const pairs = text.split(",").map((part) => part.split("=").map((word) => word.trim()));
  const read = weightsSchema.safeParse(
    Object.fromEntries(pairs.map(([factor = "", weight]) => [factor, Number(weight)])),
  );
  if (read.success) return read.data;
  throw wrongUse(
    `triage weights: Expected factors among ${weightFactors.join(", ")}, each with a number from ${leastWeight} to ${mostWeight}, like severity=2,recency=0.5, but found ${text}`,
  );
};

type Tools = Parameters<typeof setWeights>[0];

/** @param wanted over what stands; undefined: everything counts as usual again */
const change = async (tools: Tools, wanted: Weights | undefined): Promise<void> => {
  const { weights, newest } = await readWeightsSetting(tools.inForce);
  const by = { at: systemClock.now(), who: atTheMachine };
  const change = {
    basedOn: newest?.version ?? 0,
    weights: wanted === undefined ? undefined : { ...weights, ...wanted },
  };
  const done = await setWeights(tools, by, change);
  if (done.ok) return;
  throw unfinished(
    done.error.type === "locked"
      ? `triage weights: ${done.error.path} says them, and wins. Change them there.`
      : "triage weights: Somebody set them meanwhile. Nothing was changed; try again.",
  );
};

const originWords = {
  default: "Everything counts as usual.",
  file: "Set by the configuration.",
  here: "Set on this desk.",
} as const;

export const runTriageWeights = async ({ set, reset }: { set?: string; reset: boolean }): Promise<ExitCode> => {
  const wanted = set === undefined ? undefined : readWeights(set);
  const configured = await openDeskConfig();
  return withDesk("triage weights", async (desk) => {
    const inForce = inForceOn(desk, configured);
    if (wanted !== undefined || reset) await change({ store: desk.store, inForce }, wanted);
    const { weights, origin } = await readWeightsSetting(inForce);
    for (const factor of weightFactors) await print(`${factor}\t${weights[factor] ?? usualWeight}\n`);
    say(originWords[origin]);
    return exitCodes.fine;
  });
};
