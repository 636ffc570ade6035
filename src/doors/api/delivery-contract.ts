/** What the door answers about deliveries: what waits, what left to whom, and who is to receive what. */
import { z } from "zod";
import { deliveryMatters, deliveryStates, editionKinds } from "#terms/delivery.ts";
import { tlpLabels } from "#terms/tlp.ts";

const id = z.string().regex(/^[0-9a-f]{64}$/, "expected an id of 64 hex digits");
const ways = ["mail", "webhook", "slack", "teams"] as const;

const deliverySchema = z.object({
  id: z.string(),
  editionId: z.string(),
  /** Headline of the edition. */
  title: z.string(),
  tlp: z.string(),
  matter: z.enum(deliveryMatters),
  way: z.enum(ways),
  target: z.string(),
  address: z.string(),
  state: z.enum(deliveryStates),
  attempt: z.int(),
  madeAt: z.string(),
  changedAt: z.string(),
  nextAt: z.string().optional(),
  sentAt: z.string().optional(),
  note: z.string().optional(),
});

const deliveryListSchema = z.object({
  deliveries: z.array(deliverySchema),
  counts: z.record(z.enum(deliveryStates), z.int()),
  next: z.string().optional(),
});
export type DeliveryList = z.infer<typeof deliveryListSchema>;

const stepsSchema = z.object({
  steps: z.array(
    z.object({ at: z.string(), state: z.enum(deliveryStates), attempt: z.int(), note: z.string().optional() }),
  ),
});

const targetSchema = z.object({
  name: z.string(),
  title: z.string(),
  way: z.enum(ways),
  ceiling: z.enum(tlpLabels),
  kinds: z.array(z.enum(editionKinds)),
  /** By name; `main`: the edition for everyone. */
  audiences: z.array(z.string()),
  role: z.string().optional(),
  paused: z.boolean(),
  readers: z.int(),
  /** Readers who have left, and when. */
  left: z.array(z.object({ address: z.string(), at: z.string() })),
  /** A hook that said it is gone, and when. */
  goneAt: z.string().optional(),
});

const targetListSchema = z.object({
  /** `relay.example:587, starttls`; absent: no mail is sent. */
  relay: z.string().optional(),
  /** Whether mails carry a way to leave by one click. */
  oneClick: z.boolean(),
  targets: z.array(targetSchema),
});
export type TargetList = z.infer<typeof targetListSchema>;

export const deliveryQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: id.optional().meta({ description: "`next` of the page before" }),
  state: z.enum(deliveryStates).optional(),
  edition: id.optional(),
});

const deliveryActs = ["hold", "retry", "arrived"] as const;

const named = z.object({ name: z.string().min(1).max(63) });

export const deliveryRoutes = {
  list: {
    path: "/api/v1/deliveries",
    summary: "What waits to leave, and what left to whom, newest first",
    answers: deliveryListSchema,
  },
  steps: {
    path: "/api/v1/deliveries/:id",
    summary: "Each step of one delivery",
    params: z.object({ id }),
    answers: stepsSchema,
  },
  act: {
    method: "post",
    path: "/api/v1/deliveries/:id/acts",
    summary: "Hold it, send it (again), or settle a doubt: it arrived",
    params: z.object({ id }),
    body: z.object({ act: z.enum(deliveryActs) }),
    answers: deliverySchema.omit({ title: true }),
  },
  targets: {
    path: "/api/v1/delivery",
    summary: "Lists and hooks: who is to receive what, up to which label",
    answers: targetListSchema,
  },
  recall: {
    method: "post",
    path: "/api/v1/editions/:date/recall",
    summary: "Take back an approved edition; everyone who got it is told why",
    params: z.object({ date: id }),
    body: z.object({ reason: z.string().trim().min(3).max(500) }),
  },
  revive: {
    method: "post",
    path: "/api/v1/delivery/hooks/:name/revive",
    summary: "Tell a hook again that said it is gone",
    params: named,
  },
  rejoin: {
    method: "post",
    path: "/api/v1/delivery/lists/:name/rejoin",
    summary: "Put a reader back who has left the list and asks for it",
    params: named,
    body: z.object({ address: z.email().max(254) }),
  },
} as const;

export const leaveParams = z.object({ token: z.string().regex(/^[\w-]{43}$/) });
