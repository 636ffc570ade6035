export { buildNameFinder, type NameFinder, shippedNames } from "./find-names.ts";
export type { NameTables } from "./table.ts";
