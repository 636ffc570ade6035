/**
 * Errors as problem documents (RFC 9457), without anything of the server's inside; to a person who opened an edition, a
 * file or a feed by its address, as a page of words with the way on.
 */
import { STATUS_CODES } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { escapeHtml } from "#kit/text/escape-html.ts";
import type { Problem } from "./contract.ts";
import { answerPlainPage, plainPage } from "./plain-page.ts";

const longestInstance = 200;

/** A page that a person goes to says so; what a script of a page asks for does not. */
export const isPerson = ({ method, url, headers }: FastifyRequest): boolean =>
  method === "GET" && (headers.accept ?? "").includes("text/html") && !url.startsWith("/api/");

const wayOn = ({ url }: FastifyRequest, status: number): string =>
  status === 401
    ? `<a href="/sign-in?to=${escapeHtml(encodeURIComponent(url.slice(0, longestInstance)))}">Sign in</a>, which needs JavaScript.`
    : '<a href="/">Read the latest edition</a>';

const problemPage = (request: FastifyRequest, { title, detail, ref, status }: Problem): string =>
  plainPage(
    escapeHtml(title),
    `<p>${escapeHtml(detail)}</p><p>${wayOn(request, status)}</p><p><small>Ref ${escapeHtml(ref ?? "")}</small></p>`,
  );

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
  if (isPerson(reply.request)) return answerPlainPage(reply.code(status), problemPage(reply.request, problem));
  return (
    reply
      .code(status)
      .type("application/problem+json; charset=utf-8")
      // Written here, not by the route's schema: a problem is no answer of that route.
      .serializer((body: unknown) => JSON.stringify(body))
      .send({ ...problem, ...more })
  );
};
