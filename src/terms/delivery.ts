/**
 * What leaves the desk, to whom and by which way: the operator's file `delivery.yaml`, and what is on record of each
 * delivery. Passwords and signing keys stand in files of their own, never in it.
 */
import { z } from "zod";
import { audienceNamePattern, mainAudience } from "./audience.ts";
import { editionKinds } from "./edition-kind.ts";
import { hostAndPort } from "./host-and-port.ts";
import { roleIds } from "./organisation.ts";
import { isWithin } from "./person.ts";
import { tlpLabels } from "./tlp.ts";

/** What a mail says; its headers and its reader are added when it is sent. */
export interface MailContent {
  /** One line without controls. */
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export { type EditionKind, editionKinds } from "./edition-kind.ts";

export const targetName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "expected small letters, digits and hyphens")
  .describe("a name of your own; small letters, digits, hyphens");

export const webAddress = z.url({ protocol: /^https?$/, error: "expected an http or https address" }).max(2_000);

/** ASCII, so that every relay takes it; small, so that one person is one address. */
const mailAddress = z
  .email("expected a mail address")
  .max(254)
  .transform((address) => address.toLowerCase());

/** What a list or a hook receives. */
export const receives = {
  ceiling: z
    .enum(tlpLabels)
    .describe("highest label that is sent to it; an edition above it is withheld, and its row says so"),
  kinds: z
    .array(z.enum(editionKinds))
    .min(1)
    .default([...editionKinds])
    .describe("which editions it receives"),
  audiences: z
    .array(z.string().regex(audienceNamePattern, "expected small letters, digits and hyphens"))
    .min(1)
    .max(24)
    .default([mainAudience])
    .describe(`whose editions it receives, by the names of the plans; \`${mainAudience}\`: the desk's own`),
  role: z.enum(roleIds).optional().describe("whose action stands under the summary, whose card first"),
  paused: z.boolean().default(false).describe("nothing is made for it"),
};

export const mailListSchema = z.strictObject({
  name: targetName,
  title: z.string().min(1).max(120).optional().describe("as its members know it; default: its name"),
  ...receives,
  members: z.array(mailAddress).min(1).max(5_000).describe("mail addresses; each gets a mail of its own"),
});
export type MailList = z.infer<typeof mailListSchema>;

export const hookWays = ["webhook", "slack", "teams"] as const;
export const hookSchema = z
  .strictObject({
    name: targetName,
    way: z.enum(hookWays).describe("webhook: signed JSON; slack: Block Kit; teams: an Adaptive Card"),
    address: webAddress
      .optional()
      .describe("where to; Slack's and Teams' addresses are secrets and belong in `addressFile`"),
    addressFile: z.string().min(1).optional().describe("file that holds the address"),
    secretFile: z.string().min(1).optional().describe("file with the key that signs a webhook, 16 characters or more"),
    ...receives,
  })
  .check(({ value, issues }) => {
    const say = (path: string, message: string): void =>
      void issues.push({ code: "custom", message, input: value, path: [path] });
    if ((value.address === undefined) === (value.addressFile === undefined))
      say("address", "expected either address or addressFile");
    if ((value.secretFile === undefined) === (value.way === "webhook"))
      say(
        "secretFile",
        value.way === "webhook" ? "expected a file with the signing key" : `${value.way} takes no signing key`,
      );
  });
export type Hook = z.infer<typeof hookSchema>;

const relayFields = z.strictObject({
  host: z
    .string()
    .regex(/^(?:[a-zA-Z0-9.-]{1,253}|[0-9a-f:.]{2,45})$/, "expected a host")
    .describe("the mail relay"),
  port: z.int().min(1).max(65_535).default(587),
  security: z
    .enum(["tls", "starttls", "none"])
    .default("starttls")
    .describe(
      "tls: from the first byte (port 465); starttls: before anything else, or nothing is sent; none: in the clear",
    ),
  caFile: z.string().min(1).optional().describe("file with the certificates (PEM) that the relay is trusted by"),
  user: z.string().min(1).max(320).optional().describe("name to sign in with"),
  passwordFile: z.string().min(1).optional().describe("file that holds its password; `WATCHFLOOR_SMTP_PASSWORD` wins"),
  from: mailAddress.describe("sender of the mails"),
  fromName: z
    .string()
    .max(120)
    .regex(/^[^\p{Cc}]*$/u, "expected no control character")
    .default("Watchfloor"),
  replyTo: mailAddress.optional().describe("who answers readers, and takes them off a list"),
  timeoutMs: z
    .int()
    .min(1_000)
    .max(600_000)
    .default(60_000)
    .describe("longest silence of the relay, and longest time until it is there"),
});

/** Judged wherever a relay is said: by the operator's file, and on the desk. */
const inTheClear = ({ security, user }: { readonly security: string; readonly user?: string | undefined }) =>
  security === "none" && user !== undefined ? "a password is never sent in the clear" : undefined;

