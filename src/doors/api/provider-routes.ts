/**
 * Routes to the organisation's own sign-in and back.
 *
 * The browser comes back from another site, and then sends no Strict cookie; the state is therefore held in a cookie of
 * its own, SameSite=Lax, for ten minutes. It ties the answer to the browser that asked.
 */
import type { FastifyReply } from "fastify";
import { type ConfiguredProvider, finishAtProvider, startAtProvider } from "#pipeline/people/provider-sign-in.ts";
import { accountRoutes } from "./contract.ts";
import type { Routes } from "./edition-routes.ts";
import {
  baseOf,
  callerOf,
  cookieName,
  giveCookies,
  isFresh,
  optionsOf,
  type PeopleDoor,
  readCookie,
  sessionOf,
  staleWords,
} from "./people-door.ts";
import { answerProblem } from "./problem.ts";

const open = { access: "open" } as const;
const stateSeconds = 600;

/** An address of this desk; anything else leads to Today. */
const ownAddress = (to: string | undefined): string =>
  to !== undefined && /^\/(?![/\\])[^\\\s]*$/.test(to) ? to : "/";

const go = (reply: FastifyReply, to: string): FastifyReply => reply.redirect(to, 303);

export const addProviderRoutes = (door: Routes, people: PeopleDoor, provider: ConfiguredProvider): void => {
  const { providerGo, providerBack } = accountRoutes;
  const cookie = cookieName(people, "provider");
  const lax = { ...optionsOf(people), sameSite: "lax" } as const;
  door.get(
    providerGo.path,
    { config: open, schema: { summary: providerGo.summary, querystring: providerGo.query } },
    async (request, reply) => {
      const session = request.query.link === true ? await sessionOf(people, request) : undefined;
      if (request.query.link === true && session === undefined) return answerProblem(reply, 401, "Sign in first.");
      if (session !== undefined && !(await isFresh(people, request))) return answerProblem(reply, 403, staleWords);
      const started = await startAtProvider(people.setup, provider, {
        redirectUri: `${baseOf(people, request)}${providerBack.path}`,
        to: ownAddress(request.query.to),
        ...(session === undefined ? {} : { personId: session.person.id }),
      }).catch(() => undefined);
      if (started === undefined) return go(reply, "/sign-in?refused=away");
      reply.setCookie(cookie, started.state, { ...lax, maxAge: stateSeconds });
      return go(reply, started.url);
    },
  );
  door.get(
    providerBack.path,
    { config: open, schema: { summary: providerBack.summary, querystring: providerBack.query } },
    async (request, reply) => {
      const answer = await finishAtProvider(people.setup, provider, {
        came: new URL(request.url, baseOf(people, request)),
        state: readCookie(people, request, "provider"),
        caller: callerOf(people, request),
      });
      reply.clearCookie(cookie, lax);
      if (answer.type === "refused") return go(reply, `/sign-in?refused=${answer.because}`);
      if (answer.type === "in") giveCookies(people, reply, answer.signedIn);
      return go(reply, answer.to);
    },
  );
};
