/**
 * Passkeys (WebAuthn level 3): made by a person who is signed in, and a whole sign-in by themselves, because the
 * authenticator asks who holds it (user verification) each time.
 *
 * A challenge is used once and soon. What an authenticator says of its maker is not asked for; a statement with
 * certificates is refused, because checking it would have the desk fetch addresses that the statement names. The counter
 * of an authenticator that has one must grow: two answers from one counter mean a copy.
 */
import { sha256Hex } from "#kit/hash.ts";
import { err, ok, type Result } from "#kit/result.ts";
import type { PasskeyAnswer, PasskeyProof } from "#terms/account.ts";
import type { Person } from "#terms/person.ts";
import { deedOf, type PeopleSetup, timeOf } from "./people-setup.ts";
import { nameFault } from "./person-name.ts";
import { beginSession, type Caller, type SignInAnswer } from "./sign-in.ts";

/** Where the desk is found: a passkey belongs to a name, and answers there alone. */
export interface PasskeyPlace {
  /** Host without its port. */
  readonly name: string;
  /** `https://desk.example`, `http://localhost:8037` */
  readonly origin: string;
}

/** Heavy, and wanted seldom: loaded when the first passkey is. */
const library = () => import("@simplewebauthn/server");

const challengeMs = 5 * 60_000;
const mostPasskeys = 20;
const perAddress = { free: 40, longestWaitMs: 60_000 };

const hashOf = (challenge: string): string => sha256Hex(`passkey ${challenge}`);

const keepChallenge = async (
  { store, nowMs }: PeopleSetup,
  challenge: string,
  personId: string | undefined,
): Promise<void> => {
  const at = timeOf(nowMs());
  const whose = personId === undefined ? {} : { personId };
  await store.putOneTime(
    { hash: hashOf(challenge), kind: "passkey", ...whose, expiresAt: timeOf(nowMs() + challengeMs) },
    { at, alone: false },
  );
};

/** A challenge made for this person, or for nobody in particular; it is used up by being asked for. */
const takeChallenge =
  ({ store, nowMs }: PeopleSetup, personId: string | undefined) =>
  async (challenge: string): Promise<boolean> => {
    const found = await store.takeOneTime({ hash: hashOf(challenge), kinds: ["passkey"], at: timeOf(nowMs()) });
    return found !== undefined && found.personId === personId;
  };

/** What the browser asks an authenticator for. */
export const offerPasskey = async (setup: PeopleSetup, person: Person, place: PasskeyPlace) => {
  const { generateRegistrationOptions } = await library();
  const options = await generateRegistrationOptions({
    rpName: "Watchfloor",
    rpID: place.name,
    userID: new TextEncoder().encode(person.id),
    userName: person.login,
    userDisplayName: person.name,
    attestationType: "none",
    excludeCredentials: (await setup.store.listPasskeys(person.id)).map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await keepChallenge(setup, options.challenge, person.id);
  return options;
};

const namesCertificates = async (attestation: string): Promise<boolean> => {
  const { decodeAttestationObject, isoBase64URL } = await import("@simplewebauthn/server/helpers");
  const decoded = decodeAttestationObject(isoBase64URL.toBuffer(attestation));
  return decoded.get("attStmt").get("x5c") !== undefined;
};

const unusable = "This is no answer of an authenticator to what the desk asked. Try again.";

export const keepPasskey = async (
  setup: PeopleSetup,
  person: Person,
  { name, answer, place }: { readonly name: string; readonly answer: PasskeyAnswer; readonly place: PasskeyPlace },
): Promise<Result<undefined, string>> => {
  const fault = nameFault(name);
  if (fault !== undefined) return err(fault);
  if ((await setup.store.listPasskeys(person.id)).length >= mostPasskeys)
    return err(`Expected at most ${mostPasskeys} passkeys. Remove one first.`);
  try {
    const { verifyRegistrationResponse } = await library();
    if (await namesCertificates(answer.response.attestationObject)) return err(unusable);
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: answer,
      expectedChallenge: takeChallenge(setup, person.id),
      expectedOrigin: place.origin,
      expectedRPID: place.name,
    });
    if (!verified || registrationInfo === undefined) return err(unusable);
    const { id, publicKey, counter } = registrationInfo.credential;
    const added = await setup.store.addPasskey(deedOf(setup, person), {
      id,
      personId: person.id,
      name,
      publicKey,
      counter,
      transports: answer.response.transports,
    });
    return added ? ok(undefined) : err("That passkey is on record already.");
  } catch {
    // The library throws for every kind of answer that is not right; what it says is for its developers.
    return err(unusable);
  }
};

export const offerPasskeySignIn = async (setup: PeopleSetup, place: PasskeyPlace) => {
  const { generateAuthenticationOptions } = await library();
  const options = await generateAuthenticationOptions({ rpID: place.name, userVerification: "required" });
  await keepChallenge(setup, options.challenge, undefined);
  return options;
};

/** @returns the person whose passkey it is, when the answer is right */
const judge = async (setup: PeopleSetup, proof: PasskeyProof, place: PasskeyPlace): Promise<Person | undefined> => {
  const key = await setup.store.findPasskey(proof.id);
  if (key === undefined) return undefined;
  const { verifyAuthenticationResponse } = await library();
  const { userHandle, ...response } = proof.response;
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { ...proof, response: { ...response, ...(userHandle === undefined ? {} : { userHandle }) } },
    expectedChallenge: takeChallenge(setup, undefined),
    expectedOrigin: place.origin,
    expectedRPID: place.name,
    requireUserVerification: true,
    credential: { id: key.id, publicKey: new Uint8Array(key.publicKey), counter: key.counter },
  });
  if (!verified) return undefined;
  const used = { id: key.id, from: key.counter, to: authenticationInfo.newCounter, at: timeOf(setup.nowMs()) };
  if (!(await setup.store.countPasskeyUse(used))) return undefined;
  const found = await setup.store.readCredentials({ id: key.personId });
  return found?.person.state === "active" ? found.person : undefined;
};

/** No login is named, so that an attack on a login is no hindrance here. */
export const signInWithPasskey = async (
  setup: PeopleSetup,
  { proof, place, caller }: { readonly proof: PasskeyProof; readonly place: PasskeyPlace; readonly caller: Caller },
): Promise<SignInAnswer> => {
  const key = `passkey ${caller.address}`;
  const waitMs = await setup.limiter.take([{ key, allowance: perAddress }]);
  if (waitMs > 0) return { type: "wait", seconds: Math.ceil(waitMs / 1000) };
  const person = await judge(setup, proof, place).catch(() => undefined);
  if (person === undefined) return { type: "refused" };
  await setup.limiter.settle({ forgiven: [key] });
  return (await beginSession(setup, person, { way: "passkey", caller })) ?? { type: "refused" };
};
