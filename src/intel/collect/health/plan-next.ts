/**
 * When a source is asked next: after its own interval, and after each failure in a row twice as late, at most a day.
 * A source that never answers is asked once a day for as long as it is configured; an alarm says so meanwhile.
 */
import type { Source, SourceRun } from "#terms/source.ts";

type Outcome = Pick<SourceRun, "outcome">;

const dayMs = 86_400_000;
const mostDoublings = 8;

/** Runs in a row, newest first, that failed. */
export const failuresInRow = (runs: readonly Outcome[]): number => {
  const firstGood = runs.findIndex((run) => run.outcome !== "failed");
  return firstGood < 0 ? runs.length : firstGood;
};

/**
 * Milliseconds until the source is asked again.
 *
 * @param runs newest first
 */
export const planNext = (source: Source, runs: readonly Outcome[]): number => {
  const failures = Math.min(mostDoublings, failuresInRow(runs));
  return Math.max(source.every, Math.min(dayMs, source.every * 2 ** failures));
};
