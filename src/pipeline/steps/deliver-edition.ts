/**
 * Step deliver: one row of the outbox, to its reader. The row is begun, what it says is made from the edition on record,
 * sent, and settled with what became of it.
 *
 * What may be tried again is tried after a minute, then more and more seldom, for two days; a hook that says when is
 * asked then. A row in doubt waits for a person.
 */
import { editionToMail, slackBody, teamsBody, webhookBody } from "#desk/publish/index.ts";
import { postHook } from "#outside/hook/post-hook.ts";
import { messageIdOf } from "#outside/mail/compose-message.ts";
import { sendMail } from "#outside/mail/send-mail.ts";
import type { Store } from "#store/index.ts";
import type { ApprovedBriefing } from "#terms/approved-briefing.ts";
import { type Delivery, type OpenDelivery, type OpenHook, type Outcome, withheldBecause } from "#terms/delivery.ts";
import { leaveAddress } from "./leave-list.ts";

export interface DeliverTools {
  readonly store: Pick<Store, "outbox">;
  readonly config: OpenDelivery;
  /** RFC 3339. */
  readonly now: () => string;
  /** What named people approved; nothing for any other edition. */
  readonly readApproved: (id: string) => Promise<ApprovedBriefing | undefined>;
}

const minute = 60_000;
/** Waits between attempts, in minutes: greylisting passes after five, an outage within two days. */
const waits = [1, 5, 15, 30, 60, 120, 240, 480, 480, 480, 480, 480].map((minutes) => minutes * minute);

const later = (outcome: Outcome, { attempt }: Delivery, now: string): Outcome & { readonly nextAt?: string } => {
  if (outcome.type !== "later") return outcome;
  const wait = outcome.afterMs ?? waits[attempt - 1];
  if (wait === undefined || attempt > waits.length)
    return { type: "failed", note: `Given up after ${attempt} attempts. ${outcome.note}` };
  return { ...outcome, nextAt: new Date(Date.parse(now) + Math.max(1_000, wait)).toISOString() };
};

export const editionLink = ({ address }: OpenDelivery, id: string): { readonly link?: string } =>
  address === undefined ? {} : { link: `${address}/?edition=${id}` };

const sendToReader = async (
  tools: DeliverTools,
  edition: ApprovedBriefing,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Outcome> => {
  const { config, store, now } = tools;
  const list = config.lists.find(({ name }) => name === delivery.target);
  if (config.mail === undefined || list === undefined)
    return { type: "failed", note: `The list ${delivery.target} is no longer configured.` };
  const title = list.title ?? list.name;
  const content = editionToMail(edition, {
    ...(list.role === undefined ? {} : { role: list.role }),
    ...editionLink(config, delivery.editionId),
    notice: `You receive this as a reader of the list “${title}”.`,
  });
  const unsubscribe = leaveAddress(config, await store.outbox.key(), list.name, delivery.address);
  const letter = {
    ...content,
    to: delivery.address,
    messageId: messageIdOf(delivery.id, config.mail.from),
    date: delivery.madeAt,
    list: { name: list.name, title },
    ...(unsubscribe === undefined ? {} : { unsubscribe }),
  };
  const door = { relay: config.mail, password: config.password, ca: config.ca, allowHosts: config.allowHosts };
  return sendMail(letter, door, { handOver: () => store.outbox.handOver(delivery, now()), signal });
};

const bodyFor = (hook: OpenHook, edition: ApprovedBriefing, delivery: Delivery, config: OpenDelivery): string => {
  const options = {
    editionId: delivery.editionId,
    deliveryId: delivery.id,
    ...(hook.role === undefined ? {} : { role: hook.role }),
    ...editionLink(config, delivery.editionId),
  };
  if (hook.way === "slack") return slackBody(edition, options);
  if (hook.way === "teams") return teamsBody(edition, options);
  return webhookBody(edition, delivery.matter, options);
};

const sendToHook = async (
  { config, store, now }: DeliverTools,
  edition: ApprovedBriefing,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Outcome> => {
  const hook = config.openHooks.find(({ name }) => name === delivery.target);
  if (hook === undefined) return { type: "failed", note: `The hook ${delivery.target} is no longer configured.` };
  // A chat knows no key by which a second notice is recognised: from here on only its answer decides.
  if (hook.way !== "webhook" && !(await store.outbox.handOver(delivery, now())))
    return { type: "later", note: "Another worker has taken it over." };
  const notice = { deliveryId: delivery.id, body: bodyFor(hook, edition, delivery, config) };
  const door = { allowHosts: config.allowHosts, now };
  const outcome = await postHook(hook, notice, door, hook.way === "webhook" ? signal : undefined);
  if (outcome.gone === true) await store.outbox.markGone(hook.name, now());
  return outcome;
};

/** The ceiling may have been lowered, a reader may have left, since the row was made. */
const forbidden = ({ config }: DeliverTools, delivery: Delivery): string | undefined => {
  const target = [...config.lists, ...config.openHooks].find(({ name }) => name === delivery.target);
  return target === undefined ? undefined : withheldBecause(target, delivery.tlp);
};

const attemptOf = async (tools: DeliverTools, delivery: Delivery, signal: AbortSignal): Promise<Outcome> => {
  const because = forbidden(tools, delivery);
  if (because !== undefined) return { type: "failed", note: because };
  const edition = await tools.readApproved(delivery.editionId);
  if (edition === undefined) return { type: "failed", note: "The edition is not on record as approved." };
  return delivery.way === "mail"
    ? sendToReader(tools, edition, delivery, signal)
    : sendToHook(tools, edition, delivery, signal);
};

/** Does one row of the outbox, if it is to be done. @returns the outcome, or nothing when there was nothing to do */
export const deliverEdition = async (
  tools: DeliverTools,
  id: string,
  signal: AbortSignal,
): Promise<Outcome | undefined> => {
  const { outbox } = tools.store;
  const delivery = await outbox.begin(id, tools.now());
  if (delivery === undefined) return undefined;
  const outcome = later(await attemptOf(tools, delivery, signal), delivery, tools.now());
  await outbox.settle(delivery, outcome, tools.now());
  return outcome;
};
