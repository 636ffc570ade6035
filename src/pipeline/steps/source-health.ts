/** What a person needs to know of each source: when it was asked, what it brought, what is wrong with it and why. */
import { judgeHealth, planNext, runsSummedUp, sumUpRuns } from "#intel/collect/index.ts";
import type { Store } from "#store/index.ts";
import { isWithin, type Viewer } from "#terms/person.ts";
import { type Alarm, type BriefRun, noRuns, type RunsSummary, type Source } from "#terms/source.ts";
import { switchedSources } from "./switch-sources.ts";

export interface SourceHealth<S extends Source = Source> {
  readonly source: S;
  readonly alarms: readonly Alarm[];
  /** Newest first. */
  readonly runs: readonly BriefRun[];
  readonly articles: number;
  readonly newestPublishedAt?: string;
  /** When it is asked next, RFC 3339; absent when it is paused or was never asked. */
  readonly nextAt?: string;
  /** Why the newest run gave nothing usable; absent when it gave something. One failure is no alarm yet. */
  readonly failure?: string;
  /** What was lost of late, by reason, most frequent first. */
  readonly lost: RunsSummary["lost"];
}

const neverAsked = { runs: { summary: noRuns }, articles: 0, topics: { looked: 0, off: 0 } };

const nextOf = (source: Source, runs: readonly BriefRun[]): string | undefined => {
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
  const facts = await store.readFacts(ids, runsSummedUp, viewer);
  const all = shown.map((source): SourceHealth<S> => {
    const { runs: known, topics, ...totals } = facts.get(source.id) ?? neverAsked;
    const summary = "summary" in known ? known.summary : sumUpRuns(known.newest);
    const { runs, lost } = summary;
    const nextAt = nextOf(source, runs);
    return {
      source,
      alarms: judgeHealth({ source, now, topics, ...summary, ...totals }),
      runs,
      ...totals,
      ...(nextAt === undefined ? {} : { nextAt }),
      ...(runs[0]?.outcome !== "failed" || summary.failure === undefined ? {} : { failure: summary.failure }),
      lost,
    };
  });
  return all.sort((a, b) => Number(b.alarms.length > 0) - Number(a.alarms.length > 0));
};
