/** defend/hunt: rules and indicators over logs that are there already. */

export { findSuppression, type Suppression } from "./alert-book.ts";
export { type CorrelateOptions, correlateFindings, type FindingCorrelator } from "./correlate-findings.ts";
export { createFinder, type FindInEvent } from "./find-in-event.ts";
export type { EventFinding, HuntResult } from "./finding.ts";
export { type HuntForm, huntForms, openForm } from "./forms/open-form.ts";
export type { FormWriter } from "./forms/writer.ts";
export type { Indicator, IndicatorFault } from "./indicators/indicator.ts";
export type { FoundObservable, IndicatorFile, IndicatorTools } from "./indicators/indicator-book.ts";
export { type ParsedIndicators, parseIndicators } from "./indicators/parse-indicators.ts";
export { watchIndicators } from "./indicators/watch-indicators.ts";
export { KeptReviver, rowOfEvent } from "./kept/kept-row.ts";
export { type KeptTable, writeCandidates } from "./kept/write-candidates.ts";
export { nameResults } from "./name-results.ts";
export { findCut, piecesOf, startsWithObjects, windowsBytes, wishedCuts } from "./plan-units.ts";
export { countRules, navigatorLayer, type RuleStats, type TechniqueFacts } from "./rules/count-rules.ts";
export { lintRules } from "./rules/lint-rules.ts";
export { quoteName, type SqlDialect, writeSql } from "./rules/write-sql.ts";
export { levels, type RuleChoice, selectRules } from "./select-rules.ts";
