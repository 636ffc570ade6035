/** The route of who asks, on every desk: also on one that knows nobody. */
import type { FastifyRequest } from "fastify";
import { findPerson } from "#pipeline/people/who-asks.ts";
import type { Me } from "#terms/account.ts";
import { accountRoutes } from "./contract.ts";
import type { Routes } from "./edition-routes.ts";
import { type PeopleDoor, passkeyPlace } from "./people-door.ts";

const nobody = () => ({ roles: [], hasPeople: false, signIn: { password: false, passkey: false } });

const aboutPeople = async (people: PeopleDoor | undefined, request: FastifyRequest) => {
  if (people === undefined) return nobody();
  const { setup, provider } = people;
  const person = request.principal.via === "open" ? undefined : await findPerson(setup, request.principal.id);
  const hasPeople = await setup.store.hasPeople();
  return {
    roles: [...(person?.roles ?? [])],
    ...(person === undefined ? {} : { login: person.login }),
    hasPeople,
    signIn: {
      password: hasPeople,
      passkey: passkeyPlace(people, request) !== undefined,
      ...(provider === undefined ? {} : { provider: provider.config.name }),
    },
  };
};

export const addMeRoute = (door: Routes, people: PeopleDoor | undefined): void => {
  const { path, summary, answers } = accountRoutes.me;
  door.get(
    path,
    { config: { access: "open" }, schema: { summary, response: { 200: answers } } },
    async (request): Promise<Me> => {
      const { id, name, via, ceiling, may } = request.principal;
      return { id, name, via, ceiling, may: [...may].sort(), ...(await aboutPeople(people, request)) };
    },
  );
};
