/** Which sources are shown, and in which order: by what they are, by words in their name or address. */
import type { SourceRow } from "../../api/contract.ts";

export const sourceFilters = ["all", "alarm", "paused", "waiting"] as const;
export type SourceFilter = (typeof sourceFilters)[number];

export const filterWords: Readonly<Record<SourceFilter, string>> = {
  all: "All",
  alarm: "With an alarm",
  paused: "Paused",
  waiting: "Not asked yet",
};

export const sourceOrders = ["alarm", "name", "newest", "most", "oldest"] as const;
export type SourceOrder = (typeof sourceOrders)[number];

export const orderWords: Readonly<Record<SourceOrder, string>> = {
  alarm: "alarms first",
  name: "name",
  newest: "newest article",
  oldest: "longest without an article",
  most: "most articles",
};

export const passes: Readonly<Record<SourceFilter, (source: SourceRow) => boolean>> = {
  all: () => true,
  alarm: ({ alarms }) => alarms.length > 0,
  paused: ({ paused }) => paused,
  waiting: ({ outcome, paused }) => outcome === undefined && !paused,
};

/** The same on every machine; "Feed 9" before "Feed 10". */
const names = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const byName = (a: SourceRow, b: SourceRow): number => names.compare(a.title, b.title) || (a.id < b.id ? -1 : 1);

const newestOf = ({ newestPublishedAt = "" }: SourceRow): string => newestPublishedAt;

const orders: Readonly<Record<SourceOrder, (a: SourceRow, b: SourceRow) => number>> = {
  alarm: (a, b) => Number(b.alarms.length > 0) - Number(a.alarms.length > 0) || byName(a, b),
  name: byName,
  newest: (a, b) => (newestOf(a) < newestOf(b) ? 1 : newestOf(a) > newestOf(b) ? -1 : byName(a, b)),
  oldest: (a, b) => (newestOf(a) < newestOf(b) ? -1 : newestOf(a) > newestOf(b) ? 1 : byName(a, b)),
  most: (a, b) => b.articles - a.articles || byName(a, b),
};

export interface Arrangement {
  readonly filter: SourceFilter;
  readonly order: SourceOrder;
  readonly words: string;
}

export const arrangeSources = (
  sources: readonly SourceRow[],
  { filter, order, words }: Arrangement,
): readonly SourceRow[] => {
  const wanted = words.trim().toLowerCase();
  return sources
    .filter(passes[filter])
    .filter(
      ({ id, title, address }) =>
        wanted === "" || [id, title, address].some((text) => text.toLowerCase().includes(wanted)),
    )
    .toSorted(orders[order]);
};

/** Alarms first, all of them. */
export const usualArrangement: Arrangement = { filter: "all", order: "alarm", words: "" };

/** What is a handful needs no filter, no words to look for, no order of its own. */
const fewest = 8;
export const isArrangeable = ({ length }: readonly SourceRow[]): boolean => length > fewest;

/** The sources as they are shown: what was filtered is whole again where there is nothing left to filter with. */
export const shownSources = (sources: readonly SourceRow[], how: Arrangement): readonly SourceRow[] =>
  arrangeSources(sources, isArrangeable(sources) ? how : usualArrangement);
