/**
 * Routes for whoever watches the desk: does the process live, can the desk do its work, what did it do.
 *
 * `/healthz` says only that the process answers: one that cannot reach its store is not helped by a restart. `/readyz`
 * is 503 with its reasons while the desk cannot do its work. Neither is counted by the rate limit.
 */
import { z } from "zod";
import type { ReadReadiness } from "#pipeline/watch-desk.ts";
import type { Routes } from "./edition-routes.ts";
import type { Measures } from "./measure-requests.ts";
import { answerProblem } from "./problem.ts";

const aliveSchema = z.object({ status: z.literal("alive") });
const readySchema = z.object({ status: z.literal("ready") });

/** Without a store the desk shows one edition, and is ready when it answers. */
const alwaysReady: ReadReadiness = async () => ({ reasons: [] });

export const addHealthRoutes = (door: Routes, measures: Measures, readiness: ReadReadiness = alwaysReady): void => {
  const config = { access: "open", alike: true, rateLimit: false } as const;
  door.get("/healthz", { config, schema: { hide: true, response: { 200: aliveSchema } } }, async () => ({
    status: "alive" as const,
  }));
  door.get(
    "/readyz",
    {
      config,
      schema: { hide: true, response: { 200: readySchema } },
    },
    async (_request, reply) => {
      const reasons = (await readiness()).reasons.map(({ check, because }) => ({ check, because }));
      if (reasons.length === 0) return { status: "ready" as const };
      const detail = reasons.map(({ because }) => because).join(" ");
      return answerProblem(reply, 503, detail, { reasons });
    },
  );
  door.get(
    "/metrics",
    { config: { access: "metrics.read", ceiling: "TLP:RED", rateLimit: false }, schema: { hide: true } },
    async (_request, reply) =>
      reply
        .type(measures.contentType)
        .serializer(String)
        .send(await measures.text()),
  );
};
