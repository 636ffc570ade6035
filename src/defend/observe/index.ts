/** defend/observe: any log becomes events. */

export { findField } from "./find-field.ts";
export { aliasesOfPeeked, peekedNames, sourceOfPeeked } from "./json/peek-source.ts";
export type { LogFormat, ObserveHints } from "./log-format.ts";
export type { ObserveReport, UnreadSample } from "./observe-report.ts";
export { type Observation, observeAll, observeBytes, observeStream } from "./observe-stream.ts";
