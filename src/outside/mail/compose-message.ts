/**
 * A mail as bytes (RFC 5322, MIME): the same mail to the same reader gives the same bytes, so that one which is sent
 * again is recognised by its Message-ID and equals the first.
 */
import MailComposer from "nodemailer/lib/mail-composer";
import { sha256Hex } from "#kit/hash.ts";
import type { MailContent, Relay } from "#terms/delivery.ts";

export interface Letter extends MailContent {
  readonly to: string;
  /** Without angle brackets; see `messageIdOf`. */
  readonly messageId: string;
  /** RFC 3339: when the mail was made, not when it is sent. */
  readonly date: string;
  /** Message-ID of the mail that this one corrects. */
  readonly inReplyTo?: string;
  readonly list?: { readonly name: string; readonly title: string };
  /** Address for one-click unsubscribe (RFC 8058), https. */
  readonly unsubscribe?: string;
}

/** Names a mail by what it says and who reads it: a repeated send has the same. */
export const messageIdOf = (deliveryId: string, from: string): string =>
  `${sha256Hex(deliveryId).slice(0, 40)}@${from.slice(from.lastIndexOf("@") + 1)}`;

const listHeaders = (letter: Letter, relay: Relay): Record<string, string> => {
  const { list, unsubscribe } = letter;
  if (list === undefined) return {};
  const domain = relay.from.slice(relay.from.lastIndexOf("@") + 1);
  // A desk that names nobody who answers and has no address of its own is still left: by a mail to its sender.
  const answers = relay.replyTo ?? (unsubscribe === undefined ? relay.from : undefined);
  const byMail = answers === undefined ? [] : [`<mailto:${answers}?subject=unsubscribe%20${list.name}>`];
  const ways = [...(unsubscribe === undefined ? [] : [`<${unsubscribe}>`]), ...byMail];
  return {
    "List-Id": `<${list.name}.${domain}>`,
    ...(ways.length === 0 ? {} : { "List-Unsubscribe": ways.join(", ") }),
    ...(unsubscribe === undefined ? {} : { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
  };
};

export const composeMessage = async (letter: Letter, relay: Relay): Promise<Buffer> => {
  const composer = new MailComposer({
    from: { name: relay.fromName, address: relay.from },
    to: { name: "", address: letter.to },
    ...(relay.replyTo === undefined ? {} : { replyTo: { name: "", address: relay.replyTo } }),
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    date: new Date(letter.date),
    messageId: `<${letter.messageId}>`,
    ...(letter.inReplyTo === undefined
      ? {}
      : { inReplyTo: `<${letter.inReplyTo}>`, references: `<${letter.inReplyTo}>` }),
    headers: { "Auto-Submitted": "auto-generated", ...listHeaders(letter, relay) },
    baseBoundary: sha256Hex(letter.messageId).slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
};
