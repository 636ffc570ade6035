/**
 * The gate before every route: who asks, and may they.
 *
 * A route says in `config.access` which permission it asks for, or `open` when it needs none (signing in, the web's own
 * files, whether the process lives). A route that says nothing is not built: the door does not open at all.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Permission, Principal } from "#terms/person.ts";
import { isWithin, openPrincipal } from "#terms/person.ts";
import type { Tlp } from "#terms/tlp.ts";
import { answerProblem } from "./problem.ts";

export type Access = Permission | "open";

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
    /** Tells of everything on the desk, whatever its label: asks for this ceiling besides. */
    ceiling?: Tlp;
    /** Known by a secret in its address (`key`) and by nothing else: no session, no token. */
    byFeedAddress?: boolean;
    /** Answers everyone alike: nobody is looked up, so that it answers while the store does not. */
    alike?: boolean;
  }
  interface FastifyRequest {
    principal: Principal;
  }
  interface FastifyInstance {
    /** For the access matrix and the tests of access: nothing of the door is missing in it. */
    declaredRoutes: readonly DeclaredRoute[];
  }
}

/**
 * @param reply where there is one, it may be refused at once, with more to say than that one must sign in
 * @returns who asks; nothing when what they showed is not, or no longer, valid
 */
export type Identify = (request: FastifyRequest, reply?: FastifyReply) => Promise<Principal | undefined>;

/** A desk without people knows nobody, and lets everyone on this machine read. */
export const identifyNobody: Identify = async () => openPrincipal;

/** Routes as declared, in the order of building. The access matrix is made from it. */
export interface DeclaredRoute {
  readonly method: string;
  readonly url: string;
  readonly access: Access;
  readonly ceiling?: Tlp;
  readonly byFeedAddress?: true;
  /** What it may be asked with, as zod has it. */
  readonly schema?: unknown;
}

export const addGate = (door: FastifyInstance, identify: Identify): void => {
  const declared: DeclaredRoute[] = [];
  door.decorateRequest("principal");
  door.decorate("declaredRoutes", declared);
  door.addHook("onRoute", ({ method, url, config, schema }) => {
    const { access, ceiling, byFeedAddress } = config ?? {};
    if (access === undefined) throw new Error(`Expected ${url} to say in config.access who may call it.`);
    for (const one of [method].flat())
      declared.push({
        method: one,
        url,
        access,
        ...(ceiling === undefined ? {} : { ceiling }),
        ...(byFeedAddress === true ? { byFeedAddress } : {}),
        schema,
      });
  });
  door.addHook("onRequest", async (request, reply) => {
    const access = request.routeOptions.config.access;
    // Nothing stands at this address; the answer says no more than that.
    if (access === undefined) return;
    const { ceiling = "TLP:CLEAR", alike = false } = request.routeOptions.config;
    const principal = alike ? undefined : await identify(request, reply);
    if (reply.sent) return;
    request.principal = principal ?? { ...openPrincipal, may: new Set(), ceiling: "TLP:CLEAR" };
    if (access !== "open" && request.principal.may.has(access)) {
      if (isWithin(ceiling, request.principal.ceiling)) return;
      const detail = `This tells of everything on the desk, and asks for the ceiling ${ceiling}.`;
      return answerProblem(reply, 403, detail);
    }
    if (access === "open") return;
    const known = request.principal.via !== "open";
    await answerProblem(
      reply,
      known ? 403 : 401,
      known ? `Your roles do not allow this (${access}). Ask an administrator.` : "Sign in first.",
    );
  });
};
