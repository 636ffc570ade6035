/** Step test: a mail to each reader of a list, or a notice to a hook, that says that it is a test; the audit chain tells of it. */

import { testMail, testNotice } from "#desk/publish/index.ts";
import { sha256Hex } from "#kit/hash.ts";
import { systemClock } from "#outside/clock.ts";
import { postHook } from "#outside/hook/post-hook.ts";
import { messageIdOf } from "#outside/mail/compose-message.ts";
import { type MailDoor, sendMail } from "#outside/mail/send-mail.ts";
import type { Store } from "#store/index.ts";
import type { AuditEntry } from "#terms/audit.ts";
import type { MailList, OpenDelivery, OpenHook, Outcome } from "#terms/delivery.ts";

export interface TestDelivery {
  readonly address: string;
  readonly outcome: Outcome;
}

/** The relay and how to speak to it; nothing when no mail is configured. */
export const mailDoorOf = ({ mail, password, ca, allowHosts }: OpenDelivery): MailDoor | undefined =>
  mail === undefined ? undefined : { relay: mail, password, ca, allowHosts };

export const testDelivery = async (
  store: Pick<Store, "audit">,
  config: OpenDelivery,
  list: MailList,
  { at, who }: Pick<AuditEntry, "at" | "who">,
): Promise<TestDelivery[]> => {
  const door = mailDoorOf(config);
  if (door === undefined) return [];
  const title = list.title ?? list.name;
  await store.audit.append({ at, who, action: "delivery.tested", object: { type: "delivery", id: list.name } });
  const sent: TestDelivery[] = [];
  for (const address of list.members) {
    const id = sha256Hex(["test", list.name, address, at].join("\0"));
    const letter = {
      ...testMail({ list: title, at, link: config.address }),
      to: address,
      messageId: messageIdOf(id, door.relay.from),
      date: at,
      list: { name: list.name, title },
    };
    sent.push({ address, outcome: await sendMail(letter, door, { handOver: async () => true }) });
  }
  return sent;
};

/** A person waits for it. */
const hookTestMs = 15_000;

/** As an edition would reach it: past the same guard, signed by the same key. */
export const testHook = async (
  store: Pick<Store, "audit">,
  { allowHosts, address }: Pick<OpenDelivery, "allowHosts" | "address">,
  hook: OpenHook,
  { at, who }: Pick<AuditEntry, "at" | "who">,
): Promise<Outcome> => {
  if (hook.fault !== undefined) return { type: "failed", note: hook.fault };
  await store.audit.append({ at, who, action: "delivery.tested", object: { type: "delivery", id: hook.name } });
  const deliveryId = sha256Hex(["test", hook.name, at].join("\0"));
  const body = testNotice(hook.way, { hook: hook.name, at, deliveryId, link: address });
  const door = { allowHosts, now: systemClock.now, timeoutMs: hookTestMs };
  const { type, note } = await postHook(hook, { deliveryId, body }, door);
  return { type, note };
};
