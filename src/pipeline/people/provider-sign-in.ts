/**
 * Signing in through the organisation's provider, and what its claims say of roles.
 *
 * A person is known by issuer and subject and by nothing else: an address of mail or a login that a provider names can
 * be another's. Where the configuration maps claims to roles, they hold from each sign-in on; whoever comes without a
 * role stays out.
 */
import { sha256Hex } from "#kit/hash.ts";
import { foldLogin } from "#kit/text/fold-login.ts";
import type { Provider, ProviderPerson } from "#outside/open-provider.ts";
import type { ProviderConfig } from "#terms/people-config.ts";
import { type Person, type Role, roles } from "#terms/person.ts";
import { deedOf, type PeopleSetup, theDesk, timeOf } from "./people-setup.ts";
import { nameFault } from "./person-name.ts";
import { beginSession, type Caller, type SignedIn } from "./sign-in.ts";

export interface ConfiguredProvider {
  readonly config: ProviderConfig;
  readonly provider: Provider;
}

interface Started {
  readonly nonce: string;
  readonly verifier: string;
  /** Where to go afterwards, on this desk. */
  readonly to: string;
  /** Whoever was signed in and wants to be known by the provider from now on. */
  readonly personId?: string;
}

const startMs = 10 * 60_000;
const ofUs = { ...theDesk, via: "provider" };

export const startAtProvider = async (
  setup: PeopleSetup,
  { provider }: ConfiguredProvider,
  { redirectUri, to, personId }: { readonly redirectUri: string; readonly to: string; readonly personId?: string },
): Promise<{ readonly url: string; readonly state: string }> => {
  const [state, nonce, verifier] = [setup.makeSecret(), setup.makeSecret(), setup.makeSecret()];
  const url = await provider.begin(redirectUri, { state, nonce, verifier });
  const detail: Started = { nonce, verifier, to, ...(personId === undefined ? {} : { personId }) };
  const now = setup.nowMs();
  await setup.store.putOneTime(
    { hash: sha256Hex(state), kind: "provider", detail, expiresAt: timeOf(now + startMs) },
    { at: timeOf(now), alone: false },
  );
  return { url, state };
};

/** Values of the claim: one text, or a list of them. */
const valuesOf = (claim: unknown): readonly string[] => {
  const list = Array.isArray(claim) ? claim : [claim];
  return list.filter((value) => typeof value === "string");
};

const isMapped = ({ roles: map }: ProviderConfig): boolean => roles.some((role) => map[role].length > 0);

const rolesOfClaims = (
  { rolesClaim, roles: map }: ProviderConfig,
  claims: Readonly<Record<string, unknown>>,
): readonly Role[] => {
  const values = new Set(valuesOf(Object.hasOwn(claims, rolesClaim) ? claims[rolesClaim] : undefined));
  return roles.filter((role) => map[role].some((value) => values.has(value)));
};

const textOf = (claim: unknown): string | undefined =>
  typeof claim === "string" ? claim.normalize("NFC").trim() : undefined;

/** A login and name for somebody new. What a local person has is never taken: then the login is one of its own kind. */
const addFrom = async (
  setup: PeopleSetup,
  { ceiling }: ProviderConfig,
  who: ProviderPerson,
  held: readonly Role[],
): Promise<Person | undefined> => {
  const wanted = foldLogin(textOf(who.claims.preferred_username) ?? "");
  const own = `sso-${sha256Hex(`${who.issuer}\0${who.subject}`).slice(0, 12)}`;
  const named = textOf(who.claims.name) ?? "";
  for (const login of [...(wanted.ok ? [wanted.value] : []), { login: own, look: own }]) {
    const id = setup.makeId("person");
    const name = nameFault(named) === undefined ? named : login.login;
    const added = await setup.store.addProvided(
      deedOf(setup, ofUs),
      { id, name, ...login, roles: held, ceiling },
      { issuer: who.issuer, subject: who.subject },
    );
    if (added) return (await setup.store.readCredentials({ id }))?.person;
  }
  return undefined;
};

const sameRoles = (a: readonly Role[], b: readonly Role[]): boolean =>
  roles.every((role) => a.includes(role) === b.includes(role));

/** The person on record, with the roles that the claims give them now. */
const personFor = async (
  setup: PeopleSetup,
  config: ProviderConfig,
  who: ProviderPerson,
): Promise<Person | undefined> => {
  const held = rolesOfClaims(config, who.claims);
  const found = (await setup.store.readCredentials({ issuer: who.issuer, subject: who.subject }))?.person;
  if (isMapped(config) && held.length === 0) return undefined;
  if (found === undefined) return config.adds && held.length > 0 ? addFrom(setup, config, who, held) : undefined;
  if (found.state !== "active") return undefined;
  if (!isMapped(config) || sameRoles(held, found.roles)) return found;
  // The last administrator stays one, whatever the claims say: else nobody could mend the mapping.
  const changed = await setup.store.change(deedOf(setup, ofUs), found.id, { roles: held });
  return changed === "changed" ? { ...found, roles: held } : found;
};

export type ProviderAnswer =
  | { readonly type: "in"; readonly signedIn: SignedIn; readonly to: string }
  | { readonly type: "linked"; readonly to: string }
  /** `unknown`: the provider knows them, the desk does not. */
  | { readonly type: "refused"; readonly because: "provider" | "unknown" };

const startedOf = (detail: unknown): Started | undefined => {
  if (typeof detail !== "object" || detail === null) return undefined;
  const { nonce, verifier, to, personId } = detail as Partial<Started>;
  if (nonce === undefined || verifier === undefined || to === undefined) return undefined;
  return { nonce, verifier, to, ...(personId === undefined ? {} : { personId }) };
};

const link = async (setup: PeopleSetup, personId: string, who: ProviderPerson): Promise<boolean> => {
  const found = await setup.store.readCredentials({ id: personId });
  return found !== undefined && setup.store.linkProvider(deedOf(setup, found.person), personId, who);
};

/** @param state what the browser was given at the start; it must be what it comes back with */
export const finishAtProvider = async (
  setup: PeopleSetup,
  { config, provider }: ConfiguredProvider,
  { came, state, caller }: { readonly came: URL; readonly state: string | undefined; readonly caller: Caller },
): Promise<ProviderAnswer> => {
  const refused = { type: "refused", because: "provider" } as const;
  if (state === undefined || came.searchParams.get("state") !== state) return refused;
  const asked = { hash: sha256Hex(state), kinds: ["provider"] as const, at: timeOf(setup.nowMs()) };
  const started = startedOf((await setup.store.takeOneTime(asked))?.detail);
  if (started === undefined) return refused;
  const who = await provider.finish(came, { ...started, state });
  if (!who.ok) return refused;
  if (started.personId !== undefined)
    return (await link(setup, started.personId, who.value))
      ? { type: "linked", to: started.to }
      : { type: "refused", because: "unknown" };
  const person = await personFor(setup, config, who.value);
  if (person === undefined) return { type: "refused", because: "unknown" };
  const signedIn = await beginSession(setup, person, { way: "provider", caller });
  return signedIn === undefined ? { type: "refused", because: "unknown" } : { type: "in", signedIn, to: started.to };
};
