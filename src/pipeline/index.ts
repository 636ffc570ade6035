/** Pipeline: the flow from sources to an edition. Doors come in here. */
export { CannotFinish } from "./cannot-finish.ts";
export { type EditionOptions, type MadeEdition, makeEdition } from "./make-edition.ts";
export { type Desk, openDesk } from "./open-desk.ts";
export { order, type StepName } from "./order.ts";
export type { OnProgress, Progress } from "./progress.ts";
export { WrongUse } from "./wrong-use.ts";
