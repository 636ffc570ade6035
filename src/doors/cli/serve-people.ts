/** People on the desk that `serve` opens, as configured, and the link by which the first of them is set up. */
import { openProvider } from "#outside/open-provider.ts";
import { readProviderSecret } from "#outside/read-config.ts";
import { openSecretKey, type SecretKey } from "#outside/secret-key.ts";
import type { Desk } from "#pipeline/index.ts";
import { makeSetUpLink } from "#pipeline/people/links.ts";
import { openPeople } from "#pipeline/people/open-people.ts";
import { dayMs, hourMs, type PeopleRules } from "#pipeline/people/people-setup.ts";
import type { ConfiguredProvider } from "#pipeline/people/provider-sign-in.ts";
import { sealAuthenticators } from "#pipeline/people/seal-authenticators.ts";
import type { Config } from "#terms/config.ts";
import type { PeopleConfig, ProviderConfig } from "#terms/people-config.ts";
import { addressOfLink, type PeopleDoor } from "../api/people-door.ts";
import { unfinished, wrongUse } from "./exit-codes.ts";
import { say, saySecret } from "./say.ts";

export const rulesOf = ({ reading, readingCeiling, idleHours, days }: PeopleConfig): PeopleRules => ({
  reading,
  readingCeiling,
  idleMs: idleHours * hourMs,
  longestMs: days * dayMs,
});

const providerOf = async (config: ProviderConfig): Promise<ConfiguredProvider> => {
  const clientSecret = await readProviderSecret(config);
  if (!clientSecret.ok) throw wrongUse(`configuration: ${clientSecret.error}`);
  const { issuer, clientId, scope, allowHosts } = config;
  return { config, provider: openProvider({ issuer, clientId, clientSecret: clientSecret.value, scope, allowHosts }) };
};

const sealKept = async ({ store }: Desk, key: SecretKey): Promise<void> => {
  const { lost } = await sealAuthenticators(store.people, key);
  if (lost.length === 0) return;
  say(
    `WARNING: the key in ${key.path} does not open the authenticators of ${lost.slice(0, 5).join(", ")}${lost.length > 5 ? ` and ${lost.length - 5} more` : ""}. ` +
      "Put back the key that the desk had, or let them in anew: watchfloor people reset LOGIN --without-factors.",
  );
};

export const openPeopleDoor = async (
  desk: Desk | undefined,
  { people, door }: Pick<Config, "people" | "door">,
): Promise<PeopleDoor | undefined> => {
  if (desk === undefined) return undefined;
  const secretKey = await openSecretKey();
  if (!secretKey.ok) throw unfinished(secretKey.error);
  await sealKept(desk, secretKey.value);
  return {
    setup: openPeople({ store: desk.store.people, rules: rulesOf(people), secretKey: secretKey.value }),
    address: door.address,
    ...(people.provider === undefined ? {} : { provider: await providerOf(people.provider) }),
  };
};

/** Said once, while nobody is set up: whoever holds the link becomes the first person, with every role. */
export const saySetUpLink = async (people: PeopleDoor | undefined, address: string): Promise<void> => {
  const link = people === undefined ? undefined : await makeSetUpLink(people.setup);
  if (people === undefined || link === undefined) return;
  say("Nobody is set up on this desk: whoever reaches it may read. Set up the first person, within a day, at:");
  saySecret(addressOfLink(people.address ?? address, link));
};
