/**
 * The desk at work: each source is collected when it is due, each edition made when it is due. Any number of processes
 * may do this side by side on one store; the jobs stand there, and no item is done twice.
 *
 * What is due stands in the store, so that a job that came due while nobody worked is done once, at the next start.
 */
import { planNext } from "#intel/collect/index.ts";
import { nextTime } from "#kit/crontab.ts";
import { systemClock } from "#outside/clock.ts";
import { openEgress } from "#outside/fetch-document.ts";
import { type Log, noLog } from "#outside/log.ts";
import { createWorkerPool } from "#outside/run-in-worker.ts";
import { openJobs, type Store, type StoreOptions, startWorker, type Task } from "#store/index.ts";
import { audienceOf, mainAudience } from "#terms/audience.ts";
import type { EditionPlan } from "#terms/config.ts";
import { dropsNothing, type RetentionPolicy } from "#terms/retention.ts";
import type { Source, SourceRun } from "#terms/source.ts";
import { knownTlp } from "#terms/tlp.ts";
import {
  type EditionOptions,
  type MadeEdition,
  makeEdition,
  type PreparedEdition,
  prepareEdition,
} from "./make-edition.ts";
import { makeNowTask, makeNowTaskName } from "./make-now.ts";
import type { ConfiguredModel } from "./open-model.ts";
import { payloadField } from "./payload-field.ts";
import { planFor, plannedAudiences } from "./plan-audiences.ts";
import { boardJob, collectKey, countsCoverage, editionKey, flashKey, planJobs, workingDay } from "./plan-jobs.ts";
import type { SettingsInForce } from "./settings/in-force.ts";
import { readOrganisation } from "./settings/read-organisation.ts";
import { collectSource } from "./steps/collect-source.ts";
import { decisionsInForce } from "./steps/decisions-in-force.ts";
import { optionsOfRecord } from "./steps/edition-of-record.ts";
import { keepBoard } from "./steps/keep-board.ts";
import { keepEdition, readEarlier } from "./steps/keep-edition.ts";
import { logEdition, logRun } from "./steps/log-steps.ts";
import { findFlashes, makeFlash } from "./steps/make-flash.ts";
import type { Reference } from "./steps/open-reference.ts";
import { keepWeek, rollUpWeek } from "./steps/roll-up-week.ts";
import { switchedSources } from "./steps/switch-sources.ts";
import { tallyEdition } from "./steps/tally-coverage.ts";
import { watchCited } from "./steps/watch-cited.ts";
import { type ClockTools, everyInterval, machineClock, watchJumps } from "./watch-clock.ts";

export interface WorkOptions {
  readonly store: Store;
  readonly server: StoreOptions;
  /** What is collected, when editions are due, whom they are for: asked anew for each job. */
  readonly inForce: Pick<SettingsInForce, "sources" | "source" | "editions" | "organisation" | "weights">;
  /** Makes a flash of a story that tells of exploitation of a product in the profile. */
  readonly flash?: boolean;
  readonly reference: Reference;
  /** A model that may look at a composed edition, opened for each: its budget is one edition's. */
  readonly openModel?: () => Promise<ConfiguredModel | undefined>;
  /** `host:port` that may be asked though not public. */
  readonly allowHosts: readonly string[];
  readonly onCollected: (source: Source, run: SourceRun) => void;
  readonly onEdition: (made: MadeEdition, id: string) => void;
  readonly onFailure: (what: string, cause: unknown) => void;
  /** Days for which the pages that an edition cites are looked at again. Default: never. */
  readonly watchDays?: number;
  /** What is dropped every night. Default: nothing. */
  readonly retention?: RetentionPolicy;
  /** The machine's clock; tests move their own. */
  readonly clock?: ClockTools;
  readonly clockLookMs?: number;
  /** Default: nothing is logged. */
  readonly log?: Log;
  /** Room on the disk; below the floor sources wait. Default: there is enough. */
  readonly room?: { readonly floorBytes: number; readonly free: () => Promise<number | undefined> };
}

export interface DeskWork {
  /** Lets running jobs end; what is broken off is done again by whoever works next. */
  readonly stop: () => Promise<void>;
}

const atOnce = 4;
const clockLookMs = 15_000;
const watchKey = "desk:watch";
const retentionKey = "desk:retention";
/** When nobody waits for the store, nor for an edition. */
const nightly = { at: "10 2 * * *", timeZone: "UTC" };
const hourMs = 3_600_000;

/** The board is made anew when something came in, and not more often than this: it reads the whole day. */
const boardEveryMs = 3 * 60_000;
const boardFirstMs = 2_000;

/** A full disk is looked at again this often. */
const roomAgainMs = 5 * 60_000;

const mebibyte = 1024 * 1024;

