/** What a person needs to know of each source: when it was asked, what it brought, what is wrong with it and why. */
import { judgeHealth, planNext } from "#intel/collect/index.ts";
import type { Store } from "#store/index.ts";
import { isWithin, type Viewer } from "#terms/person.ts";
import type { Alarm, Source, SourceRun } from "#terms/source.ts";
import { switchedSources } from "./switch-sources.ts";

export interface SourceHealth {
  readonly source: Source;
  readonly alarms: readonly Alarm[];
  /** Newest first. */
  readonly runs: readonly SourceRun[];
  readonly articles: number;
  readonly newestPublishedAt?: string;
  /** When it is asked next, RFC 3339; absent when it is paused or was never asked. */
  readonly nextAt?: string;
  /** What was lost of late, by reason, most frequent first. */
  readonly lost: readonly { readonly reason: string; readonly count: number; readonly example: string }[];
}

const runsLookedAt = 20;

const countLosses = (runs: readonly SourceRun[]): SourceHealth["lost"] => {
  const byReason = new Map<string, { count: number; example: string }>();
  for (const loss of runs.flatMap((run) => run.losses)) {
    const known = byReason.get(loss.reason);
    if (known === undefined) byReason.set(loss.reason, { count: 1, example: `${loss.item}: ${loss.detail}` });
    else known.count += 1;
  }
  return [...byReason]
    .map(([reason, { count, example }]) => ({ reason, count, example }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
};

const nextOf = (source: Source, runs: readonly SourceRun[]): string | undefined => {
  const [newest] = runs;
  if (source.paused || newest === undefined) return undefined;
  return new Date(Date.parse(newest.startedAt) + planNext(source, runs)).toISOString();
};

/** Of the sources that the viewer may see: those with alarms first, then as they are configured. */
export const readHealth = async (
  store: Store,
  sources: readonly Source[],
  now: string,
  viewer: Viewer,
): Promise<SourceHealth[]> => {
  const all: SourceHealth[] = [];
  for (const source of await switchedSources(store, sources)) {
    if (!isWithin(source.tlp, viewer.ceiling)) continue;
    const runs = await store.readRuns(source.id, runsLookedAt);
    const { topics, ...totals } = await store.readTotals(source.id, viewer);
    const nextAt = nextOf(source, runs);
    all.push({
      source,
      alarms: judgeHealth({ source, runs, now, topics, ...totals }),
      runs,
      ...totals,
      ...(nextAt === undefined ? {} : { nextAt }),
      lost: countLosses(runs),
    });
  }
  return all.sort((a, b) => Number(b.alarms.length > 0) - Number(a.alarms.length > 0));
};
