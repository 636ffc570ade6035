/** Routes of one's own account. A token reaches none of them: `self.manage` is no scope. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { changePassword, checkOwnPassword, makeToken, rotateToken } from "#pipeline/people/own-account.ts";
import { deedOf } from "#pipeline/people/people-setup.ts";
import { confirmTotp, offerTotp } from "#pipeline/people/second-factor.ts";
import { beginSession } from "#pipeline/people/sign-in.ts";
import { findPerson } from "#pipeline/people/who-asks.ts";
import { accountRoutes } from "./contract.ts";
import type { Routes } from "./edition-routes.ts";
import { callerOf, giveCookies, isFresh, type PeopleDoor, sessionOf, sessionsOf, staleWords } from "./people-door.ts";
import { answerProblem } from "./problem.ts";
import { smallBody } from "./session-routes.ts";

const own = { access: "self.manage" } as const;

export const requireFound = async (people: PeopleDoor, request: FastifyRequest) => {
  const person = await findPerson(people.setup, request.principal.id);
  if (person === undefined) throw Object.assign(new Error("Sign in first."), { statusCode: 401 });
  return person;
};

/**
 * Says no when the present password is not right.
 *
 * @returns whether it did. Never the reply itself: Fastify's replies are thenables that resolve to nothing once they are
 * sent, so that whoever awaits one would take the refusal for consent.
 */
const isRefused = async (
  people: PeopleDoor,
  request: FastifyRequest,
  reply: FastifyReply,
  password: string,
): Promise<boolean> => {
  const checked = await checkOwnPassword(people.setup, request.principal.id, password);
  if (checked === "right") return false;
  if (checked === "wrong") {
    await answerProblem(reply, 403, "Your present password is not right.");
    return true;
  }
  reply.header("retry-after", String(checked.waitSeconds));
  await answerProblem(reply, 429, `Too many tries were wrong. Try again in ${checked.waitSeconds} s.`);
  return true;
};

const addWayRoutes = (door: Routes, people: PeopleDoor): void => {
  const { ways, password, confirm, totpOffer, totpConfirm, totpEnd } = accountRoutes;
  const { setup } = people;
  door.get(
    ways.path,
    { config: own, schema: { summary: ways.summary, response: { 200: ways.answers } } },
    async (request) => {
      const found = await setup.store.readCredentials({ id: request.principal.id });
      const passkeys = await setup.store.listPasskeys(request.principal.id);
      return {
        hasPassword: found?.password !== undefined,
        hasTotp: found?.totpSecret !== undefined,
        recoveryCodes: await setup.store.countRecoveryCodes(request.principal.id),
        hasProvider: found?.hasProvider ?? false,
        confirmed: await isFresh(people, request),
        passkeys: passkeys.map(({ id, name, createdAt, usedAt }) => ({
          id,
          name,
          createdAt,
          ...(usedAt === undefined ? {} : { usedAt }),
        })),
      };
    },
  );
  door.post(
    password.path,
    { config: own, bodyLimit: smallBody, schema: { summary: password.summary, body: password.body } },
    async (request, reply) => {
      if (await isRefused(people, request, reply, request.body.current)) return reply;
      const person = await requireFound(people, request);
      const changed = await changePassword(setup, person, {
        password: request.body.next,
        caller: callerOf(people, request),
      });
      if (!changed.ok) return answerProblem(reply, 400, changed.error);
      giveCookies(people, reply, changed.value);
      return reply.code(204).send();
    },
  );
  door.post(
    confirm.path,
    { config: own, bodyLimit: smallBody, schema: { summary: confirm.summary, body: confirm.body } },
    async (request, reply) => {
      if (await isRefused(people, request, reply, request.body.password)) return reply;
      const person = await requireFound(people, request);
      const begun = await beginSession(setup, person, { way: "password", caller: callerOf(people, request) });
      if (begun === undefined) return answerProblem(reply, 401, "Sign in first.");
      giveCookies(people, reply, begun);
      return reply.code(204).send();
    },
  );
  door.post(
    totpOffer.path,
    { config: own, schema: { summary: totpOffer.summary, response: { 200: totpOffer.answers } } },
    async (request, reply) => {
      if (!(await isFresh(people, request))) return answerProblem(reply, 403, staleWords);
      return offerTotp(setup, await requireFound(people, request));
    },
  );
  door.post(
    totpConfirm.path,
    {
      config: own,
      schema: { summary: totpConfirm.summary, body: totpConfirm.body, response: { 200: totpConfirm.answers } },
    },
    async (request, reply) => {
      const codes = await confirmTotp(setup, await requireFound(people, request), request.body.code);
      return codes.ok ? { recoveryCodes: [...codes.value] } : answerProblem(reply, 400, codes.error);
    },
  );
  door.post(
    totpEnd.path,
    { config: own, bodyLimit: smallBody, schema: { summary: totpEnd.summary, body: totpEnd.body } },
    async (request, reply) => {
      if (await isRefused(people, request, reply, request.body.password)) return reply;
      await setup.store.clearTotp(deedOf(setup, request.principal), request.principal.id);
      return reply.code(204).send();
    },
  );
};

