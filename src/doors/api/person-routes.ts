/** Routes of the people of a desk, for who manages them. A token reaches none of them: `person.manage` is no scope. */
import type { FastifyReply } from "fastify";
import {
  addPerson,
  removePerson,
  resetPerson,
  type UpdateFault,
  updatePerson,
} from "#pipeline/people/manage-people.ts";
import { deedOf, timeOf } from "#pipeline/people/people-setup.ts";
import { peopleRoutes } from "./contract.ts";
import type { Routes } from "./edition-routes.ts";
import { addressOfLink, baseOf, type PeopleDoor, sessionsOf } from "./people-door.ts";
import { answerProblem } from "./problem.ts";
import { smallBody } from "./session-routes.ts";

const manage = { access: "person.manage" } as const;

const statuses: Readonly<Record<UpdateFault["type"], number>> = { absent: 404, last: 409, bad: 400 };

const refuseFor = (reply: FastifyReply, { type, because }: UpdateFault): Promise<FastifyReply> =>
  answerProblem(reply, statuses[type], because);

export const addPersonRoutes = (door: Routes, people: PeopleDoor): void => {
  const { setup } = people;
  const { list, add, update, reset, remove, sessions, endAll, endFeed } = peopleRoutes;
  door.get(
    list.path,
    { config: manage, schema: { summary: list.summary, response: { 200: list.answers } } },
    async () => ({
      people: (await setup.store.list(timeOf(setup.nowMs()))).map((person) => ({
        ...person,
        roles: [...person.roles],
      })),
    }),
  );
  door.post(
    add.path,
    {
      config: manage,
      bodyLimit: smallBody,
      schema: { summary: add.summary, body: add.body, response: { 201: add.answers } },
    },
    async (request, reply) => {
      const added = await addPerson(setup, request.principal, request.body);
      if (!added.ok) return answerProblem(reply, 400, added.error);
      const { id, link } = added.value;
      const body = { id, link: addressOfLink(baseOf(people, request), link), expiresAt: link.expiresAt };
      return reply.code(201).send(body);
    },
  );
  door.patch(
    update.path,
    {
      config: manage,
      bodyLimit: smallBody,
      schema: { summary: update.summary, params: update.params, body: update.body },
    },
    async (request, reply) => {
      const updated = await updatePerson(setup, request.principal, request.params.id, request.body);
      return updated.ok ? reply.code(204).send() : refuseFor(reply, updated.error);
    },
  );
  door.post(
    reset.path,
    {
      config: manage,
      schema: { summary: reset.summary, params: reset.params, body: reset.body, response: { 201: reset.answers } },
    },
    async (request, reply) => {
      const { id } = request.params;
      const link = await resetPerson(setup, request.principal, { id, withoutFactors: request.body.withoutFactors });
      if (link === undefined) return answerProblem(reply, 404, "There is no such person who may sign in.");
      const body = { id, link: addressOfLink(baseOf(people, request), link), expiresAt: link.expiresAt };
      return reply.code(201).send(body);
    },
  );
  door.delete(
    remove.path,
    { config: manage, schema: { summary: remove.summary, params: remove.params } },
    async (request, reply) => {
      const removed = await removePerson(setup, request.principal, request.params.id);
      return removed.ok ? reply.code(204).send() : refuseFor(reply, removed.error);
    },
  );
  door.get(
    sessions.path,
    {
      config: manage,
      schema: { summary: sessions.summary, params: sessions.params, response: { 200: sessions.answers } },
    },
    async (request) => ({ sessions: await sessionsOf(people, request, request.params.id) }),
  );
  door.delete(
    endFeed.path,
    { config: manage, schema: { summary: endFeed.summary, params: endFeed.params } },
    async (request, reply) => {
      const ended = await setup.store.endFeedAddress(deedOf(setup, request.principal), request.params.id);
      return ended ? reply.code(204).send() : answerProblem(reply, 404, "They have no private feed address.");
    },
  );
  door.delete(
    endAll.path,
    { config: manage, schema: { summary: endAll.summary, params: endAll.params } },
    async (request, reply) => {
      await setup.store.endSessions(deedOf(setup, request.principal), { personId: request.params.id });
      return reply.code(204).send();
    },
  );
};
