/**
 * Links that are used once: the set-up of a new desk, an invitation, a reset.
 *
 * The secret stands after the `#` of the address, which browsers send to nobody; only its hash is kept. A new link of
 * one kind for one person takes the place of the one before.
 */
import { sha256Hex } from "#kit/hash.ts";
import { err, ok, type Result } from "#kit/result.ts";
import { foldLogin } from "#kit/text/fold-login.ts";
import { type Person, roles } from "#terms/person.ts";
import { passwordFault } from "./password-rules.ts";
import { dayMs, deedOf, type PeopleSetup, timeOf } from "./people-setup.ts";
import { nameFault } from "./person-name.ts";
import { beginSession, type Caller, type SignedIn } from "./sign-in.ts";

export type LinkKind = "set-up" | "invitation" | "reset";

const lastsMs: Readonly<Record<LinkKind, number>> = { "set-up": dayMs, invitation: 7 * dayMs, reset: dayMs };
const kinds = ["set-up", "invitation", "reset"] as const;

export interface MadeLink {
  readonly kind: LinkKind;
  readonly secret: string;
  readonly expiresAt: string;
}

const makeLink = async (setup: PeopleSetup, kind: LinkKind, personId?: string): Promise<MadeLink> => {
  const secret = setup.makeSecret();
  const now = setup.nowMs();
  const expiresAt = timeOf(now + lastsMs[kind]);
  await setup.store.putOneTime(
    { hash: sha256Hex(secret), kind, expiresAt, ...(personId === undefined ? {} : { personId }) },
    { at: timeOf(now), alone: true },
  );
  return { kind, secret, expiresAt };
};

/** @returns nothing when the desk has, or had, a person */
export const makeSetUpLink = async (setup: PeopleSetup): Promise<MadeLink | undefined> =>
  (await setup.store.hasPeople()) ? undefined : makeLink(setup, "set-up");

/** The way in for one person: an invitation until they have a password, a reset from then on. */
export const makePersonLink = async (setup: PeopleSetup, id: string): Promise<MadeLink | undefined> => {
  const found = await setup.store.readCredentials({ id });
  if (found === undefined || found.person.state !== "active") return undefined;
  return makeLink(setup, found.password === undefined ? "invitation" : "reset", id);
};

export interface LinkView {
  readonly kind: LinkKind;
  readonly expiresAt: string;
  /** Whose it is; none yet for the set-up. */
  readonly person?: Person;
}

/** What a link is for, without using it. */
export const lookAtLink = async ({ store, nowMs }: PeopleSetup, secret: string): Promise<LinkView | undefined> => {
  const found = await store.lookAtOneTime({ hash: sha256Hex(secret), kinds, at: timeOf(nowMs()) });
  if (found === undefined) return undefined;
  const kind = kinds.find((each) => each === found.kind);
  if (kind === undefined) return undefined;
  if (found.personId === undefined) return (await store.hasPeople()) ? undefined : { kind, expiresAt: found.expiresAt };
  const credentials = await store.readCredentials({ id: found.personId });
  if (credentials === undefined || credentials.person.state !== "active") return undefined;
  return { kind, expiresAt: found.expiresAt, person: credentials.person };
};

const gone = "This link was used, has run out, or never was one. Ask for another.";

export interface LinkUse {
  readonly secret: string;
  readonly password: string;
  /** For the set-up: who the first person is. */
  readonly name?: string | undefined;
  readonly login?: string | undefined;
  readonly caller: Caller;
}

const setUp = async (setup: PeopleSetup, use: LinkUse): Promise<Result<Person, string>> => {
  const name = (use.name ?? "").normalize("NFC").trim();
  const login = foldLogin(use.login ?? "");
  if (!login.ok) return login;
  const fault = nameFault(name) ?? passwordFault(use.password, { login: login.value.login, name });
  if (fault !== undefined) return err(fault);
  const id = setup.makeId("person");
  const password = await setup.hasher.hash(use.password);
  const at = { hash: sha256Hex(use.secret), kinds: ["set-up"] as const, at: timeOf(setup.nowMs()) };
  if ((await setup.store.takeOneTime(at)) === undefined) return err(gone);
  const made = await setup.store.addFirst(deedOf(setup, { id, name }), {
    id,
    name,
    ...login.value,
    roles,
    ceiling: "TLP:RED",
    password,
  });
  const found = made ? await setup.store.readCredentials({ id }) : undefined;
  return found === undefined ? err("This desk has been set up already. Sign in.") : ok(found.person);
};

const setByLink = async (setup: PeopleSetup, use: LinkUse, person: Person): Promise<Result<Person, string>> => {
  const fault = passwordFault(use.password, person);
  if (fault !== undefined) return err(fault);
  const password = await setup.hasher.hash(use.password);
  const asked = { hash: sha256Hex(use.secret), kinds: ["invitation", "reset"] as const, at: timeOf(setup.nowMs()) };
  const taken = await setup.store.takeOneTime(asked);
  if (taken?.personId !== person.id) return err(gone);
  await setup.store.setPassword(
    deedOf(setup, { id: person.id, name: person.name, via: taken.kind }),
    person.id,
    password,
  );
  return ok(person);
};

/** Sets the password that the link is for, and signs in. A reset leaves the second factor as it is. */
export const takeLink = async (setup: PeopleSetup, use: LinkUse): Promise<Result<SignedIn | "code", string>> => {
  const view = await lookAtLink(setup, use.secret);
  if (view === undefined) return err(gone);
  const person = view.person === undefined ? await setUp(setup, use) : await setByLink(setup, use, view.person);
  if (!person.ok) return person;
  const credentials = await setup.store.readCredentials({ id: person.value.id });
  if (credentials?.totpSecret !== undefined) return ok("code");
  const signedIn = await beginSession(setup, person.value, { way: "link", caller: use.caller });
  return signedIn === undefined ? err(gone) : ok(signedIn);
};
