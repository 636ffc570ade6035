/**
 * Codes of an authenticator (TOTP, RFC 6238: SHA-1, six digits, 30 s, one step early or late) and recovery codes.
 *
 * A step opens once: its code, seen over a shoulder, is worth nothing. Ten recovery codes of 80 bits are shown once, and
 * each opens once. The secret of an authenticator stands in the store as it is: its key would lie beside it.
 */
import { Secret, TOTP } from "otpauth";
import { sha256Hex } from "#kit/hash.ts";
import { err, ok, type Result } from "#kit/result.ts";
import type { Actor, Person } from "#terms/person.ts";
import { deedOf, type PeopleSetup, timeOf } from "./people-setup.ts";

const periodS = 30;
const secretBytes = 20;
const recoveryCodes = 10;
const enrolMs = 15 * 60_000;

const authenticatorOf = (secret: string, label: string): TOTP =>
  new TOTP({
    issuer: "Watchfloor",
    label,
    secret: Secret.fromBase32(secret),
    algorithm: "SHA1",
    digits: 6,
    period: periodS,
  });

/** @returns the step that the code is for */
const stepOf = (secret: string, code: string, nowMs: number): number | undefined => {
  const token = code.replaceAll(/[\s-]/gu, "");
  if (!/^[0-9]{6}$/.test(token)) return undefined;
  const delta = authenticatorOf(secret, "").validate({ token, timestamp: nowMs, window: 1 });
  return delta === null ? undefined : Math.floor(nowMs / 1000 / periodS) + delta;
};

const recoveryHash = (code: string): string => sha256Hex(code.toLowerCase().replaceAll(/[^0-9a-z]/gu, ""));

/** A code of the authenticator, or one of the recovery codes; either is used up by being right. */
export const isRightCode = async (
  { store, nowMs }: PeopleSetup,
  { person, totpSecret }: { readonly person: Person; readonly totpSecret?: string },
  code: string,
): Promise<boolean> => {
  if (totpSecret === undefined) return false;
  const step = stepOf(totpSecret, code, nowMs());
  if (step !== undefined) return store.takeTotpStep(person.id, step);
  return store.takeRecoveryCode(person.id, recoveryHash(code));
};

/** A secret to be put into an authenticator; it counts for nothing until a code of it was shown. */
export const offerTotp = async (
  { store, nowMs, makeSecret }: PeopleSetup,
  person: Pick<Person, "id" | "login">,
): Promise<{ readonly secret: string; readonly uri: string }> => {
  const bytes = Buffer.from(makeSecret(), "base64url").subarray(0, secretBytes);
  const secret = new Secret({ buffer: new Uint8Array(bytes).buffer }).base32;
  const at = timeOf(nowMs());
  await store.putOneTime(
    {
      hash: sha256Hex(`totp ${person.id}`),
      kind: "totp",
      personId: person.id,
      detail: { secret },
      expiresAt: timeOf(nowMs() + enrolMs),
    },
    { at, alone: true },
  );
  return { secret, uri: authenticatorOf(secret, person.login).toString() };
};

/** @returns the recovery codes, shown this once */
export const confirmTotp = async (
  setup: PeopleSetup,
  who: Actor,
  code: string,
): Promise<Result<readonly string[], string>> => {
  const { store, nowMs, makeCode } = setup;
  const asked = { hash: sha256Hex(`totp ${who.id}`), kinds: ["totp"] as const, at: timeOf(nowMs()) };
  const offered = await store.lookAtOneTime(asked);
  const detail = offered?.detail;
  const secret = typeof detail === "object" && detail !== null && "secret" in detail ? detail.secret : undefined;
  if (typeof secret !== "string") return err("The secret has run out. Begin again.");
  const step = stepOf(secret, code, nowMs());
  if (step === undefined)
    return err("Expected the code that the authenticator shows now. Is the clock of that device right?");
  if ((await store.takeOneTime(asked)) === undefined) return err("The secret has run out. Begin again.");
  const codes = Array.from({ length: recoveryCodes }, makeCode);
  await store.setTotp(deedOf(setup, who), {
    personId: who.id,
    secret,
    step,
    recoveryHashes: codes.map(recoveryHash),
  });
  return ok(codes);
};
