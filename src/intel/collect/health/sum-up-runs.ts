/**
 * What the newest runs of a source say of its health, in few words: losses are counted by reason, and of each only what an
 * alarm shows is kept. Summed up when a run lands; a list of sources then reads one row a source, and no runs.
 */
import { feedForShell, type Loss, shellReasons } from "#terms/loss.ts";
import type { RunsSummary, SourceRun } from "#terms/source.ts";

/** Runs that are enough to judge by. */
export const runsSummedUp = 20;

const countLosses = (losses: readonly Loss[]): RunsSummary["lost"] => {
  const byReason = new Map<string, { count: number; example: string }>();
  for (const loss of losses) {
    const known = byReason.get(loss.reason);
    if (known === undefined) byReason.set(loss.reason, { count: 1, example: `${loss.item}: ${loss.detail}` });
    else known.count += 1;
  }
  return [...byReason]
    .map(([reason, { count, example }]) => ({ reason, count, example }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
};

/** @param runs newest first */
export const sumUpRuns = (runs: readonly SourceRun[]): RunsSummary => {
  const newest = runs.slice(0, runsSummedUp);
  const losses = newest.flatMap((run) => run.losses);
  const shells = losses.filter(({ reason }) => shellReasons.has(reason) || reason === feedForShell);
  const [shell] = shells;
  const failure = newest[0]?.losses.at(-1)?.detail;
  const read = newest.find(({ outcome }) => outcome === "ok");
  const cut = read?.losses.find(({ reason }) => reason === "feed_truncated")?.detail;
  return {
    runs: newest.map(({ losses: lost, ...run }) => ({ ...run, lost: lost.length })),
    lost: countLosses(losses),
    shells: shells.length,
    shellsFed: shells.filter(({ reason }) => reason === feedForShell).length,
    ...(shell === undefined ? {} : { shell: `${shell.item}: ${shell.detail}` }),
    ...(failure === undefined ? {} : { failure }),
    ...(cut === undefined ? {} : { cut }),
  };
};
