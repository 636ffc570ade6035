export { type ActorAttribution, findAttributions } from "./find-attributions.ts";
export type { Relation } from "./relations.ts";
