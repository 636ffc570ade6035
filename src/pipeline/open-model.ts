/** The configured model with its key, its kept answers and the record of its calls; and whether it can be used at all. */
import { join } from "node:path";
import { askAbout, readSecondLooks } from "#desk/brief/index.ts";
import { openModel } from "#outside/ask-model.ts";
import { systemClock } from "#outside/clock.ts";
import { type KeptAnswers, openKeptAnswers } from "#outside/keep-answers.ts";
import { readModelKey } from "#outside/read-config.ts";
import { openCallRecord } from "#outside/record-calls.ts";
import type { ModelConfig, OpenConfig } from "#terms/config.ts";
import type { ModelFault } from "#terms/model.ts";
import type { SecondLooker } from "./steps/take-second-look.ts";
import { WrongUse } from "./wrong-use.ts";

export interface ConfiguredModel extends SecondLooker {
  readonly config: ModelConfig;
  readonly hasKey: boolean;
  readonly close: () => Promise<void>;
}

const keptNowhere: KeptAnswers = { read: async () => undefined, keep: async () => undefined };

/** Undefined where none is configured. @param isFresh ask the endpoint even where an answer is kept */
export const openConfiguredModel = async (
  { model, stateDir }: Pick<OpenConfig, "model" | "stateDir">,
  { signal, isFresh = false }: { readonly signal?: AbortSignal; readonly isFresh?: boolean } = {},
): Promise<ConfiguredModel | undefined> => {
  if (model === undefined) return undefined;
  const key = await readModelKey(model);
  if (!key.ok) throw new WrongUse(key.error);
  const opened = openModel({
    config: model,
    key: key.value,
    kept: isFresh ? keptNowhere : openKeptAnswers(join(stateDir, "model-answers")),
    record: openCallRecord(join(stateDir, "model-calls.ndjson")),
    now: () => systemClock.now(),
    signal,
  });
  const { name, rewords, lowers, sentencesPerCall } = model;
  return { ...opened, ...{ name, rewords, lowers, sentencesPerCall, config: model, hasKey: key.value !== undefined } };
};

export type ModelProbe =
  | { readonly is: "useful" | "answers_without_use"; readonly ms: number }
  | { readonly is: "unusable"; readonly ms: number; readonly fault: ModelFault };

/** Asks about one sentence of our own whose answer is known. */
export const probeModel = async (model: ConfiguredModel): Promise<ModelProbe> => {
  const text = "The harbour office closed its doors on Monday.";
  const question = askAbout([{ id: "probe", sentence: text, passages: [{ outlet: "Desk", text }] }]);
  const startedMs = performance.now();
  const answer = await model.ask(question);
  const ms = Math.round(performance.now() - startedMs);
  if (!answer.ok) return { is: "unusable", ms, fault: answer.error };
  const look = readSecondLooks(question, answer.value).get("probe");
  return { is: look?.verdict === "supported" ? "useful" : "answers_without_use", ms };
};
