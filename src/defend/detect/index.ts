/** defend/detect: Sigma rules over events. */
export { compileEngine, type Engine, type EngineCounts, type EngineOptions } from "./engine.ts";
export { type LoadedRules, type LoadOptions, loadRules, type RuleFile } from "./load-rules.ts";
export { explainMatch } from "./match/explain-match.ts";
export { showAtom } from "./match/find-evidence.ts";
export { createFieldView } from "./match/read-field.ts";
export { type ParsedPipelines, type Pipeline, parsePipelines } from "./pipeline/parse-pipeline.ts";
