/** All routes of people, on a desk that keeps a store; on any other only who asks. */
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Routes } from "./edition-routes.ts";
import { addFeedAddressRoutes } from "./feed-address-routes.ts";
import { addMeRoute } from "./me-routes.ts";
import { addOwnRoutes } from "./own-routes.ts";
import { addPasskeyRoutes } from "./passkey-routes.ts";
import type { PeopleDoor } from "./people-door.ts";
import { addPersonRoutes } from "./person-routes.ts";
import { addProviderRoutes } from "./provider-routes.ts";
import { addSessionRoutes } from "./session-routes.ts";

export const addPeopleRoutes = async (door: FastifyInstance, people: PeopleDoor | undefined): Promise<void> => {
  addMeRoute(door.withTypeProvider<ZodTypeProvider>(), people);
  if (people === undefined) return;
  const { provider } = people;
  const addProvider = provider === undefined ? [] : [(routes: Routes) => addProviderRoutes(routes, people, provider)];
  const each = [
    ...addProvider,
    addSessionRoutes,
    addOwnRoutes,
    addFeedAddressRoutes,
    addPasskeyRoutes,
    addPersonRoutes,
  ];
  for (const add of each)
    await door.register(async (routes) => {
      add(routes.withTypeProvider<ZodTypeProvider>(), people);
    });
};
