/**
 * Step deliver: one row of the outbox, to its reader. The row is begun, what it says is made from the edition on record,
 * sent, and settled with what became of it.
 *
 * What may be tried again is tried after a minute, then more and more seldom, for two days; a hook that says when is
 * asked then. A row in doubt waits for a person.
 */
import {
  correctionLines,
  correctionToMail,
  editionToMail,
  type HookOptions,
  recallLines,
  recallToMail,
  slackBody,
  teamsBody,
  webhookBody,
} from "#desk/publish/index.ts";
import { postHook } from "#outside/hook/post-hook.ts";
import { messageIdOf } from "#outside/mail/compose-message.ts";
import { sendMail } from "#outside/mail/send-mail.ts";
import type { Store } from "#store/index.ts";
import type { ApprovedBriefing } from "#terms/approved-briefing.ts";
import {
  type Delivery,
  type MailContent,
  type OpenDelivery,
  type OpenHook,
  type Outcome,
  withheldBecause,
} from "#terms/delivery.ts";
import type { RoleId } from "#terms/organisation.ts";
import { leaveAddress } from "./leave-list.ts";
import { targetOf } from "./plan-deliveries.ts";

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

const editionLink = ({ address }: OpenDelivery, id: string): { readonly link?: string } =>
  address === undefined ? {} : { link: `${address}/?edition=${id}` };

/** What is sent: the edition, what corrects an earlier one, or that it is taken back. */
interface Matter {
  readonly edition: ApprovedBriefing;
  readonly corrected?: ApprovedBriefing;
  readonly recalled?: string;
}

const readMatter = async (tools: DeliverTools, delivery: Delivery): Promise<Matter | undefined> => {
  const edition = await tools.readApproved(delivery.editionId);
  if (edition === undefined || delivery.matter === "edition") return edition && { edition };
  if (delivery.matter === "recall") {
    const { recalled } = await tools.store.outbox.standing(delivery.editionId);
    return recalled && { edition, recalled: recalled.reason };
  }
  const { corrects } = edition.edition;
  const corrected = corrects === undefined ? undefined : await tools.readApproved(corrects.editionId);
  return corrected && { edition, corrected };
};

const contentOf = (
  { edition, corrected, recalled }: Matter,
  role: RoleId | undefined,
  about: MailAbout,
): MailContent => {
  if (recalled !== undefined) return recallToMail(edition, recalled, about);
  if (corrected !== undefined) return correctionToMail(corrected, edition, about);
  return editionToMail(edition, { ...about, ...(role === undefined ? {} : { role }) });
};

interface MailAbout {
  readonly link?: string;
  readonly notice: string;
}

/** Message-ID of what the reader got before, so that their mail program shows both together. */
const earlierMail = async ({ store }: DeliverTools, { edition }: Matter, delivery: Delivery, from: string) => {
  const about = delivery.matter === "recall" ? delivery.editionId : edition.edition.corrects?.editionId;
  if (delivery.matter === "edition" || about === undefined) return {};
  const before = await store.outbox.receivers([about]);
  const same = before.find(({ target, address }) => target === delivery.target && address === delivery.address);
  return same === undefined ? {} : { inReplyTo: messageIdOf(same.id, from) };
};

const sendToReader = async (
  tools: DeliverTools,
  matter: Matter,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Outcome> => {
  const { config, store, now } = tools;
  const list = config.lists.find(({ name }) => name === delivery.target);
  if (config.mail === undefined) return { type: "failed", note: "No mail relay is configured any more." };
  // Who got an edition is told what was wrong in it, also when the list is no longer configured.
  if (list === undefined && delivery.matter === "edition")
    return { type: "failed", note: `The list ${delivery.target} is no longer configured.` };
  const name = delivery.target;
  const title = list?.title ?? name;
  const unsubscribe = leaveAddress(config, await store.outbox.key(), name, delivery.address);
  const write = `write to ${config.mail.replyTo ?? config.mail.from}`;
  const leave = unsubscribe === undefined ? write : `unsubscribe in your mail program, or ${write}`;
  const content = contentOf(matter, list?.role, {
    ...editionLink(config, delivery.editionId),
    notice: `You receive this as a reader of the list “${title}”. To leave it, ${leave}.`,
  });
  const letter = {
    ...content,
    to: delivery.address,
    messageId: messageIdOf(delivery.id, config.mail.from),
    date: delivery.madeAt,
    list: { name, title },
    ...(await earlierMail(tools, matter, delivery, config.mail.from)),
    ...(unsubscribe === undefined ? {} : { unsubscribe }),
  };
  const door = { relay: config.mail, password: config.password, ca: config.ca, allowHosts: config.allowHosts };
  return sendMail(letter, door, { handOver: () => store.outbox.handOver(delivery, now()), signal });
};

const saysOf = ({ edition, corrected, recalled }: Matter): Pick<HookOptions, "mark" | "says"> => {
  if (recalled !== undefined) return { mark: "Recalled:", says: recallLines(recalled) };
  if (corrected !== undefined) return { mark: "Correction:", says: correctionLines(corrected, edition) };
  return {};
};

const bodyFor = (hook: OpenHook, matter: Matter, delivery: Delivery, config: OpenDelivery): string => {
  const { edition } = matter;
  const options = {
    ...saysOf(matter),
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
  matter: Matter,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Outcome> => {
  const hook = config.openHooks.find(({ name }) => name === delivery.target);
  if (hook === undefined) return { type: "failed", note: `The hook ${delivery.target} is no longer configured.` };
  if (hook.fault !== undefined) return { type: "later", note: hook.fault };
  // A chat knows no key by which a second notice is recognised: from here on only its answer decides.
  if (hook.way !== "webhook" && !(await store.outbox.handOver(delivery, now())))
    return { type: "later", note: "Another worker has taken it over." };
  const notice = { deliveryId: delivery.id, body: bodyFor(hook, matter, delivery, config) };
  const door = { allowHosts: config.allowHosts, now };
  const outcome = await postHook(hook, notice, door, hook.way === "webhook" ? signal : undefined);
  if (outcome.gone === true) await store.outbox.markGone(hook.name, now());
  return outcome;
};

/** The ceiling may have been lowered since the row was made. What was said since is seen when the row is begun. */
const forbidden = ({ config }: DeliverTools, delivery: Delivery): string | undefined => {
  const target = targetOf(config, delivery);
  return target === undefined ? undefined : withheldBecause(target, delivery.tlp);
};

const attemptOf = async (tools: DeliverTools, delivery: Delivery, signal: AbortSignal): Promise<Outcome> => {
  const because = forbidden(tools, delivery);
  if (because !== undefined) return { type: "failed", note: because };
  const matter = await readMatter(tools, delivery);
  if (matter === undefined) return { type: "failed", note: "The edition is not on record as approved." };
  return delivery.way === "mail"
    ? sendToReader(tools, matter, delivery, signal)
    : sendToHook(tools, matter, delivery, signal);
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
