/** Routes of webhooks and chats as they are set on the desk: where each leads is told by scheme and host, its secrets by when they were given. */
import { z } from "zod";
import { hookWays, receives } from "#terms/delivery.ts";
import { outcomeSchema } from "./mail-contract.ts";
import { restoreBody, standing, version, versionsSchema } from "./settings-contract.ts";

const hooksView = z.object({
  ...standing,
  hooks: z.array(
    z.object({
      name: z.string(),
      way: z.enum(hookWays),
      ...receives,
      /** `https://chat.example`: what follows may be a secret. */
      place: z.string(),
      /** When address and signing key were given; absent where a file holds them. */
      addressSetAt: z.string().optional(),
      secretSetAt: z.string().optional(),
    }),
  ),
  /** Hosts of your own that the operator's file allows. */
  allowHosts: z.array(z.string()),
});
export type HooksView = z.infer<typeof hooksView>;

const path = "/api/v1/settings/hooks";

export const hookRoutes = {
  hooks: { path, summary: "Which webhooks and chats receive what", answers: hooksView },
  setHooks: {
    method: "put",
    path,
    summary: "Set webhooks and chats; the next notice goes to them",
    body: z.strictObject({
      version,
      hooks: z
        .array(z.record(z.string().max(40), z.unknown()))
        .max(200)
        .meta({
          description:
            "name, way (webhook, slack, teams), ceiling, kinds, audiences, role, paused; address, and secret of a webhook: kept sealed, absent: what was given stays",
        }),
    }),
    answers: hooksView,
  },
  testHook: {
    method: "post",
    path: `${path}/test`,
    summary: "Send a notice that says it is a test, to a hook in force",
    body: z.strictObject({ name: z.string().min(1).max(63) }),
    answers: outcomeSchema,
  },
  hookVersions: {
    path: `${path}/versions`,
    summary: "Who set webhooks and chats when, newest first",
    answers: versionsSchema,
  },
  restoreHooks: {
    method: "post",
    path: `${path}/restore`,
    summary: "Put earlier webhooks and chats back",
    body: restoreBody,
    answers: hooksView,
  },
} as const;