/** A store on a full disk refuses everything, reviews and editions too; collecting stops before that. */
const lackOfRoom = async ({ room }: WorkOptions): Promise<string | undefined> => {
  const free = await room?.free();
  if (room === undefined || free === undefined || free >= room.floorBytes) return undefined;
  return `Expected at least ${Math.round(room.floorBytes / mebibyte)} MiB free on the disk but found ${Math.floor(free / mebibyte)} MiB.`;
};

/** Starts this process's share of the work. */
export const startDeskWork = async (options: WorkOptions): Promise<DeskWork> => {
  const { store, server, inForce, reference, log = noLog, clock = machineClock, watchDays = 0 } = options;
  const later = (ms: number): Date => new Date(clock.now().getTime() + ms);
  const onFailure: WorkOptions["onFailure"] = (what, cause) => {
    log.warn("work.job_failed", { job: what }, cause);
    options.onFailure(what, cause);
  };
  const jobs = await openJobs(server);
  const pool = createWorkerPool();
  const egress = openEgress({ clock: systemClock, allowHosts: options.allowHosts });

  const plansInForce = async (): Promise<readonly EditionPlan[]> => (await inForce.editions()).value;

  const addBoard = (at: Date, keep = false): Promise<void> =>
    jobs.add(boardJob.task, boardJob.key, boardJob.payload, at, keep);

  const collect: Task = async (payload, signal) => {
    const named = await inForce.source(payloadField(payload, "source") ?? "");
    const [source] = named === undefined ? [] : await switchedSources(store, [named]);
    if (source === undefined || source.paused) return; // Taken out meanwhile, or paused.
    const lacking = await lackOfRoom(options);
    if (lacking !== undefined) {
      await jobs.add("collect", collectKey(source), { source: source.id }, later(Math.min(roomAgainMs, source.every)));
      log.warn("collect.waits_for_room", { source: source.id, because: lacking });
      options.onFailure(`${source.id} waits`, new Error(lacking));
      return;
    }
    const began = performance.now();
    const { run, runs } = await collectSource(source, { store, clock: systemClock, egress, pool, reference }, signal);
    await jobs.add("collect", collectKey(source), { source: source.id }, later(planNext(source, runs)));
    logRun(log, source, run, Math.round(performance.now() - began));
    if (run.fresh > 0) await addBoard(later(boardEveryMs), true);
    options.onCollected(source, run);
  };

  const ofRecord = (plan?: EditionPlan): Promise<EditionOptions> =>
    optionsOfRecord({ store, inForce, reference, now: () => clock.now() }, plan);

  const ofAudience = async (audience = mainAudience): Promise<EditionOptions> => {
    const plan = planFor(await plansInForce(), audience);
    if (plan === undefined && audience !== mainAudience)
      throw new Error(`The desk makes no edition for ${audience} any more.`);
    return ofRecord(plan);
  };

  /** The stories of the working day, which is that of the edition that is due next. */
  const board: Task = async () => {
    const day = workingDay(await plansInForce(), clock.now());
    const prepared = await prepareEdition({
      ...(await ofRecord()),
      decisions: () => decisionsInForce(store, [day]),
    });
    if (prepared.articles.length > 0) await keepBoard(store, prepared, day);
    if (options.flash === true) await planFlashes(prepared);
  };

  /** What an edition on record for them tells already needs no flash. */
  const planFlashesFor = async (audience: string, found: readonly (readonly string[])[]): Promise<void> => {
    if (found.length === 0) return;
    const earlier = await readEarlier(store, systemClock.now(), { name: audience }, "with drafts");
    const told = new Set(earlier.flatMap(({ stories }) => stories.flatMap(({ articleUrls }) => articleUrls)));
    for (const urls of found) {
      const [url] = [...urls].sort();
      if (url !== undefined && !urls.some((each) => told.has(each)))
        await jobs.add("flash", flashKey(url, audience), { url, audience }, clock.now(), true);
    }
  };

  /** The desk's own profile speaks for those whom the day goes by; an audience with a profile of its own for itself. */
  const planFlashes = async (prepared: PreparedEdition): Promise<void> => {
    const plans = await plansInForce();
    for (const [at, { name }] of plannedAudiences(plans).entries()) {
      const profile = planFor(plans, name)?.organisation;
      if (profile === undefined && at > 0) continue;
      try {
        const whose = profile === undefined ? undefined : await readOrganisation(profile);
        await planFlashesFor(name, findFlashes(prepared, whose));
      } catch (cause) {
        onFailure(`flash for ${name}`, cause);
      }
    }
  };

  const flash: Task = async (payload) => {
    const url = payloadField(payload, "url") ?? "";
    const began = performance.now();
    const made = await makeFlash(await ofAudience(payloadField(payload, "audience")), url);
    if (made === undefined) return; // The story went elsewhere meanwhile.
    const id = await keepEdition(store, made);
    log.info("edition.flash", { edition: id, ms: Math.round(performance.now() - began) });
  };

  const makeWeek = async (plan: EditionPlan): Promise<void> => {
    const week = await rollUpWeek(store, reference.annotate, systemClock.now(), audienceOf(plan));
    const id = week === undefined ? undefined : await keepWeek(store, week);
    const next = nextTime(plan, clock.now());
    if (next !== undefined) await jobs.add("edition", editionKey(plan), { key: editionKey(plan) }, next);
    if (id === undefined) {
      const because = "no edition was approved in seven days that tells a story";
      log.info("edition.rolled_up", { outcome: "nothing", because });
      options.onFailure("weekly roll-up", new Error(because));
    } else log.info("edition.rolled_up", { edition: id });
  };

  const edition: Task = async (payload) => {
    const plans = await plansInForce();
    const plan = plans.find((one) => editionKey(one) === payloadField(payload, "key"));
    if (plan === undefined) return;
    if (plan.kind === "weekly") return makeWeek(plan);
    const began = performance.now();
    const record = await ofRecord(plan);
    const model = await options.openModel?.();
    const made = await makeEdition({
      ...record,
      ...(model === undefined ? {} : { model }),
    }).finally(() => model?.close());
    const next = nextTime(plan, clock.now());
    // An edition of nothing helps nobody; the sources' health says why there is none.
    const id = made.articles.length > 0 ? await keepEdition(store, made) : undefined;
    const { asOf, tlp } = made.edition.edition;
    if (countsCoverage(plans, plan))
      await store.operations.countCoverage(asOf, tallyEdition(made, made.losses), knownTlp(tlp));
    if (next !== undefined) await jobs.add("edition", editionKey(plan), { key: editionKey(plan) }, next);
    // The working day is now that of the edition after this one.
    await addBoard(clock.now());
    logEdition(log, made, made.losses, { id, ms: Math.round(performance.now() - began) });
    if (id === undefined)
      options.onFailure(`edition of ${made.edition.edition.asOf}`, new Error("no article is on record for it"));
    else options.onEdition(made, id);
  };

  const makeNow = makeNowTask({
    store,
    clock,
    ofRecord: ofAudience,
    sources: async () => switchedSources(store, await inForce.sources()),
    ...(options.openModel === undefined ? {} : { openModel: options.openModel }),
    onFlash: (id, ms) => log.info("edition.flash", { edition: id, ms }),
    onMade: async (made, id, ms) => {
      await addBoard(clock.now());
      logEdition(log, made, made.losses, { id, ms });
      options.onEdition(made, id);
    },
    onFailure,
  });

  const watch: Task = async (_, signal) => {
    const tools = { store, clock: systemClock, egress, pool, log, watchDays };
    await watchCited(tools, signal);
    await jobs.add("watch", watchKey, {}, later(hourMs));
  };

  const retention: Task = async (_, signal) => {
    if (policy === undefined) return;
    const dropped = await store.operations.dropOld(policy, clock.now().toISOString(), signal);
    log.info("retention.done", { dropped: { ...dropped } });
    await jobs.add("retention", retentionKey, {}, nextNight());
  };
  const policy = options.retention === undefined || dropsNothing(options.retention) ? undefined : options.retention;
  const nextNight = (): Date => nextTime(nightly, clock.now()) ?? later(24 * hourMs);
  const untilNight = (): number => nextNight().getTime() - clock.now().getTime();

  const recurring = [
    ...(policy === undefined
      ? []
      : [{ task: "retention", key: retentionKey, everyMs: 24 * hourMs, firstMs: untilNight() }]),
    { ...boardJob, everyMs: boardEveryMs, firstMs: boardFirstMs },
    ...(watchDays > 0 ? [{ task: "watch", key: watchKey, everyMs: hourMs }] : []),
  ];
  const plan = async (): Promise<void> =>
    planJobs(
      jobs,
      { sources: await switchedSources(store, await inForce.sources()), editions: await plansInForce(), recurring },
      clock.now(),
    );
  const jumped = watchJumps(clock);
  const stopClock = everyInterval(options.clockLookMs ?? clockLookMs, async () => {
    const jumpMs = jumped();
    if (jumpMs === 0) return;
    log.warn("clock.jumped", { ms: jumpMs, because: "Jobs that wait too long by the new time are planned anew." });
    await plan();
  });

  // What is given up while this process works is planned anew too.
  const stopPlanning = everyInterval(hourMs, plan);

  await plan();
  await jobs.tryFailed();
  const worker = await startWorker(server, {
    tasks: { collect, edition, board, flash, watch, retention, [makeNowTaskName]: makeNow },
    atOnce,
    onFailure,
  });
  return {
    stop: async () => {
      await Promise.all([stopClock(), stopPlanning()]);
      await worker.stop();
      await Promise.all([jobs.close(), egress.close(), pool.close()]);
    },
  };
};
