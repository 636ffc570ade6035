/** The forms of a hunt's results, for doors. */
export { ndjsonLine } from "#defend/hunt/index.ts";
