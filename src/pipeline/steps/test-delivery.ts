/** Step test: a mail to each reader of a list, or to one, that says that it is a test; it is written into the audit chain. */

import { testMail } from "#desk/publish/index.ts";
import { sha256Hex } from "#kit/hash.ts";
import { messageIdOf } from "#outside/mail/compose-message.ts";
import { type MailDoor, sendMail } from "#outside/mail/send-mail.ts";
import type { Store } from "#store/index.ts";
import type { AuditEntry } from "#terms/audit.ts";
import type { MailList, OpenDelivery, Outcome } from "#terms/delivery.ts";

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
