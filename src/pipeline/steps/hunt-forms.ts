/** The forms of a hunt's results, for doors. */
export { type FormWriter, type HuntForm, openForm } from "#defend/hunt/index.ts";
