/** Everything the door of a running desk is made of; `serve` opens it, and the tests of access walk it. */
import { systemClock } from "#outside/clock.ts";
import type { Desk } from "#pipeline/index.ts";
import { nextDue } from "#pipeline/plan-jobs.ts";
import { readDeliveryInForce } from "#pipeline/settings/delivery-in-force.ts";
import { openProfileEffect } from "#pipeline/settings/profile-effect.ts";
import { previewReceivers } from "#pipeline/steps/preview-receivers.ts";
import { switchedSources } from "#pipeline/steps/switch-sources.ts";
import { openTriageDesk } from "#pipeline/triage-desk.ts";
import type { Viewer } from "#terms/person.ts";
import type { ServerOptions } from "../api/server.ts";
import { shelfOfStore } from "../api/shelf.ts";
import { type DeskConfig, deliveryOn, inForceOn } from "./desk-config.ts";
import { exampleAsOf } from "./example-day.ts";
import { measureDesk } from "./measure-desk.ts";
import { openTables } from "./open-config.ts";
import { operationsOf } from "./operations-of.ts";
import { sourcesOf } from "./sources-of.ts";

export const doorOf = (desk: Desk, configured: DeskConfig): ServerOptions => {
  const { store } = desk;
  const inForce = inForceOn(desk, configured);
  const mail = deliveryOn(desk, configured);
  const health = async (viewer: Viewer, id?: string) => {
    const named = id === undefined ? await inForce.sources() : [await inForce.source(id)];
    const sources = named.filter((source) => source !== undefined);
    if (sources.length === 0) return [];
    const { readHealth } = await import("#pipeline/steps/source-health.ts");
    return readHealth(store, sources, systemClock.now(), viewer);
  };
  const dueAt = async (now: string) => nextDue((await inForce.editions()).value, new Date(now))?.toISOString();
  const { address, trustedProxies, requestsPerMinute } = configured.config.door;
  return {
    shelf: shelfOfStore(store),
    finder: store,
    answers: store.answers,
    audit: store.audit,
    live: {
      ...store.changes,
      labelOfSource: async (id) => (await inForce.source(id))?.tlp,
    },
    health,
    sources: sourcesOf(desk, configured),
    triage: { desk: openTriageDesk(store), dueAt },
    paper: configured.config.paper,
    delivery: {
      outbox: store.outbox,
      config: () => readDeliveryInForce(mail),
      tools: mail,
      now: () => systemClock.now(),
    },
    receivers: async (edition, ceiling) =>
      previewReceivers(store, await readDeliveryInForce(mail), { edition, ceiling }),
    settings: {
      store,
      inForce,
      effect: openProfileEffect(store, openTables),
      now: () => systemClock.now(),
    },
    firstRun: { store, inForce, exampleAsOf, now: () => systemClock.now() },
    making: {
      store,
      sources: async () => switchedSources(store, await inForce.sources()),
      plans: async () => (await inForce.editions()).value,
      now: () => systemClock.now(),
    },
    measured: measureDesk(desk, configured.config, inForce, health),
    operations: operationsOf(desk, inForce.sources),
    address,
    trustedProxies,
    requestsPerMinute,
    review: async () =>
      (await import("#pipeline/steps/review-draft.ts")).openReview({
        store,
        rule: configured.config.approval,
        now: () => systemClock.now(),
        annotate: async () => (await openTables()).annotate,
      }),
  };
};
