export { type NameFinder, namesWith, shippedNames } from "./find-names.ts";
