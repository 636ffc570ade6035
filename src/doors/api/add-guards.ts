/**
 * What each request passes before the gate: its headers are bounded, its address and page are our own, it does not come
 * too often. After the gate, whoever is known is counted by who they are, whichever address they come from.
 */
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isOwnHost, type OwnAddress, whyForeign } from "./guard-address.ts";
import { answerProblem } from "./problem.ts";

export interface Guards {
  readonly own: () => OwnAddress;
  readonly requestsPerMinute: number;
}

/** Counted for all routes alike, found or not, allowed or not: a flood that the gate refuses is a flood. */
const limitBy = (
  door: FastifyInstance,
  max: number,
  keyOf?: (request: FastifyRequest) => string,
): ((request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>) => {
  const check = door.createRateLimit({ max, timeWindow: "1 minute", ...(keyOf ? { keyGenerator: keyOf } : {}) });
  return async (request, reply) => {
    if (request.routeOptions.config.rateLimit === false) return undefined;
    const found = await check(request);
    if (found.isAllowed || !found.isExceeded) return undefined;
    reply.header("retry-after", String(found.ttlInSeconds));
    const detail = `Expected at most ${max} requests a minute. Try again in ${found.ttlInSeconds} s.`;
    return answerProblem(reply, 429, detail);
  };
};

const policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  fontSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  // The edition's own HTML file, for printing.
  frameSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/** Parts of a browser that no page of ours uses. */
const unused = ["camera", "geolocation", "microphone", "payment", "usb", "serial", "display-capture"];

const addHeaders = async (door: FastifyInstance, isHttps: boolean): Promise<void> => {
  await door.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: policy },
    // By plain http on this machine it would break the desk.
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginResourcePolicy: { policy: "same-origin" },
    referrerPolicy: { policy: "no-referrer" },
  });
  const permissions = unused.map((name) => `${name}=()`).join(", ");
  door.addHook("onSend", async (_request, reply) => {
    reply.header("permissions-policy", permissions);
    // What a person may see is theirs: no cache on the way keeps it, or gives it to the next.
    if (reply.getHeader("cache-control") === undefined) reply.header("cache-control", "no-store");
    reply.header("vary", "accept-encoding, cookie, authorization");
  });
};

export const addGuards = async (door: FastifyInstance, { own, requestsPerMinute }: Guards): Promise<void> => {
  // A browser sends these two without asking first; nothing here reads them.
  door.removeContentTypeParser("text/plain");
  await door.register(rateLimit, { global: false });
  await addHeaders(door, own().address?.startsWith("https://") === true);
  // By address; of IPv6 by network, since one host has more addresses than can be counted.
  door.addHook("onRequest", limitBy(door, requestsPerMinute));
  door.addHook("onRequest", async (request, reply) => {
    const at = own();
    if (!isOwnHost(request.host, at)) {
      const detail = "Expected Host to be 127.0.0.1, localhost or [::1] with this port, or the desk's own address.";
      return answerProblem(reply, 421, detail);
    }
    const { method, host, headers } = request;
    const foreign = whyForeign({ method, host, headers }, at);
    if (foreign !== undefined) return answerProblem(reply, 403, foreign);
  });
};

/** Registered after the gate: by then `request.principal` is who asks. */
export const limitEachPerson = (door: FastifyInstance, requestsPerMinute: number): void => {
  const limit = limitBy(door, requestsPerMinute, ({ principal }) => `person ${principal.id}`);
  door.addHook("onRequest", async (request: FastifyRequest, reply: FastifyReply) => {
    const who = request.principal;
    return reply.sent || who === undefined || who.via === "open" ? undefined : limit(request, reply);
  });
};
