/** Routes of mail as it is set on the desk: the relay, its password told by when it was given alone, and the lists. */
import { z } from "zod";
import { mailListSchema } from "#terms/delivery.ts";
import { restoreBody, standing, version, versionsSchema } from "./settings-contract.ts";

const mailView = z.object({
  ...standing,
  mail: z
    .object({
      host: z.string(),
      port: z.int(),
      security: z.enum(["tls", "starttls", "none"]),
      user: z.string().optional(),
      from: z.string(),
      fromName: z.string(),
      replyTo: z.string().optional(),
      timeoutMs: z.int(),
    })
    .optional(),
  // As they are kept: an address is folded when it comes in.
  lists: z.array(mailListSchema.extend({ members: z.array(z.string()) })),
  /** When a password was given; nobody is told which. */
  passwordSetAt: z.string().optional(),
  /** Hosts of your own that the operator's file allows. */
  allowHosts: z.array(z.string()),
});
export type MailView = z.infer<typeof mailView>;

/** What came of a test. */
export const outcomeSchema = z.object({ type: z.enum(["sent", "later", "failed", "unsure"]), note: z.string() });
export type TestBody = z.infer<typeof outcomeSchema>;

const path = "/api/v1/settings/delivery";
const written = z.record(z.string().max(40), z.unknown());

export const mailRoutes = {
  mail: { path, summary: "By which relay mail leaves, and which lists receive what", answers: mailView },
  setMail: {
    method: "put",
    path,
    summary: "Set relay and lists; the next mail is sent by them",
    body: z.strictObject({
      version,
      mail: written.optional().meta({ description: "host, port, security, user, from, fromName, replyTo" }),
      lists: z.array(written).max(200).meta({ description: "name, title, ceiling, role, kinds, audiences, members" }),
      password: z
        .string()
        .max(1_000)
        .optional()
        .meta({ description: "Of the relay's user; kept sealed. Absent: the one that was given stays" }),
    }),
    answers: mailView,
  },
  testMail: {
    method: "post",
    path: `${path}/test`,
    summary: "Send a mail that says it is a test, by the relay in force",
    body: z.strictObject({ to: z.email().max(254) }),
    answers: outcomeSchema,
  },
  mailVersions: {
    path: `${path}/versions`,
    summary: "Who set relay and lists when, newest first",
    answers: versionsSchema,
  },
  restoreMail: {
    method: "post",
    path: `${path}/restore`,
    summary: "Put earlier relay and lists back",
    body: restoreBody,
    answers: mailView,
  },
} as const;
