/** The route of who asks, on every desk: also on one that knows nobody. */
import { findPerson } from "#pipeline/people/who-asks.ts";
import type { Me } from "#terms/account.ts";
import type { Principal } from "#terms/person.ts";
import { accountRoutes } from "./contract.ts";
import type { Routes } from "./edition-routes.ts";
import type { PeopleDoor } from "./people-door.ts";

const nobody = () => ({ roles: [], hasPeople: false, signIn: { password: false, passkey: false } });

const aboutPeople = async (people: PeopleDoor | undefined, principal: Principal) => {
  if (people === undefined) return nobody();
  const { setup, provider, passkeys } = people;
  const person = principal.via === "open" ? undefined : await findPerson(setup, principal.id);
  const hasPeople = await setup.store.hasPeople();
  return {
    roles: [...(person?.roles ?? [])],
    ...(person === undefined ? {} : { login: person.login }),
    hasPeople,
    signIn: {
      password: hasPeople,
      passkey: passkeys !== undefined,
      ...(provider === undefined ? {} : { provider: provider.name }),
    },
  };
};

export const addMeRoute = (door: Routes, people: PeopleDoor | undefined): void => {
  const { path, summary, answers } = accountRoutes.me;
  door.get(
    path,
    { config: { access: "open" }, schema: { summary, response: { 200: answers } } },
    async ({ principal }, reply): Promise<Me> => {
      reply.header("cache-control", "no-store");
      const { id, name, via, ceiling } = principal;
      return { id, name, via, ceiling, may: [...principal.may].sort(), ...(await aboutPeople(people, principal)) };
    },
  );
};
