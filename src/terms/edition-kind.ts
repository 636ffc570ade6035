/** Daily: of what came in; flash: one story at once; weekly: a roll-up of what was approved in seven days. */
export const editionKinds = ["daily", "flash", "weekly"] as const;
export type EditionKind = (typeof editionKinds)[number];
