/** Errors as problem documents (RFC 9457), without anything of the server's inside. */
import { STATUS_CODES } from "node:http";
import type { FastifyReply } from "fastify";
import type { Problem } from "./contract.ts";

const longestInstance = 200;

/** @param more members of this problem alone (RFC 9457, section 3.2) */
export const answerProblem = async (
  reply: FastifyReply,
  status: number,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<FastifyReply> => {
  const problem: Problem = {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    detail,
    instance: reply.request.url.slice(0, longestInstance),
    // By this name it is found in the log.
    ref: reply.request.id,
  };
  return (
    reply
      .code(status)
      .type("application/problem+json; charset=utf-8")
      // Written here, not by the route's schema: a problem is no answer of that route.
      .serializer((body: unknown) => JSON.stringify(body))
      .send({ ...problem, ...more })
  );
};
