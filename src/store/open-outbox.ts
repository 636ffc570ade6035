/** What the rest of the house may ask of the outbox. */
import type { Kysely } from "kysely";
import type { AuditEntry } from "#terms/audit.ts";
import type { Delivery, Outcome } from "#terms/delivery.ts";
import type { Viewer } from "#terms/person.ts";
import type { Tlp } from "#terms/tlp.ts";
import {
  type Acting,
  actOnDelivery,
  type DeliveryAct,
  type DeliveryPage,
  type DeliveryQuery,
  type DeliveryStep,
  findDeliveries,
  holdWaiting,
  leaveList,
  listDeliveries,
  markHookGone,
  type OutboxTally,
  readDeliveryKey,
  readGoneHooks,
  readLeft,
  readSteps,
  rejoinList,
  reviveHook,
  tallyOutbox,
} from "./deliveries.ts";
import {
  beginDelivery,
  findJobless,
  handOverDelivery,
  type NewDelivery,
  planDeliveries,
  settleDelivery,
} from "./outbox.ts";
import { addApprovedJob, type EditionPlanning, findUnplanned, leaveUnsent, planEdition } from "./outbox-plan.ts";
import {
  type Recall,
  readStandingRow,
  recallEdition,
  receiversOf,
  type StandingRow,
  withholdWaiting,
} from "./recalls.ts";
import type { Tables } from "./schema.ts";

interface Membership {
  readonly list: string;
  readonly address: string;
  readonly at: string;
  readonly who: AuditEntry["who"];
}

export interface Outbox {
  /** Rows and their jobs, all or none; those that are there already stay. @returns how many are new */
  readonly plan: (wanted: readonly NewDelivery[], at: string) => Promise<number>;
  /** The same for an edition, once: what was put in before stays as it is. */
  readonly planEdition: (planning: EditionPlanning) => Promise<number>;
  readonly unplanned: () => ReturnType<typeof findUnplanned>;
  /** The job of an approval, where it was lost with its queue. */
  readonly addApprovedJob: (editionId: string) => Promise<void>;
  readonly leaveUnsent: (editionIds: readonly string[], note: string, at: string) => Promise<void>;
  readonly begin: (id: string, at: string) => Promise<Delivery | undefined>;
  readonly handOver: (begun: Pick<Delivery, "id" | "attempt">, at: string) => Promise<boolean>;
  readonly settle: (
    begun: Pick<Delivery, "id" | "attempt">,
    outcome: Outcome & { readonly nextAt?: string },
    at: string,
  ) => Promise<boolean>;
  readonly findJobless: () => Promise<void>;
  readonly list: (query: DeliveryQuery) => Promise<DeliveryPage | undefined>;
  readonly tally: () => Promise<OutboxTally>;
  /** Ids that begin so, two at most. `prefix` is of hex digits. */
  readonly find: (prefix: string) => Promise<string[]>;
  readonly steps: (id: string, ceiling: Tlp) => Promise<DeliveryStep[]>;
  readonly act: (id: string, act: DeliveryAct, acting: Acting) => ReturnType<typeof actOnDelivery>;
  readonly leave: (membership: Membership) => Promise<boolean>;
  readonly rejoin: (membership: Membership) => Promise<boolean>;
  readonly left: () => Promise<{ list: string; address: string; at: string }[]>;
  readonly markGone: (target: string, at: string) => Promise<void>;
  readonly revive: (hook: { target: string; at: string; who: AuditEntry["who"] }) => Promise<boolean>;
  readonly gone: () => Promise<ReadonlyMap<string, string>>;
  readonly key: () => Promise<Uint8Array>;
  /** Who got one of these editions, or perhaps got it. */
  readonly receivers: (editionIds: readonly string[]) => Promise<Delivery[]>;
  /** What waits of an edition is not sent any more. */
  readonly withhold: (editionId: string, note: string, at: string) => Promise<void>;
  readonly standing: (editionId: string) => Promise<StandingRow>;
  readonly recall: (request: Recall, viewer: Viewer) => ReturnType<typeof recallEdition>;
  readonly holdWaiting: (at: string) => Promise<number>;
}

/** @param queueReady resolves when the tables of the job queue are there; asked before a job is added or looked for */
export const openOutbox = (db: Kysely<Tables>, queueReady: () => Promise<void>): Outbox => ({
  plan: async (wanted, at) => {
    await queueReady();
    return db.transaction().execute((within) => planDeliveries(within, wanted, at));
  },
  planEdition: async (planning) => {
    await queueReady();
    return planEdition(db, planning);
  },
  unplanned: () => findUnplanned(db),
  addApprovedJob: async (editionId) => {
    await queueReady();
    await addApprovedJob(db, editionId);
  },
  leaveUnsent: (editionIds, note, at) => leaveUnsent(db, editionIds, note, at),
  begin: (id, at) => beginDelivery(db, id, at),
  handOver: (begun, at) => handOverDelivery(db, begun, at),
  settle: (begun, outcome, at) => settleDelivery(db, begun, outcome, at),
  findJobless: async () => {
    await queueReady();
    await findJobless(db);
  },
  list: (query) => listDeliveries(db, query),
  tally: () => tallyOutbox(db),
  find: (prefix) => findDeliveries(db, prefix),
  steps: (id, ceiling) => readSteps(db, id, ceiling),
  act: async (id, act, acting) => {
    if (act === "retry") await queueReady();
    return actOnDelivery(db, id, act, acting);
  },
  leave: (membership) => leaveList(db, membership),
  rejoin: (membership) => rejoinList(db, membership),
  left: () => readLeft(db),
  markGone: (target, at) => markHookGone(db, target, at),
  revive: (hook) => reviveHook(db, hook),
  gone: () => readGoneHooks(db),
  key: () => readDeliveryKey(db),
  receivers: (editionIds) => receiversOf(db, editionIds),
  withhold: (editionId, note, at) => withholdWaiting(db, editionId, note, at),
  standing: (editionId) => readStandingRow(db, editionId),
  recall: async (request, viewer) => {
    await queueReady();
    return recallEdition(db, request, viewer);
  },
  holdWaiting: (at) => holdWaiting(db, at),
});
