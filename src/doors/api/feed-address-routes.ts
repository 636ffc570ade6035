/** Routes of one's own private feed address. It is shown when it is made, and never again. */
import { makeFeedAddress } from "#pipeline/people/feed-address.ts";
import { deedOf } from "#pipeline/people/people-setup.ts";
import { accountRoutes } from "./contract.ts";
import type { Routes } from "./edition-routes.ts";
import { baseOf, isFresh, type PeopleDoor, staleWords } from "./people-door.ts";
import { answerProblem } from "./problem.ts";

const own = { access: "self.manage" } as const;

export const addFeedAddressRoutes = (door: Routes, people: PeopleDoor): void => {
  const { feed, feedMake: make, feedEnd: end } = accountRoutes;
  const { setup } = people;
  door.get(
    feed.path,
    { config: own, schema: { summary: feed.summary, response: { 200: feed.answers } } },
    async (request) => {
      const found = await setup.store.readFeedAddress(request.principal.id);
      return found === undefined ? {} : { feed: { ...found } };
    },
  );
  door.post(
    make.path,
    { config: own, schema: { summary: make.summary, body: make.body, response: { 201: make.answers } } },
    async (request, reply) => {
      if (!(await isFresh(people, request))) return answerProblem(reply, 403, staleWords);
      const secret = await makeFeedAddress(setup, request.principal, request.body.ceiling);
      return reply.code(201).send({ address: `${baseOf(people, request)}/feeds/private/${secret}/editions.rss` });
    },
  );
  door.delete(end.path, { config: own, schema: { summary: end.summary } }, async (request, reply) => {
    const ended = await setup.store.endFeedAddress(deedOf(setup, request.principal), request.principal.id);
    return ended ? reply.code(204).send() : answerProblem(reply, 404, "You have no private feed address.");
  });
};
