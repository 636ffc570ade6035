/** Routes of passkeys: making one, signing in with one. */
import type { FastifyReply } from "fastify";
import { keepPasskey, offerPasskey, offerPasskeySignIn, signInWithPasskey } from "#pipeline/people/passkeys.ts";
import { deedOf } from "#pipeline/people/people-setup.ts";
import { accountRoutes } from "./contract.ts";
import type { Routes } from "./edition-routes.ts";
import { requireFound } from "./own-routes.ts";
import { callerOf, isFresh, type PeopleDoor, passkeyPlace, staleWords } from "./people-door.ts";
import { answerProblem } from "./problem.ts";
import { answerSignIn } from "./session-routes.ts";

const own = { access: "self.manage" } as const;
const open = { access: "open" } as const;
const passkeyBody = 24 * 1024;

const noPlace = (reply: FastifyReply): Promise<FastifyReply> =>
  answerProblem(
    reply,
    409,
    "A passkey belongs to a name. Open the desk at http://localhost with its port, or under its configured address.",
  );

const addOwnPasskeys = (door: Routes, people: PeopleDoor): void => {
  const { passkeyOffer, passkeyKeep, passkeyEnd } = accountRoutes;
  const { setup } = people;
  door.post(
    passkeyOffer.path,
    { config: own, schema: { summary: passkeyOffer.summary, response: { 200: passkeyOffer.answers } } },
    async (request, reply) => {
      const place = passkeyPlace(people, request);
      if (place === undefined) return noPlace(reply);
      if (!(await isFresh(people, request))) return answerProblem(reply, 403, staleWords);
      return { ...(await offerPasskey(setup, await requireFound(people, request), place)) };
    },
  );
  door.post(
    passkeyKeep.path,
    { config: own, bodyLimit: passkeyBody, schema: { summary: passkeyKeep.summary, body: passkeyKeep.body } },
    async (request, reply) => {
      const place = passkeyPlace(people, request);
      if (place === undefined) return noPlace(reply);
      const kept = await keepPasskey(setup, await requireFound(people, request), { ...request.body, place });
      return kept.ok ? reply.code(204).send() : answerProblem(reply, 400, kept.error);
    },
  );
  door.delete(
    passkeyEnd.path,
    { config: own, schema: { summary: passkeyEnd.summary, params: passkeyEnd.params } },
    async (request, reply) => {
      const ended = await setup.store.endPasskey(deedOf(setup, request.principal), {
        personId: request.principal.id,
        id: request.params.id,
      });
      return ended ? reply.code(204).send() : answerProblem(reply, 404, "There is no such passkey of yours.");
    },
  );
};

export const addPasskeyRoutes = (door: Routes, people: PeopleDoor): void => {
  const { passkeyAsk, passkeyStart } = accountRoutes;
  addOwnPasskeys(door, people);
  door.post(
    passkeyAsk.path,
    { config: open, schema: { summary: passkeyAsk.summary, response: { 200: passkeyAsk.answers } } },
    async (request, reply) => {
      const place = passkeyPlace(people, request);
      return place === undefined ? noPlace(reply) : { ...(await offerPasskeySignIn(people.setup, place)) };
    },
  );
  door.post(
    passkeyStart.path,
    {
      config: open,
      bodyLimit: passkeyBody,
      schema: { summary: passkeyStart.summary, body: passkeyStart.body, response: { 200: passkeyStart.answers } },
    },
    async (request, reply) => {
      const place = passkeyPlace(people, request);
      if (place === undefined) return noPlace(reply);
      const caller = callerOf(people, request);
      const answer = await signInWithPasskey(people.setup, { proof: request.body, place, caller });
      return answerSignIn(people, reply, answer, "passkey");
    },
  );
};