const addSessionListRoutes = (door: Routes, people: PeopleDoor): void => {
  const { sessions, sessionEnd, sessionsEnd } = accountRoutes;
  const { store } = people.setup;
  door.get(
    sessions.path,
    { config: own, schema: { summary: sessions.summary, response: { 200: sessions.answers } } },
    async (request) => ({ sessions: await sessionsOf(people, request, request.principal.id) }),
  );
  door.delete(
    sessionEnd.path,
    { config: own, schema: { summary: sessionEnd.summary, params: sessionEnd.params } },
    async (request, reply) => {
      const ended = await store.endSessions(deedOf(people.setup, request.principal), {
        personId: request.principal.id,
        only: request.params.id,
      });
      return ended === 0 ? answerProblem(reply, 404, "There is no such session of yours.") : reply.code(204).send();
    },
  );
  door.delete(sessionsEnd.path, { config: own, schema: { summary: sessionsEnd.summary } }, async (request, reply) => {
    const current = await sessionOf(people, request);
    await store.endSessions(deedOf(people.setup, request.principal), {
      personId: request.principal.id,
      ...(current === undefined ? {} : { except: current.session.id }),
    });
    return reply.code(204).send();
  });
};

const addTokenRoutes = (door: Routes, people: PeopleDoor): void => {
  const { tokens, tokenMake, tokenRotate, tokenEnd } = accountRoutes;
  const { setup } = people;
  door.get(
    tokens.path,
    { config: own, schema: { summary: tokens.summary, response: { 200: tokens.answers } } },
    async (request) => ({
      tokens: (await setup.store.listTokens(request.principal.id)).map((token) => ({
        ...token,
        scopes: [...token.scopes],
      })),
    }),
  );
  door.post(
    tokenMake.path,
    { config: own, schema: { summary: tokenMake.summary, body: tokenMake.body, response: { 201: tokenMake.answers } } },
    async (request, reply) => {
      if (!(await isFresh(people, request))) return answerProblem(reply, 403, staleWords);
      const made = await makeToken(setup, request.principal, request.body);
      if (!made.ok) return answerProblem(reply, 400, made.error);
      return reply.code(201).send(made.value);
    },
  );
  door.post(
    tokenRotate.path,
    {
      config: own,
      schema: {
        summary: tokenRotate.summary,
        params: tokenRotate.params,
        body: tokenRotate.body,
        response: { 201: tokenRotate.answers },
      },
    },
    async (request, reply) => {
      if (!(await isFresh(people, request))) return answerProblem(reply, 403, staleWords);
      const rotated = await rotateToken(setup, request.principal, { id: request.params.id, ...request.body });
      if (rotated === undefined) return answerProblem(reply, 404, "There is no such token of yours in force.");
      return reply.code(201).send(rotated);
    },
  );
  door.delete(
    tokenEnd.path,
    { config: own, schema: { summary: tokenEnd.summary, params: tokenEnd.params } },
    async (request, reply) => {
      const ended = await setup.store.endToken(deedOf(setup, request.principal), {
        personId: request.principal.id,
        id: request.params.id,
      });
      return ended ? reply.code(204).send() : answerProblem(reply, 404, "There is no such token of yours.");
    },
  );
};

export const addOwnRoutes = (door: Routes, people: PeopleDoor): void => {
  addWayRoutes(door, people);
  addSessionListRoutes(door, people);
  addTokenRoutes(door, people);
};
