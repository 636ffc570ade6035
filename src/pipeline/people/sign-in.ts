/**
 * Signing in with login and password, and the code of an authenticator where one is set.
 *
 * - The same answer and the same work for an unknown login, a wrong password, and a person who is suspended.
 * - Wrong tries are counted for the login and for the address. A browser in which that person has signed in before has
 *   an allowance of its own instead ("device cookies", OWASP), so that an attack on a login does not lock its owner out;
 *   a browser that uses it up is no longer known.
 * - Each sign-in is a new session with a new secret; the one the browser had before ends.
 */
import { sha256Hex } from "#kit/hash.ts";
import { foldLogin } from "#kit/text/fold-login.ts";
import type { Person } from "#terms/person.ts";
import type { Allowance, Watched } from "./limit-attempts.ts";
import { dayMs, deedOf, type PeopleSetup, timeOf } from "./people-setup.ts";
import { judgeCode } from "./second-factor.ts";
import { secretShape } from "./who-asks.ts";

/** From where somebody signs in. */
export interface Caller {
  /** Address of the network. */
  readonly address: string;
  readonly agent: string;
  /** Secret of the browser, when it was known before. */
  readonly device?: string | undefined;
  /** Secret of the session that the browser still has. */
  readonly session?: string | undefined;
}

export interface SignedIn {
  readonly type: "in";
  readonly person: Person;
  readonly session: string;
  readonly device: string;
}

export type SignInAnswer =
  | SignedIn
  /** The password was right; the code of the authenticator is asked for. */
  | { readonly type: "code"; readonly challenge: string }
  | { readonly type: "refused"; readonly because?: "unreadable" }
  | { readonly type: "wait"; readonly seconds: number };

export type Way = "password" | "passkey" | "provider" | "link";

const perLogin: Allowance = { free: 5, longestWaitMs: 15 * 60_000 };
const perAddress: Allowance = { free: 40, longestWaitMs: 60_000 };
const perDevice: Allowance = { free: 10, longestWaitMs: 60_000 };
const challengeMs = 5 * 60_000;
const mostTriesOfACode = 5;
const deviceMs = 180 * dayMs;

/** The session of somebody who has shown who they are. @returns nothing when they may not sign in after all */
export const beginSession = async (
  setup: PeopleSetup,
  person: Person,
  { way, caller }: { readonly way: Way; readonly caller: Omit<Caller, "address"> },
): Promise<SignedIn | undefined> => {
  const { store, makeSecret, makeId, nowMs, rules } = setup;
  const now = nowMs();
  const secret = makeSecret();
  const began = await store.startSession(deedOf(setup, { ...person, via: way }), {
    id: makeId("session"),
    hash: sha256Hex(secret),
    personId: person.id,
    way,
    agent: caller.agent,
    expiresAt: timeOf(now + rules.longestMs),
  });
  if (!began) return undefined;
  if (caller.session !== undefined) await store.endSession(sha256Hex(caller.session));
  if (caller.device !== undefined) await store.forgetDevice(sha256Hex(caller.device));
  const device = makeSecret();
  await store.knowDevice({
    hash: sha256Hex(device),
    personId: person.id,
    at: timeOf(now),
    expiresAt: timeOf(now + deviceMs),
  });
  return { type: "in", person, session: secret, device };
};

/** What a try counts for: a browser that is known for this login, else the login and the address. */
const watchedOf = async (setup: PeopleSetup, login: string, caller: Caller): Promise<readonly Watched[]> => {
  const { store, nowMs, limiter } = setup;
  const { device } = caller;
  if (device !== undefined && secretShape.test(device)) {
    const hash = sha256Hex(device);
    const key = `device ${hash}`;
    const isKnown = await store.isKnownDevice({ hash, login, at: timeOf(nowMs()) });
    if (isKnown && (await limiter.triesOf(key)) < perDevice.free) return [{ key, allowance: perDevice }];
    if (isKnown) await store.forgetDevice(hash);
  }
  return [
    { key: `login ${sha256Hex(login)}`, allowance: perLogin },
    { key: `address ${caller.address}`, allowance: perAddress },
  ];
};

/** Right: this try is no wrong one. Only a whole sign-in clears the login; the address keeps what it did to others. */
const settle = ({ limiter }: PeopleSetup, watched: readonly Watched[], isWhole: boolean): Promise<void> => {
  const keys = watched.map(({ key }) => key);
  const forgotten = isWhole ? keys.filter((key) => !key.startsWith("address ")) : [];
  return limiter.settle({ forgotten, forgiven: keys.filter((key) => !forgotten.includes(key)) });
};

const askForCode = async (setup: PeopleSetup, person: Person): Promise<SignInAnswer> => {
  const challenge = setup.makeSecret();
  const now = setup.nowMs();
  await setup.store.putOneTime(
    { hash: sha256Hex(challenge), kind: "code", personId: person.id, expiresAt: timeOf(now + challengeMs) },
    { at: timeOf(now), alone: false },
  );
  return { type: "code", challenge };
};

export const signIn = async (
  setup: PeopleSetup,
  { login: typed, password, caller }: { readonly login: string; readonly password: string; readonly caller: Caller },
): Promise<SignInAnswer> => {
  const folded = foldLogin(typed);
  const login = folded.ok ? folded.value.login : "";
  const watched = await watchedOf(setup, login, caller);
  const waitMs = await setup.limiter.take(watched);
  if (waitMs > 0) return { type: "wait", seconds: Math.ceil(waitMs / 1000) };
  const found = await setup.store.readCredentials({ login });
  const isRight = await setup.hasher.verify(password, found?.password);
  if (!isRight || found === undefined || found.person.state !== "active") return { type: "refused" };
  if (found.password !== undefined && setup.hasher.isStale(found.password))
    await setup.store.rehashPassword(found.person.id, found.password, await setup.hasher.hash(password));
  await settle(setup, watched, found.totpSecret === undefined);
  if (found.totpSecret !== undefined) return askForCode(setup, found.person);
  return (await beginSession(setup, found.person, { way: "password", caller })) ?? { type: "refused" };
};

export const signInWithCode = async (
  setup: PeopleSetup,
  { challenge, code, caller }: { readonly challenge: string; readonly code: string; readonly caller: Caller },
): Promise<SignInAnswer> => {
  const { store, nowMs, limiter } = setup;
  const asked = { hash: sha256Hex(challenge), kinds: ["code"] as const, at: timeOf(nowMs()) };
  const found = await store.tryOneTime(asked);
  if (found?.personId === undefined || found.tries > mostTriesOfACode) return { type: "refused" };
  const credentials = await store.readCredentials({ id: found.personId });
  if (credentials === undefined) return { type: "refused" };
  const { person } = credentials;
  const watched = await watchedOf(setup, person.login, caller);
  const waitMs = await limiter.take(watched);
  if (waitMs > 0) return { type: "wait", seconds: Math.ceil(waitMs / 1000) };
  const judged = await judgeCode(setup, credentials, code);
  if (judged !== "right") return { type: "refused", ...(judged === "unreadable" ? { because: judged } : {}) };
  if ((await store.takeOneTime(asked)) === undefined) return { type: "refused" };
  await settle(setup, watched, true);
  return (await beginSession(setup, person, { way: "password", caller })) ?? { type: "refused" };
};

export const signOut = async ({ store }: PeopleSetup, session: string | undefined): Promise<void> => {
  if (session !== undefined) await store.endSession(sha256Hex(session));
};
