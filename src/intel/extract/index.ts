/**
 * The extract room: what stands in an article, each thing at its place. Public surface.
 */

export { type AnnotatedPart, annotate, annotateWith, annotateWithin } from "./annotate.ts";
export { extractClaims } from "./claims/extract-claims.ts";
export { namesWith } from "./names/index.ts";
export { findObservables, type ObservablesContext } from "./observables/find-observables.ts";
export { type JudgeContext, judgeObservable, judgeObservables } from "./observables/judge-observable.ts";
export { refangValue } from "./observables/refang-value.ts";
export { createWarningLists, type WarningListData, type WarningLists } from "./observables/warning-lists.ts";
export { readNames } from "./read-names.ts";
export { type AnnotatedText, shareNames } from "./share-names.ts";
export {
  type ClauseContext,
  type ExplicitAttack,
  findExplicitAttack,
  type RankedTechnique,
  rankTechniques,
  readTechniques,
} from "./techniques/index.ts";
