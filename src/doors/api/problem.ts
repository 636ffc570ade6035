/** Errors as problem documents (RFC 9457), without anything of the server's inside. */
import { STATUS_CODES } from "node:http";
import type { FastifyReply } from "fastify";
import type { Problem } from "./contract.ts";

export const problemOf = (status: number, detail: string, instance: string): Problem => ({
  type: "about:blank",
  title: STATUS_CODES[status] ?? "Error",
  status,
  detail,
  instance: instance.slice(0, 200),
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
    .send(problemOf(status, detail, instance));
