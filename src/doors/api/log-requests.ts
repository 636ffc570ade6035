/** Requests in the log: by the route as it is declared, never by an address, which may hold words of a search. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Log, LogFields } from "#outside/log.ts";

export const describeRequest = (request: FastifyRequest): LogFields => ({
  ref: request.id,
  method: request.method,
  route: request.routeOptions.url ?? "none",
});

/** What was refused is logged, so that the name of the request that a person quotes is found; the rest at level debug. */
export const logRequests = (door: FastifyInstance, log: Log): void => {
  door.addHook("onResponse", async (request, reply) => {
    const fields = { ...describeRequest(request), status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
    if (reply.statusCode >= 500) log.warn("http.answered", fields);
    else if (reply.statusCode >= 400) log.info("http.answered", fields);
    else log.debug("http.answered", fields);
  });
};
