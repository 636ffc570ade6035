import type { Reason } from "#terms/assessment.ts";

/** A line of a score, or none when it is worth nothing. */
export const reason = (factor: string, points: number, because: string): Reason[] =>
  points === 0 ? [] : [{ factor, points, because }];
