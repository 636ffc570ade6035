/** defend/detect: Sigma rules over events. */

export {
  type Correlator,
  type CorrelatorCounts,
  type CorrelatorOptions,
  type CorrelatorSnapshot,
  createCorrelator,
} from "./correlate/correlator.ts";
export { EventClock } from "./correlate/event-clock.ts";
export { fieldsByRule } from "./correlate/extract-fields.ts";
export { compileEngine, type Engine, type EngineCounts, type EngineOptions } from "./engine.ts";
export { createLineGate, type LineGate } from "./fast/line-gate.ts";
export type { PeekedValues } from "./fast/line-peek.ts";
export type { MutedRule } from "./fast/rule-watch.ts";
export { createKindGate } from "./kind-gate.ts";
export { type LoadedRules, type LoadOptions, loadRules, type RuleFile } from "./load-rules.ts";
export { explainMatch } from "./match/explain-match.ts";
export { showAtom } from "./match/find-evidence.ts";
export { foldCase } from "./match/fold-case.ts";
export { type AlertOptions, type GroupedAlerts, groupAlerts, hostOf, type Suppression } from "./match/group-alerts.ts";
export { type Network, parseNetwork } from "./match/parse-address.ts";
export { createFieldView } from "./match/read-field.ts";
export { type ParsedPipelines, type Pipeline, parsePipelines } from "./pipeline/parse-pipeline.ts";
export { compileRegex } from "./regex/compile-regex.ts";
export { translateRegex } from "./regex/translate-regex.ts";
export { appliesTo } from "./route/applies-to.ts";
