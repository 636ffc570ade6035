/**
 * Measures of this process and of the desk, in the text form of Prometheus. Labels are closed words: a route as it is
 * declared, a status, a step, a reason; never an address, a name, or a word of a text.
 *
 * What the desk did as a whole (runs, losses, editions, jobs) is read from the store when it is asked for, so that it is
 * the same whichever process did it.
 */
import type { FastifyInstance } from "fastify";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Readiness, ReadReadiness } from "#pipeline/watch-desk.ts";
import type { Store } from "#store/index.ts";
import type { CoverageLine } from "#terms/coverage.ts";
import { readinessChecks } from "#terms/desk-state.ts";

export interface Measures {
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

/** What the measures of the desk are read from; without a store only the process is measured. */
export interface MeasuredDesk {
  readonly readiness: ReadReadiness;
  readonly operations: Store["operations"];
  /** What waits to leave, left, or needs a person; default: nothing is told of it. */
  readonly outbox?: Pick<Store["outbox"], "tally">;
  /** Types of the alarms of all sources. */
  readonly alarms: () => Promise<readonly string[]>;
}

/** Distinct reasons that one scrape names; a hostile feed makes no new ones, and a new version few. */
const mostReasons = 200;

const measureRequests = (door: FastifyInstance, registry: Registry): void => {
  const labelNames = ["method", "route", "status"] as const;
  const requests = new Counter({
    name: "watchfloor_http_requests_total",
    help: "Requests answered, by route as declared and status.",
    labelNames,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: "watchfloor_http_request_seconds",
    help: "Time from request to answer.",
    labelNames: ["route"] as const,
    buckets: [0.005, 0.02, 0.05, 0.15, 0.3, 1, 3, 10],
    registers: [registry],
  });
  door.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    requests.inc({ method: request.method, route, status: reply.statusCode });
    seconds.observe({ route }, reply.elapsedTime / 1_000);
  });
};

const gauge = <L extends string>(registry: Registry, name: string, help: string, ...labelNames: L[]): Gauge<L> =>
  new Gauge<L>({ name: `watchfloor_${name}`, help, labelNames, registers: [registry] });

const tally = <L extends string>(registry: Registry, name: string, help: string, ...labelNames: L[]): Counter<L> =>
  new Counter<L>({ name: `watchfloor_${name}`, help, labelNames, registers: [registry] });

const measureLedger = (registry: Registry) => {
  const runs = tally(registry, "step_runs_total", "Runs of a step of the whole desk, by outcome.", "step", "outcome");
  const gave = tally(registry, "step_items_total", "What a step was given and gave on.", "step", "flow", "what");
  const lost = tally(registry, "losses_total", "What was dropped, by step and reason.", "step", "reason");
  return (lines: readonly CoverageLine[]): void => {
    for (const counter of [runs, gave, lost]) counter.reset();
    for (const { step, flow, reason, count } of lines.slice(0, mostReasons)) {
      if (flow === "runs") runs.inc({ step, outcome: reason }, count);
      else if (flow === "lost") lost.inc({ step, reason }, count);
      else gave.inc({ step, flow, what: reason }, count);
    }
  };
};

const measureReadiness = (registry: Registry) => {
  const ready = gauge(registry, "ready", "1 when the check is passed.", "check");
  const jobs = gauge(registry, "jobs", "Jobs of the whole desk, by task and state.", "task", "state");
  const editions = gauge(registry, "editions", "Editions on record.");
  const age = gauge(registry, "newest_edition_age_seconds", "Age of the newest edition; absent when there is none.");
  const free = gauge(registry, "disk_free_bytes", "Room on the disk of the state folder.");
  return ({ reasons, state, space }: Readiness): void => {
    for (const check of readinessChecks) ready.set({ check }, reasons.some((reason) => reason.check === check) ? 0 : 1);
    if (space !== undefined) free.set(space.freeBytes);
    jobs.reset();
    if (state === undefined) return;
    for (const { task, state: of, count } of state.jobs) jobs.set({ task, state: of }, count);
    editions.set(state.editions);
    if (state.newestEditionAsOf === undefined) age.remove();
    else age.set((Date.parse(state.now) - Date.parse(state.newestEditionAsOf)) / 1_000);
  };
};

const measureOutbox = (registry: Registry, outbox: Pick<Store["outbox"], "tally">) => {
  const deliveries = gauge(
    registry,
    "deliveries",
    "Mails and notices, by state; a person decides on `unsure`.",
    "state",
  );
  const age = gauge(registry, "oldest_delivery_seconds", "Age of the oldest that is to be sent; absent: none.");
  return async (now: string): Promise<void> => {
    const { counts, waitingSince } = await outbox.tally();
    for (const [state, count] of Object.entries(counts)) deliveries.set({ state }, count);
    if (waitingSince === undefined) age.remove();
    else age.set((Date.parse(now) - Date.parse(waitingSince)) / 1_000);
  };
};

const measureDesk = (registry: Registry, desk: MeasuredDesk): (() => Promise<void>) => {
  const ledger = measureLedger(registry);
  const readiness = measureReadiness(registry);
  const pool = gauge(registry, "db_connections", "Connections to the store, of this process.", "state");
  const tasks = gauge(registry, "tasks_open", "Cited pages that changed or went, and wait for a person.", "kind");
  const alarms = gauge(registry, "source_alarms", "Sources with an alarm, by its type.", "type");
  const outbox = desk.outbox === undefined ? undefined : measureOutbox(registry, desk.outbox);
  return async () => {
    const { operations } = desk;
    for (const [state, count] of Object.entries(operations.pool())) pool.set({ state }, count);
    const seen = await desk.readiness();
    readiness(seen);
    // A store that is away leaves these as they were; `watchfloor_ready` says so.
    const lines = await operations.sumCoverage().catch(() => undefined);
    if (lines !== undefined) ledger(lines);
    const open = await operations.countOpenTasks().catch(() => undefined);
    if (open !== undefined) {
      tasks.reset();
      for (const [kind, count] of Object.entries(open)) tasks.set({ kind }, count);
    }
    if (seen.state !== undefined) await outbox?.(seen.state.now).catch(() => undefined);
    const types = await desk.alarms().catch(() => undefined);
    if (types === undefined) return;
    alarms.reset();
    for (const type of types) alarms.inc({ type });
  };
};

/** Counts from now on what the door answers, and reads the rest when it is asked. */
export const addMeasures = (door: FastifyInstance, desk: MeasuredDesk | undefined): Measures => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "watchfloor_" });
  measureRequests(door, registry);
  const readDesk = desk === undefined ? undefined : measureDesk(registry, desk);
  return {
    contentType: registry.contentType,
    text: async () => {
      await readDesk?.();
      return registry.metrics();
    },
  };
};
