/**
 * Who asks: what a request shows, judged against what is on record.
 *
 * A desk on which nobody was ever set up is open for reading. Once there was a person it asks everyone to sign in,
 * also when all of them are gone again, unless the configuration lets whoever reaches it read.
 */
import { sha256Hex } from "#kit/hash.ts";
import {
  openPrincipal,
  type Permission,
  type Person,
  type Principal,
  permissionsFor,
  tokenScopes,
} from "#terms/person.ts";
import { type PeopleSetup, timeOf } from "./people-setup.ts";

/** What a request shows of whoever sends it. */
export interface Shown {
  /** Secret of a session, from its cookie. */
  readonly session?: string | undefined;
  /** Secret of a token, from `Authorization: Bearer`. */
  readonly token?: string | undefined;
}

export const tokenPrefix = "wf_";

/** A use is written down at most once a minute. */
const touchMs = 60_000;

export const secretShape = /^(?:wf_)?[A-Za-z0-9_-]{43}$/;

const principalOf = (person: Person, via: "session" | "token", scopes?: readonly Permission[]): Principal => ({
  id: person.id,
  name: person.name,
  may: permissionsFor(person.roles, scopes),
  ceiling: person.ceiling,
  via,
});

/** Whether a use is to be written down. */
export const isOld = (seenAt: string | undefined, nowMs: number): boolean =>
  seenAt === undefined || nowMs - Date.parse(seenAt) > touchMs;

export const findSession = async ({ store, nowMs, rules }: PeopleSetup, secret: string | undefined) => {
  if (secret === undefined || !secretShape.test(secret)) return undefined;
  const now = nowMs();
  return store.findSession({ hash: sha256Hex(secret), at: timeOf(now), seenAfter: timeOf(now - rules.idleMs) });
};

/** A person who may sign in. */
export const findPerson = async ({ store }: PeopleSetup, id: string): Promise<Person | undefined> => {
  const found = await store.readCredentials({ id });
  return found?.person.state === "active" ? found.person : undefined;
};

const bySession = async (setup: PeopleSetup, secret: string): Promise<Principal | undefined> => {
  const found = await findSession(setup, secret);
  if (found === undefined) return undefined;
  if (isOld(found.session.seenAt, setup.nowMs()))
    await setup.store.touchSession(found.session.id, timeOf(setup.nowMs()));
  return principalOf(found.person, "session");
};

const byToken = async ({ store, nowMs }: PeopleSetup, secret: string): Promise<Principal | undefined> => {
  if (!secret.startsWith(tokenPrefix) || !secretShape.test(secret)) return undefined;
  const at = timeOf(nowMs());
  const found = await store.findToken({ hash: sha256Hex(secret), at });
  if (found === undefined) return undefined;
  if (isOld(found.token.usedAt, nowMs())) await store.touchToken(found.token.id, at);
  const scopes = found.token.scopes.filter((scope) => tokenScopes.includes(scope));
  return principalOf(found.person, "token", scopes);
};

/** Whoever reaches a desk with people that lets everyone read. */
const passerBy = ({ rules }: PeopleSetup): Principal => ({
  ...openPrincipal,
  name: "anyone who reaches the desk",
  may: new Set<Permission>(["edition.read", "record.search"]),
  ceiling: rules.readingCeiling,
});

/** @returns a function that tells who asks; nothing for one who must sign in, or shows what is not valid */
export const createWhoAsks = (setup: PeopleSetup): ((shown: Shown) => Promise<Principal | undefined>) => {
  let everHadPeople = false;
  return async ({ session, token }) => {
    if (token !== undefined) return byToken(setup, token);
    const known = session === undefined ? undefined : await bySession(setup, session);
    if (known !== undefined) return known;
    everHadPeople ||= await setup.store.hasPeople();
    if (!everHadPeople) return openPrincipal;
    return setup.rules.reading === "open" ? passerBy(setup) : undefined;
  };
};
