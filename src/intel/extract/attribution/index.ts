export { type ActorAttribution, findAttributions } from "./find-attributions.ts";
