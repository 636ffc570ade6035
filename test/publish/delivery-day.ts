/** A store with one edition on record, a delivery configuration for loopback, and ways to wait. For the tests of the outbox. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type DeliveryWork, type DeliveryWorkOptions, startDeliveryWork } from "../../src/pipeline/delivery-work.ts";
import { editionToJson } from "../../src/pipeline/steps/publish-edition.ts";
import { openReview, type Review } from "../../src/pipeline/steps/review-draft.ts";
import { openJobs, openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import { deliverySchema, type OpenDelivery } from "../../src/terms/delivery.ts";
import { type Edition, editionSchema } from "../../src/terms/edition.ts";
import { type Principal, permissionsFor } from "../../src/terms/person.ts";
import type { TestServer } from "../store/open-test-store.ts";

export const edition: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../fixtures/doors/edition.json", import.meta.url), "utf8")),
);

export const reviewer: Principal = {
  id: "p-2",
  name: "Rea Kade",
  may: permissionsFor(["reviewer"]),
  ceiling: "TLP:RED",
  via: "session",
};
export const administrator = { id: "p-1", name: "Ada Quay", via: "session" };

export const configOf = ({ address, ...given }: Record<string, unknown>): OpenDelivery => {
  const parsed = deliverySchema.parse(given);
  const openHooks = parsed.hooks.map((hook) => ({
    ...hook,
    url: hook.address ?? "",
    ...(hook.way === "webhook" ? { secret: "a key of some length" } : {}),
  }));
  return { ...parsed, openHooks, ...(typeof address === "string" ? { address } : {}) };
};

/** One list on a relay of loopback. */
export const mailTo = (port: number, members: readonly string[], more: Record<string, unknown> = {}): OpenDelivery =>
  configOf({
    address: "https://desk.example",
    allowHosts: [`127.0.0.1:${port}`],
    mail: { host: "127.0.0.1", port, security: "none", from: "desk@example.org", timeoutMs: 2_000 },
    lists: [{ name: "soc", ceiling: "TLP:AMBER+STRICT", role: "soc_lead", members }],
    ...more,
  });

export interface DeliveryDay {
  readonly options: StoreOptions;
  readonly store: Store;
  readonly editionId: string;
  /** A worker that asks who receives what anew for each job. */
  readonly startWith: (config: DeliveryWorkOptions["config"]) => Promise<DeliveryWork>;
  readonly start: (config: OpenDelivery, more?: Partial<Omit<DeliveryWorkOptions, "config">>) => Promise<DeliveryWork>;
  readonly review: Review;
  /** The job of an approval, once more. */
  readonly approve: () => Promise<void>;
  /** Another edition, approved now. */
  readonly approveNext: () => Promise<string>;
  readonly letTimePass: () => Promise<void>;
  /** Jobs of a task that wait or run. */
  readonly jobsOf: (task: string) => Promise<number>;
  /** Resolves when the server knows that the workers which were killed are gone. */
  readonly untilAlone: () => Promise<void>;
  readonly states: () => Promise<Record<string, string>>;
  readonly close: () => Promise<void>;
}

export const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isSo()) return;
    await sleep(50);
  }
  throw new Error("Waited half a minute for it.");
};

export const openDay = async (server: TestServer): Promise<DeliveryDay> => {
  const options = await server.makeStore();
  const store = await openStore(options);
  const review = openReview({
    store,
    rule: { people: 1, lastEditorAlone: true },
    // Today: what was approved days ago is not sent by itself.
    now: () => new Date().toISOString(),
    annotate: async () => () => [],
  });
  const approveNew = async (one: Edition): Promise<string> => {
    const record = { edition: one, articles: [], claims: new Map(), stories: [], contradictions: [], assessments: [] };
    const draftId = await store.saveEdition(record, editionToJson(one));
    const view = await review.read(reviewer, draftId);
    const approval = await review.approve(reviewer, draftId, {
      version: view?.version ?? 0,
      textHash: view?.textHash ?? "",
    });
    if (!approval.ok || approval.value.editionId === undefined) throw new Error(JSON.stringify(approval));
    return approval.value.editionId;
  };
  const editionId = await approveNew(edition);
  const jobs = await openJobs(options);
  const started: DeliveryWork[] = [];
  const count = async (statement: string, values: readonly string[] = []): Promise<number> => {
    const own = new pg.Client(options.connection as pg.ClientConfig);
    await own.connect();
    const { rows } = await own.query<{ count: string }>(statement, [...values]);
    await own.end();
    return Number(rows[0]?.count ?? 0);
  };
  return {
    options,
    store,
    editionId,
    review,
    startWith: (config) =>
      startDeliveryWork({ store, server: options, config, onOutcome: () => undefined, onFailure: () => undefined }),
    start: async (config, more = {}) => {
      const work = await startDeliveryWork({
        store,
        server: options,
        config: async () => config,
        onOutcome: () => undefined,
        onFailure: () => undefined,
        ...more,
      });
      started.push(work);
      return work;
    },
    approveNext: () => approveNew({ ...edition, edition: { ...edition.edition, asOf: "2026-03-13T05:00:00Z" } }),
    approve: () => jobs.add("edition_approved", `edition_approved:${editionId}`, { editionId }, new Date()),
    letTimePass: async () => {
      await count(
        "with due as (update graphile_worker._private_jobs set run_at = now() where locked_at is null returning 1) select 0 as count from due",
      );
      await count("select 0 as count from pg_notify('jobs:insert', '')");
    },
    jobsOf: (task) => count("select count(*) from graphile_worker.jobs where task_identifier = $1", [task]),
    untilAlone: () =>
      until(
        async () =>
          (await count("select count(*) from pg_locks where locktype = 'advisory' and classid = 8037002")) === 0,
      ),
    states: async () => {
      const page = await store.outbox.list({ limit: 100, ceiling: "TLP:RED" });
      return Object.fromEntries((page?.deliveries ?? []).map((row) => [row.address || row.target, row.state]));
    },
    close: async () => {
      for (const work of started.splice(0)) await work.stop();
      await jobs.close();
      await store.close();
    },
  };
};
