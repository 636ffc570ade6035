export { type NameFinder, shippedNames } from "./find-names.ts";
