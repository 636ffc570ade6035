/** Errors as problem documents (RFC 9457), without anything of the server's inside. */
import { STATUS_CODES } from "node:http";
import type { FastifyReply } from "fastify";
import type { Problem } from "./contract.ts";

/** @param ref the name of the request, by which it is found in the log */
export const problemOf = (status: number, detail: string, instance: string, ref?: string): Problem => ({
  type: "about:blank",
  title: STATUS_CODES[status] ?? "Error",
  status,
  detail,
  instance: instance.slice(0, 200),
  ...(ref === undefined ? {} : { ref }),
});

export const answerProblem = async (
  reply: FastifyReply,
  status: number,
  detail: string,
  instance: string,
): Promise<FastifyReply> =>
  reply
    .code(status)
    .type("application/problem+json; charset=utf-8")
    // Written here, not by the route's schema: a problem is no answer of that route.
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problemOf(status, detail, instance, reply.request.id));
