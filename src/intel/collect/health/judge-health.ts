/**
 * Health of a source by what it gives, not by its status code: each alarm names its evidence.
 *
 * `failing`: three runs in a row gave nothing usable. `silent`: it answers, and lists nothing where it listed before, or
 * never listed anything. `shell`: most of its pages hold only a frame or a check for people. `stale`: nothing newer for
 * longer than its own limit. `truncated`: its feed is cut short, or most articles stand on the feed's words alone.
 * `off_topic`: most of what it brought of late reads as about something else.
 * `moved`: another address has answered in every run of late that read the feed.
 */
import type { Alarm, RunsSummary, Source } from "#terms/source.ts";
import { failuresInRow } from "./plan-next.ts";

export interface RecentTopics {
  readonly looked: number;
  /** How many of them read as about something else. */
  readonly off: number;
  /** The newest of those. */
  readonly newest?: { readonly title: string; readonly why: string };
}

export interface HealthInput extends RunsSummary {
  readonly source: Source;
  /** RFC 3339: the newest time of publication among its articles. Absent: none is dated. */
  readonly newestPublishedAt?: string;
  /** Of its newest articles. */
  readonly topics?: RecentTopics;
  /** RFC 3339. */
  readonly now: string;
}

const failuresUntilAlarm = 3;
const runsUntilSilent = 3;
const runsUntilMoved = 3;
/** A share of one page says nothing. */
const fewestPages = 4;

const dayMs = 86_400_000;
const day = (time: string): string => time.slice(0, 10);

const last = <T>(list: readonly T[]): T | undefined => list.at(-1);

const failing: Judge = ({ runs, failure: why = "It gave nothing usable." }) => {
  const failures = failuresInRow(runs);
  if (failures < failuresUntilAlarm) return undefined;
  const first = runs[failures - 1];
  return `Failed ${failures} times in a row, since ${day(first?.startedAt ?? "")}. ${why}`;
};

const silent: Judge = ({ runs }) => {
  const answered = runs.filter((run) => run.outcome === "ok");
  const empty = answered.findIndex((run) => run.entries > 0);
  const count = empty < 0 ? answered.length : empty;
  if (count < runsUntilSilent) return undefined;
  const before = answered[count];
  const found = `It answered ${count} times in a row and listed nothing`;
  return before === undefined
    ? `${found}; it never listed anything.`
    : `${found}; on ${day(before.startedAt)} it listed ${before.entries}.`;
};

const shell: Judge = ({ runs, shells, shellsFed = 0, shell: example }) => {
  const pages = runs.reduce((sum, run) => sum + run.fresh, 0) + shells - shellsFed;
  if (pages < fewestPages || shells * 2 < pages) return undefined;
  return `${shells} of its last ${pages} pages held no text to read, such as ${example}`;
};

const stale: Judge = ({ source, runs, newestPublishedAt, now }) => {
  if (!runs.some((run) => run.outcome !== "failed")) return undefined;
  const first = last(runs)?.startedAt;
  const since = newestPublishedAt ?? first;
  if (since === undefined || Date.parse(now) - Date.parse(since) < source.staleAfter) return undefined;
  const days = Math.floor((Date.parse(now) - Date.parse(since)) / dayMs);
  return newestPublishedAt === undefined
    ? `Nothing with a date in ${days} days, since it was first asked.`
    : `Nothing published since ${day(newestPublishedAt)}, ${days} days ago; expected something every ${Math.round(source.staleAfter / dayMs)} days.`;
};

const truncated: Judge = ({ runs, cut, shellsFed = 0 }) => {
  const newest = runs.find((run) => run.outcome === "ok");
  if (cut !== undefined) return `The feed was cut short on ${day(newest?.startedAt ?? "")}: ${cut}`;
  const fresh = runs.reduce((sum, run) => sum + run.fresh, 0);
  // Where the page was a shell, that is the alarm.
  const poor = runs.reduce((sum, run) => sum + run.fromFeed, 0) - shellsFed;
  if (fresh < fewestPages || poor * 2 < fresh) return undefined;
  return `${poor} of its last ${fresh} articles stand on the feed's own words, because their pages gave none.`;
};

/** Any outlet has a day of other news; only most of many articles says that it left its subject. */
const fewestArticles = 10;

const off_topic: Judge = ({ topics }) => {
  if (topics === undefined || topics.looked < fewestArticles || topics.off * 2 <= topics.looked) return undefined;
  const { looked, off, newest } = topics;
  return `${off} of its last ${looked} articles read as about something else, such as “${newest?.title}” (${newest?.why}).`;
};

/** A feed that is unchanged does not say where it answered from: by what was read before and after, from the same place. */
const moved: Judge = ({ source, runs }) => {
  const answered = runs.filter((run) => run.outcome !== "failed");
  const target = answered.find((run) => run.outcome === "ok")?.movedTo;
  if (target === undefined) return undefined;
  const elsewhere = answered.findIndex((run) => run.outcome === "ok" && run.movedTo !== target);
  const since = elsewhere < 0 ? answered : answered.slice(0, elsewhere);
  if (since.findLastIndex((run) => run.movedTo === target) + 1 < runsUntilMoved) return undefined;
  return `Asked at ${source.address}, it answers from ${target}. Change its address.`;
};

type Judge = (input: HealthInput) => string | undefined;
const judges: Readonly<Record<Alarm["type"], Judge>> = { failing, silent, shell, stale, truncated, off_topic, moved };

/** Alarms in a fixed order; none for a source that is paused or was never asked. */
export const judgeHealth = (input: HealthInput): Alarm[] => {
  if (input.source.paused || input.runs.length === 0) return [];
  return Object.entries(judges).flatMap(([type, judge]) => {
    const because = judge(input);
    return because === undefined ? [] : [{ type: type as Alarm["type"], because }];
  });
};
