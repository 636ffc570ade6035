/** The tabulate room: official lists become our tables of facts. Public surface. */

export { readPlainWords } from "./aliases/classify-alias.ts";
export {
  type AliasTables,
  type AmbiguousAlias,
  ambiguousAliases,
  makeAliasTables,
} from "./aliases/make-alias-tables.ts";
export { type Counted, compareTables, type SectionChanges, type TableChanges } from "./compare-tables.ts";
export { listExploited } from "./list-exploited.ts";
export { lookUpVulnerabilities } from "./look-up-vulnerabilities.ts";
export { attackTable } from "./tabulate-attack.ts";
export { type OfficialFile, type TabulatedFiles, tabulateFiles } from "./tabulate-files.ts";
export { galaxyTable } from "./tabulate-galaxy.ts";
export { matchOf, warningListMeanings, warningListsOf, warningListsTable } from "./tabulate-warning-lists.ts";
