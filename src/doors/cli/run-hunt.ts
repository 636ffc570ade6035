/** `watchfloor hunt`: rules and indicators over logs that are there already. Results on standard output or in a file. */

import { showInvisible } from "#kit/text/show-invisible.ts";
import { explainHunt } from "#pipeline/steps/hunt-explain.ts";
import { type FormWriter, type HuntForm, openForm } from "#pipeline/steps/hunt-forms.ts";
import { type HuntSummary, huntLogs } from "#pipeline/steps/hunt-logs.ts";
import { WrongUse } from "#pipeline/wrong-use.ts";
import type { RuleLevel } from "#terms/rule.ts";
import { finishWhenInterrupted, interrupted } from "./end-well.ts";
import { type ExitCode, exitCodes, unfinished, wrongUse } from "./exit-codes.ts";
import { openHuntOutput } from "./hunt-output.ts";
import { createReadProgress } from "./hunt-progress.ts";
import { openTables } from "./open-config.ts";
import { drawProgress, endProgress, print, say } from "./say.ts";
import { sayRules, saySummary } from "./say-hunt.ts";
import { readToolVersion } from "./tool-version.ts";

export interface HuntFlags {
  readonly logs: readonly string[];
  readonly rules: readonly string[];
  readonly indicators: readonly string[];
  readonly suppress: readonly string[];
  /** A rule, and an event of the logs. */
  readonly explain?: { readonly rule: string; readonly event: string } | undefined;
  readonly placeholders: readonly string[];
  readonly pipelines: readonly string[];
  readonly format: HuntForm;
  readonly output?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
  readonly level?: RuleLevel | undefined;
  readonly tags: readonly string[];
  readonly latenessMs?: number | undefined;
  readonly jobs?: number | undefined;
  readonly ruleCache?: string | undefined;
}

const notRead = new Set(["not_found", "no_permission", "unreadable", "damaged", "unsupported_archive"]);

/** Nothing found means nothing only where everything that was named could be read. */
const codeOf = (summary: HuntSummary): ExitCode => {
  if (summary.results > 0) return exitCodes.findings;
  const isWhole = summary.logs.length > 0 && !summary.losses.some(({ reason }) => notRead.has(reason));
  return isWhole ? exitCodes.fine : exitCodes.unfinished;
};

const runExplain = async (flags: HuntFlags, explain: { rule: string; event: string }): Promise<ExitCode> => {
  try {
    const { matched, text } = await explainHunt({
      rules: flags.rules,
      placeholders: flags.placeholders,
      pipelines: flags.pipelines,
      logs: flags.logs,
      ...explain,
    });
    await print(showInvisible(text));
    return matched ? exitCodes.findings : exitCodes.fine;
  } catch (cause) {
    throw cause instanceof WrongUse ? wrongUse(cause.message) : cause;
  }
};

export const runHunt = async (flags: HuntFlags): Promise<ExitCode> => {
  if (flags.rules.length === 0 && flags.indicators.length === 0)
    throw wrongUse("hunt: Expected --rules DIR or --indicators FILE but found neither");
  if (flags.explain !== undefined) return runExplain(flags, flags.explain);
  const reference = await openTables();
  const output = await openHuntOutput(flags.output);
  const ending = Promise.withResolvers<void>();
  finishWhenInterrupted(() => ending.promise);
  let writer: FormWriter | undefined;
  let begun = "";
  try {
    drawProgress({ step: "reading rules" });
    const { level, tags, fromMs, untilMs, latenessMs, jobs, ruleCache } = flags;
    const summary = await huntLogs({
      rules: flags.rules,
      indicators: flags.indicators,
      reference,
      suppress: flags.suppress,
      placeholders: flags.placeholders,
      pipelines: flags.pipelines,
      logs: flags.logs,
      ...{ level, tags, fromMs, untilMs, latenessMs, jobs, ruleCache },
      signal: interrupted,
      onRules: (loaded) => {
        sayRules(loaded);
        if (loaded.loaded === 0 && loaded.indicators.indicators.length === 0)
          throw unfinished("hunt: Expected at least one rule or indicator that can be used but found none.");
        writer = openForm(flags.format, { rules: loaded.rules, toolVersion: readToolVersion() });
        begun = writer.begin();
      },
      onProgress: createReadProgress(),
      onResults: async (results) => {
        const text = `${begun}${results.map((result) => writer?.add(result) ?? "").join("")}`;
        begun = "";
        if (text !== "") await output.write(text);
      },
    });
    const rest = `${begun}${writer?.end() ?? ""}`;
    if (rest !== "") await output.write(rest);
    await output.end();
    endProgress();
    saySummary(summary);
    if (summary.logs.length === 0 && !summary.stopped) say("hunt: Expected at least one readable log but found none.");
    return codeOf(summary);
  } catch (cause) {
    endProgress();
    throw cause instanceof WrongUse ? wrongUse(cause.message) : cause;
  } finally {
    ending.resolve();
  }
};
