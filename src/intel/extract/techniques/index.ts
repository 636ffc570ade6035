/** ATT&CK in a text: what it names, what it may mean. */
export { type ExplicitAttack, findExplicitAttack } from "./find-explicit.ts";
export type { ClauseContext, RankedTechnique } from "./rank-techniques.ts";
export { rankTechniques, readTechniques } from "./read-techniques.ts";
