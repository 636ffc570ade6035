/**
 * The outbox at work: what was approved is put in, and each row of it sent. A worker of its own, so that a slow relay
 * keeps no source waiting; any number of processes may do this side by side.
 */
import { systemClock } from "#outside/clock.ts";
import { type NewDelivery, type Store, type StoreOptions, startWorker, type Task } from "#store/index.ts";
import { type OpenDelivery, overtakenNotes } from "#terms/delivery.ts";
import { payloadField } from "./payload-field.ts";
import { deliverEdition } from "./steps/deliver-edition.ts";
import { judgeLateness, leftNote } from "./steps/judge-lateness.ts";
import { correctedBefore, openApproved } from "./steps/open-approved.ts";
import { planRows, publicationOf, readKnown } from "./steps/plan-deliveries.ts";

export interface DeliveryWorkOptions {
  readonly store: Store;
  readonly server: StoreOptions;
  /** Who receives what: asked anew for each job, so that what is changed on the desk counts at once. */
  readonly config: () => Promise<OpenDelivery>;
  readonly onOutcome: (id: string, type: string, note: string) => void;
  readonly onFailure: (what: string, cause: unknown) => void;
  /** Told at the start how many approved editions are too old to be sent. */
  readonly onLeft?: (editions: number, note: string) => void;
  readonly now?: () => string;
}

export interface DeliveryWork {
  readonly stop: () => Promise<void>;
}

/** Mails and notices under way at once in this process. */
const atOnce = 3;

/**
 * What was approved and is not in the outbox gets its job again, and what is too old for that is left out: a queue is no
 * part of a backup, and none is worked on while no delivery is configured.
 */
export const findApproved = async ({
  store,
  now,
  onLeft,
}: Pick<DeliveryWorkOptions, "store" | "onLeft"> & { readonly now: string }): Promise<void> => {
  const { unplanned, isFirst } = await store.outbox.unplanned();
  const left: string[] = [];
  for (const { editionId, approvedAt } of unplanned)
    if (judgeLateness({ approvedAt, now, isFirst }).type === "leave") left.push(editionId);
    else await store.outbox.addApprovedJob(editionId);
  if (left.length === 0) return;
  await store.outbox.leaveUnsent(left, leftNote, now);
  onLeft?.(left.length, leftNote);
};

/**
 * Puts an approved edition into the outbox; done twice it changes nothing. One that comes late is held there, or left
 * out of it. @returns how many rows are new
 */
export const putIntoOutbox = async (
  { store, config }: Pick<DeliveryWorkOptions, "store"> & { readonly config: OpenDelivery },
  editionId: string,
  now: string,
): Promise<number> => {
  const { unplanned, isFirst } = await store.outbox.unplanned();
  const asked = unplanned.find((each) => each.editionId === editionId);
  const approved = asked === undefined ? undefined : await openApproved(store, editionId);
  if (asked === undefined || approved === undefined) return 0;
  const lateness = judgeLateness({ approvedAt: asked.approvedAt, now, isFirst });
  if (lateness.type === "leave") {
    await store.outbox.leaveUnsent([editionId], leftNote, now);
    return 0;
  }
  const plan = (rows: readonly NewDelivery[]): Promise<number> =>
    store.outbox.planEdition({
      editionId,
      rows,
      at: now,
      ...(lateness.type === "hold" ? { held: lateness.note } : {}),
    });
  const before = await correctedBefore(store, approved);
  for (const id of before) await store.outbox.withhold(id, overtakenNotes.corrected, now);
  const received = before.length === 0 ? [] : await store.outbox.receivers(before);
  return plan(planRows(config, publicationOf(editionId, approved), await readKnown(store.outbox), received));
};

const hasTargets = ({ lists, openHooks }: OpenDelivery): boolean => lists.length > 0 || openHooks.length > 0;

export const startDeliveryWork = async (options: DeliveryWorkOptions): Promise<DeliveryWork> => {
  const { store, server } = options;
  const now = options.now ?? systemClock.now;
  const approved: Task = async (payload) => {
    // Also while nobody is named: it makes no row then, but it is on record as put in, and no start looks for it again.
    // Who is named later gets what is approved from then on; who got what it corrects is told as soon as there is a way.
    await putIntoOutbox({ store, config: await options.config() }, payloadField(payload, "editionId") ?? "", now());
  };
  const tools = { store, now, readApproved: (id: string) => openApproved(store, id) };
  const deliver: Task = async (payload, signal) => {
    const id = payloadField(payload, "delivery") ?? "";
    const config = await options.config();
    // It waits: while nothing is configured nothing is given up.
    if (!hasTargets(config) && config.mail === undefined) return;
    const outcome = await deliverEdition({ ...tools, config }, id, signal);
    if (outcome !== undefined) options.onOutcome(id, outcome.type, outcome.note);
  };
  await store.outbox.findJobless();
  // What is set cannot be read: the worker begins all the same, and each of its jobs says why.
  const begun = await options.config().catch((cause: unknown) => options.onFailure("delivery", cause));
  if (begun !== undefined && hasTargets(begun)) await findApproved({ ...options, now: now() });
  const worker = await startWorker(server, {
    tasks: { edition_approved: approved, deliver },
    atOnce,
    onFailure: options.onFailure,
  });
  return { stop: worker.stop };
};
