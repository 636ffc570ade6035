export { findDates } from "./find-dates.ts";
export { findDurations } from "./find-durations.ts";
