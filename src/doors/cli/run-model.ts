/** `watchfloor model check`: what a model would be used for, and whether it answers. Never prints a key. */
import { type ConfiguredModel, type ModelProbe, openConfiguredModel, probeModel } from "#pipeline/open-model.ts";
import { WrongUse } from "#pipeline/wrong-use.ts";
import { interrupted } from "./end-well.ts";
import { type ExitCode, exitCodes, unfinished } from "./exit-codes.ts";
import { openConfig } from "./open-config.ts";
import { print, say } from "./say.ts";

const usesOf = ({ rewords, lowers }: ConfiguredModel): string => {
  const uses = [...(rewords ? ["to reword cited sentences"] : []), ...(lowers ? ["to lower verdicts"] : [])];
  return uses.length === 0 ? "nothing: neither rewording nor lowering is allowed" : uses.join(" and ");
};

const saidOf = (probe: ModelProbe): string => {
  if (probe.is === "unusable") return `no use: ${probe.fault.message}`;
  return probe.is === "useful"
    ? "it answers in the form that is asked for"
    : "it answers, but calls a sentence unsupported by itself";
};

const unanswered = new Set(["timeout", "unreachable", "redirected", "cancelled"]);

const codeOf = (probe: ModelProbe): ExitCode => {
  if (probe.is === "useful") return exitCodes.fine;
  return probe.is === "unusable" && unanswered.has(probe.fault.type) ? exitCodes.unfinished : exitCodes.findings;
};

const open = async (): Promise<ConfiguredModel | undefined> => {
  try {
    return await openConfiguredModel(await openConfig(), { signal: interrupted, isFresh: true });
  } catch (cause) {
    throw cause instanceof WrongUse ? unfinished(`model: ${cause.message}`) : cause;
  }
};

export const runModelCheck = async (json: boolean): Promise<ExitCode> => {
  const model = await open();
  if (model === undefined) {
    if (json) await print(`${JSON.stringify({ configured: false })}\n`);
    else say("model: none is configured; the desk works without one.");
    return exitCodes.fine;
  }
  try {
    const probe = await probeModel(model);
    const { provider, baseUrl, name, maxCalls, maxTokens, timeoutMs } = model.config;
    const facts = { provider, baseUrl, name, key: model.hasKey, uses: usesOf(model), maxCalls, maxTokens, timeoutMs };
    if (json) await print(`${JSON.stringify({ configured: true, ...facts, probe }, null, 2)}\n`);
    else {
      const lines = [
        `${name} at ${baseUrl} (${provider}), ${model.hasKey ? "with a key" : "without a key"}`,
        `used: ${facts.uses}`,
        `limits an edition: ${maxCalls} calls, ${maxTokens} tokens; a call ${timeoutMs / 1000} s`,
        `asked: ${saidOf(probe)} (${probe.ms} ms)`,
      ];
      await print(`${lines.join("\n")}\n`);
    }
    return codeOf(probe);
  } finally {
    await model.close();
  }
};