export const relaySchema = relayFields.check(({ value, issues }) => {
  const message = inTheClear(value);
  if (message !== undefined) issues.push({ code: "custom", message, input: value, path: ["user"] });
});
export type Relay = z.infer<typeof relaySchema>;

/** One name is one list or hook. @returns what is wrong with the names, in words */
export const namedTwice = (targets: readonly { readonly name: string }[]): string | undefined => {
  const names = targets.map(({ name }) => name);
  const twice = names.find((each, at) => names.indexOf(each) !== at);
  return twice === undefined ? undefined : `expected each name once but found ${twice} twice`;
};

/** Mail as it is set on the desk: the relay's password is kept beside it, sealed. Files of the machine are the operator's to name. */
export const mailSettingSchema = z
  .strictObject({
    mail: relayFields.omit({ caFile: true, passwordFile: true }).optional(),
    lists: z.array(mailListSchema).max(200).default([]),
  })
  .check(({ value, issues }) => {
    const say = (path: string[], message: string): void =>
      void issues.push({ code: "custom", message, input: value, path });
    const clear = value.mail === undefined ? undefined : inTheClear(value.mail);
    if (clear !== undefined) say(["mail", "user"], clear);
    const twice = namedTwice(value.lists);
    if (twice !== undefined) say(["lists"], twice);
    if (value.lists.length > 0 && value.mail === undefined) say(["mail"], "lists need a relay");
  });
export type MailSetting = z.infer<typeof mailSettingSchema>;

export const deliverySchema = z
  .strictObject({
    allowHosts: z
      .array(hostAndPort)
      .max(200)
      .default([])
      .describe("`host:port` of your own (relay, intranet hook) that may be asked though their address is not public"),
    mail: relaySchema.optional(),
    lists: z.array(mailListSchema).max(200).default([]),
    hooks: z.array(hookSchema).max(200).default([]),
  })
  .check(({ value, issues }) => {
    const twice = namedTwice([...value.lists, ...value.hooks]);
    if (twice !== undefined) issues.push({ code: "custom", message: twice, input: value, path: ["lists"] });
    if (value.lists.length > 0 && value.mail === undefined)
      issues.push({
        code: "custom",
        message: "lists need a relay: say under `mail` which",
        input: value,
        path: ["mail"],
      });
  });
export type DeliveryConfig = z.infer<typeof deliverySchema>;

/** With its secrets read. */
export interface OpenDelivery extends DeliveryConfig {
  /** Where people find the desk: links lead there. With https, mails carry one-click unsubscribe. */
  readonly address?: string;
  readonly password?: string;
  readonly ca?: string;
  readonly openHooks: readonly OpenHook[];
}
export interface OpenHook extends Hook {
  readonly url: string;
  readonly secret?: string;
  /** Why its secrets cannot be opened now: it waits. */
  readonly fault?: string;
}

export const deliveryStates = [
  "queued", // waits for its time
  "sending", // a worker has it; the other side has not got the whole of it
  "handing", // the last bytes may have left; the answer is not in
  "sent", // the other side took it over
  "unsure", // handed over, and no answer: perhaps it arrived
  "failed", // refused for good, or given up
  "held", // a person holds it
  "withheld", // above the ceiling, its reader has left the list, or the edition was recalled or corrected
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const deliveryMatters = ["edition", "correction", "recall"] as const;
export type DeliveryMatter = (typeof deliveryMatters)[number];
export type DeliveryWay = "mail" | Hook["way"];

export interface Delivery {
  readonly id: string;
  readonly editionId: string;
  readonly matter: DeliveryMatter;
  readonly way: DeliveryWay;
  /** Name of the list or hook. */
  readonly target: string;
  /** A mail's reader; empty for a hook. */
  readonly address: string;
  /** Label of the edition. */
  readonly tlp: string;
  readonly state: DeliveryState;
  readonly attempt: number;
  readonly madeAt: string;
  readonly changedAt: string;
  readonly nextAt?: string;
  readonly sentAt?: string;
  /** Last answer of the other side, or why there is none. */
  readonly note?: string;
}

/** What came of one attempt. */
export type Outcome =
  | { readonly type: "sent"; readonly note: string }
  /** Certainly not taken over: it may be tried again. */
  | { readonly type: "later"; readonly note: string; readonly afterMs?: number }
  /** Certainly not taken over, and never will be. */
  | { readonly type: "failed"; readonly note: string }
  /** Handed over, and no answer. */
  | { readonly type: "unsure"; readonly note: string };

/** Why what waited is not sent any more. */
export const overtakenNotes = {
  recalled: "The edition was recalled before it was sent.",
  corrected: "A correction came before it was sent.",
  left: "Its reader has left the list.",
} as const;

/** Why an edition is not sent to a target, or nothing when it may be. */
export const withheldBecause = (
  target: { readonly ceiling: (typeof tlpLabels)[number]; readonly name: string },
  label: string,
): string | undefined =>
  isWithin(label, target.ceiling)
    ? undefined
    : `${label} is above the ceiling of ${target.name} (${target.ceiling}): nothing was sent.`;
