/** What a person needs to know of each source: when it was asked, what it brought, what is wrong with it and why. */
import { judgeHealth, planNext } from "#intel/collect/index.ts";
import type { Store } from "#store/index.ts";
import { isWithin, type Viewer } from "#terms/person.ts";
import type { Alarm, Source, SourceRun } from "#terms/source.ts";
import { switchedSources } from "./switch-sources.ts";

export interface SourceHealth<S extends Source = Source> {
  readonly source: S;
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

const neverAsked = { runs: [], articles: 0, topics: { looked: 0, off: [] } };

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
export const readHealth = async <S extends Source>(
  store: Store,
  sources: readonly S[],
  now: string,
  viewer: Viewer,
): Promise<SourceHealth<S>[]> => {
  const shown = (await switchedSources(store, sources)).filter(({ tlp }) => isWithin(tlp, viewer.ceiling));
  const ids = shown.map(({ id }) => id);
  const facts = await store.readFacts(ids, runsLookedAt, viewer);
  const all = shown.map((source): SourceHealth<S> => {
    const { runs, topics, ...totals } = facts.get(source.id) ?? neverAsked;
    const nextAt = nextOf(source, runs);
    return {
      source,
      alarms: judgeHealth({ source, runs, now, topics, ...totals }),
      runs,
      ...totals,
      ...(nextAt === undefined ? {} : { nextAt }),
      lost: countLosses(runs),
    };
  });
  return all.sort((a, b) => Number(b.alarms.length > 0) - Number(a.alarms.length > 0));
};
