/** What a person does with their own account: password, second factor, sessions, tokens. */
import { sha256Hex } from "#kit/hash.ts";
import { err, ok, type Result } from "#kit/result.ts";
import { type Actor, type Permission, type Person, tokenScopes } from "#terms/person.ts";
import { passwordFault } from "./password-rules.ts";
import { dayMs, deedOf, hourMs, type PeopleSetup, timeOf } from "./people-setup.ts";
import { nameFault } from "./person-name.ts";
import { beginSession, type Caller, type SignedIn } from "./sign-in.ts";
import { tokenPrefix } from "./who-asks.ts";

const tries = { free: 5, longestWaitMs: 15 * 60_000 };

/** `wait`: too many wrong ones in a row. */
export type PasswordCheck = "right" | "wrong" | { readonly waitSeconds: number };

/** The present password, asked for again before something that whoever finds a desk unlocked must not do. */
export const checkOwnPassword = async (
  { store, hasher, limiter }: PeopleSetup,
  id: string,
  password: string,
): Promise<PasswordCheck> => {
  const key = `own ${id}`;
  const waitMs = await limiter.take([{ key, allowance: tries }]);
  if (waitMs > 0) return { waitSeconds: Math.ceil(waitMs / 1000) };
  const found = await store.readCredentials({ id });
  if (!(await hasher.verify(password, found?.password))) return "wrong";
  await limiter.settle({ forgotten: [key] });
  return "right";
};

/** Every session ends; the browser that asked goes on with a new one. */
export const changePassword = async (
  setup: PeopleSetup,
  person: Person,
  { password, caller }: { readonly password: string; readonly caller: Caller },
): Promise<Result<SignedIn, string>> => {
  const fault = passwordFault(password, person);
  if (fault !== undefined) return err(fault);
  await setup.store.setPassword(deedOf(setup, person), person.id, await setup.hasher.hash(password));
  const begun = await beginSession(setup, person, { way: "password", caller });
  return begun === undefined ? err("You are not signed in any more.") : ok(begun);
};

const mostTokens = 50;
const longestTokenDays = 366;
const longestOverlapHours = 24 * 7;

export interface NewTokenRequest {
  readonly name: string;
  readonly scopes: readonly Permission[];
  readonly days: number;
}

export interface ShownToken {
  readonly id: string;
  /** Shown this once. */
  readonly secret: string;
  readonly expiresAt: string;
}

/** A token may do at most what its owner may, at the time it is used; wider scopes are refused here already. */
export const makeToken = async (
  setup: PeopleSetup,
  who: Actor & { readonly may: ReadonlySet<Permission> },
  { name, scopes, days }: NewTokenRequest,
): Promise<Result<ShownToken, string>> => {
  const fault = nameFault(name);
  if (fault !== undefined) return err(fault);
  const tooWide = scopes.find((scope) => !tokenScopes.includes(scope) || !who.may.has(scope));
  if (tooWide !== undefined) return err(`Expected what you may do yourself but found ${tooWide}.`);
  if (scopes.length === 0) return err("Expected at least one thing that the token may do.");
  if ((await setup.store.listTokens(who.id)).length >= mostTokens)
    return err(`Expected at most ${mostTokens} tokens. Remove one first.`);
  const secret = setup.makeSecret(tokenPrefix);
  const id = setup.makeId("token");
  const expiresAt = timeOf(setup.nowMs() + Math.min(days, longestTokenDays) * dayMs);
  await setup.store.addToken(deedOf(setup, who), {
    id,
    hash: sha256Hex(secret),
    personId: who.id,
    name,
    scopes: [...new Set(scopes)].sort(),
    expiresAt,
  });
  return ok({ id, secret, expiresAt });
};

/** A new secret; the old one works on for so many hours, so that no program stops in between. */
export const rotateToken = async (
  setup: PeopleSetup,
  who: Actor,
  { id: replaces, days, overlapHours }: { readonly id: string; readonly days: number; readonly overlapHours: number },
): Promise<ShownToken | undefined> => {
  const secret = setup.makeSecret(tokenPrefix);
  const id = setup.makeId("token");
  const now = setup.nowMs();
  const expiresAt = timeOf(now + Math.min(days, longestTokenDays) * dayMs);
  const rotated = await setup.store.rotateToken(deedOf(setup, who), {
    id,
    hash: sha256Hex(secret),
    personId: who.id,
    replaces,
    expiresAt,
    overlapUntil: timeOf(now + Math.min(overlapHours, longestOverlapHours) * hourMs),
  });
  return rotated === undefined ? undefined : { id, secret, expiresAt };
};
