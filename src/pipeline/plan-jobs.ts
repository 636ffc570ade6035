/**
 * Which jobs stand in the store, and when. Planned when a process begins to work, and again when its clock was moved:
 * a job never waits longer than its own interval, and what was done for a time is not done for it again.
 */
import { nextTime } from "#kit/crontab.ts";
import type { JobQueue } from "#store/index.ts";
import { audienceOf, mainAudience } from "#terms/audience.ts";
import type { EditionPlan } from "#terms/config.ts";
import type { Source } from "#terms/source.ts";

/** Sources are not asked in the same second at the first start. */
const spreadMs = 2_000;
/** After failures a source is asked this often at least. */
const longestPauseMs = 24 * 3_600_000;
const slackMs = 60_000;

/** A job that comes back by itself. */
export interface Recurring {
  readonly task: string;
  readonly key: string;
  readonly everyMs: number;
  /** When it is done first; default in a minute. */
  readonly firstMs?: number;
}

export interface Plan {
  /** Those in force: switches of people looked at. */
  readonly sources: readonly Source[];
  readonly editions: readonly EditionPlan[];
  readonly recurring: readonly Recurring[];
}

/** The stories of the working day are made anew. */
export const boardJob = { task: "board", key: "board", payload: {} } as const;

export const collectKey = (source: Pick<Source, "id">): string => `collect:${source.id}`;
/** Two plans of one time are two jobs, each for its audience. */
export const editionKey = (plan: EditionPlan): string => {
  const audience = audienceOf(plan);
  const who = audience === undefined ? "" : ` for ${audience.name}`;
  return `edition:${plan.at} ${plan.timeZone}${plan.kind === "weekly" ? " weekly" : ""}${who}`;
};

export const flashKey = (url: string, audience: string): string =>
  audience === mainAudience ? `flash:${url}` : `flash:${url} for ${audience}`;

/**
 * Plans by which the desk's own day goes: those of the main edition, where it makes one, else of any audience. A week is
 * rolled up of days: its plans say something only where there are no others.
 */
const dayPlans = (plans: readonly EditionPlan[]): readonly EditionPlan[] => {
  const daily = plans.filter(({ kind }) => kind !== "weekly");
  const within = daily.length === 0 ? plans : daily;
  const main = within.filter((plan) => audienceOf(plan) === undefined);
  return main.length === 0 ? within : main;
};

/**
 * Whether what came in is counted with the editions of a plan: once, however many audiences it is told to. Where there is
 * no main edition, the audience that is planned first stands for all.
 */
export const countsCoverage = (plans: readonly EditionPlan[], plan: EditionPlan): boolean => {
  const counted = dayPlans(plans);
  const [first] = counted;
  return first !== undefined && counted.includes(plan) && audienceOf(plan)?.name === audienceOf(first)?.name;
};

/** When the next edition by which the desk's day goes is due. */
export const nextDue = (plans: readonly EditionPlan[], after: Date): Date | undefined =>
  dayPlans(plans)
    .flatMap((plan) => nextTime(plan, after) ?? [])
    .toSorted((a, b) => a.getTime() - b.getTime())
    .at(0);

/** The day that is worked on: that of the edition which is due next. */
export const workingDay = (plans: readonly EditionPlan[], now: Date): string =>
  (nextDue(plans, now) ?? now).toISOString().slice(0, 10);

interface Wanted {
  readonly task: string;
  readonly key: string;
  readonly payload: unknown;
  /** For a job that does not stand there yet. */
  readonly first: Date;
  /** A job that waits for a time after this one was planned by a clock that was ahead. */
  readonly latest: Date;
}

const wantedJobs = ({ sources, editions, recurring }: Plan, now: Date): Wanted[] => {
  const after = (ms: number): Date => new Date(now.getTime() + ms);
  const collect = sources
    .filter((source) => !source.paused)
    .map((source, at) => ({
      task: "collect",
      key: collectKey(source),
      payload: { source: source.id },
      first: after(Math.min(at * spreadMs, source.every)),
      latest: after(Math.max(source.every, longestPauseMs) + slackMs),
    }));
  const made = editions.flatMap((plan) => {
    const first = nextTime(plan, now);
    if (first === undefined) return [];
    // The next one is left out when it was made already: by a clock that was a little ahead. Never two.
    const latest = nextTime(plan, first) ?? first;
    return [{ task: "edition", key: editionKey(plan), payload: { key: editionKey(plan) }, first, latest }];
  });
  const others = recurring.map(({ task, key, everyMs, firstMs }, at) => ({
    task,
    key,
    payload: {},
    first: after(firstMs ?? (at + 1) * slackMs),
    latest: after(2 * everyMs),
  }));
  return [...collect, ...made, ...others];
};

const isOurs = (key: string): boolean => /^(?:collect|edition|desk):/.test(key);

/**
 * Jobs that are no longer wanted are taken away, new ones added; the others keep their time unless it lies too far ahead.
 * One that was given up is planned anew: what it failed by for days was perhaps mended since.
 *
 * One process at a time: a job that another has added and begun since this one looked would be added beside itself, and
 * its source be asked twice at once.
 */
export const planJobs = (jobs: JobQueue, plan: Plan, now: Date): Promise<void> =>
  jobs.alone(() => planAlone(jobs, wantedJobs(plan, now)));

const planAlone = async (jobs: JobQueue, wanted: readonly Wanted[]): Promise<void> => {
  const keys = new Set(wanted.map(({ key }) => key));
  const standing = new Map<string, Date>();
  for (const { key, at, isGivenUp } of await jobs.times())
    if ((isOurs(key) && !keys.has(key)) || (isGivenUp && keys.has(key))) await jobs.remove(key);
    else standing.set(key, at);
  for (const { task, key, payload, first, latest } of wanted) {
    const at = standing.get(key);
    if (at === undefined) await jobs.add(task, key, payload, first, true);
    else if (at > latest) await jobs.add(task, key, payload, first);
  }
};
