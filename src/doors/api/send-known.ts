/** Sends what the asker may hold already: with a tag, and without a body when the tag is the one they named (RFC 9110). */
import type { FastifyReply, FastifyRequest } from "fastify";

/** Weak comparison, as RFC 9110 asks of `If-None-Match`. */
const isKnown = (asked: string, tag: string): boolean =>
  asked.split(",").some((each) => each.trim() === "*" || each.trim().replace(/^W\//, "") === tag.replace(/^W\//, ""));

/** @returns whether that was all: nothing more is to be sent */
export const sendKnown = (request: Pick<FastifyRequest, "headers">, reply: FastifyReply, tag: string): boolean => {
  reply.header("etag", tag);
  if (!isKnown(request.headers["if-none-match"] ?? "", tag)) return false;
  reply.code(304).send();
  return true;
};
