/**
 * Codes of an authenticator (TOTP, RFC 6238: SHA-1, six digits, 30 s, one step early or late) and recovery codes.
 *
 * A step opens once: its code, seen over a shoulder, is worth nothing. Ten recovery codes of 80 bits are shown once, and
 * each opens once. The secret of an authenticator is kept sealed (`seal-authenticators.ts`).
 */
import { Secret, TOTP } from "otpauth";
import { sha256Hex } from "#kit/hash.ts";
import { err, ok, type Result } from "#kit/result.ts";
import type { SecretKey } from "#outside/secret-key.ts";
import type { Actor, Person } from "#terms/person.ts";
import { deedOf, type PeopleSetup, timeOf } from "./people-setup.ts";
import { openTotp, sealTotp } from "./seal-authenticators.ts";

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

const keyFor = ({ secretKey }: PeopleSetup): SecretKey => {
  if (secretKey === undefined) throw new Error("Expected the key of the desk's secrets where authenticators are used.");
  return secretKey;
};

/**
 * A code of the authenticator, or one of the recovery codes; either is used up by being right. `unreadable`: no code of
 * the authenticator is right any more, for its secret cannot be opened.
 */
export const judgeCode = async (
  setup: PeopleSetup,
  { person, totpSecret }: { readonly person: Person; readonly totpSecret?: string },
  code: string,
): Promise<"right" | "wrong" | "unreadable"> => {
  if (totpSecret === undefined) return "wrong";
  const secret = openTotp(keyFor(setup), person.id, totpSecret);
  const step = secret.ok ? stepOf(secret.value, code, setup.nowMs()) : undefined;
  const isRight =
    step === undefined
      ? await setup.store.takeRecoveryCode(person.id, recoveryHash(code))
      : await setup.store.takeTotpStep(person.id, step);
  if (isRight) return "right";
  return secret.ok ? "wrong" : "unreadable";
};

/** A secret to be put into an authenticator; it counts for nothing until a code of it was shown. */
export const offerTotp = async (
  setup: PeopleSetup,
  person: Pick<Person, "id" | "login">,
): Promise<{ readonly secret: string; readonly uri: string }> => {
  const { store, nowMs, makeSecret } = setup;
  const bytes = Buffer.from(makeSecret(), "base64url").subarray(0, secretBytes);
  const secret = new Secret({ buffer: new Uint8Array(bytes).buffer }).base32;
  const at = timeOf(nowMs());
  await store.putOneTime(
    {
      hash: sha256Hex(`totp ${person.id}`),
      kind: "totp",
      personId: person.id,
      detail: { secret: sealTotp(keyFor(setup), person.id, secret) },
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
  const sealed = typeof detail === "object" && detail !== null && "secret" in detail ? detail.secret : undefined;
  const secret = typeof sealed === "string" ? openTotp(keyFor(setup), who.id, sealed) : undefined;
  if (secret?.ok !== true) return err("The secret has run out. Begin again.");
  const step = stepOf(secret.value, code, nowMs());
  if (step === undefined)
    return err("Expected the code that the authenticator shows now. Is the clock of that device right?");
  if ((await store.takeOneTime(asked)) === undefined) return err("The secret has run out. Begin again.");
  const codes = Array.from({ length: recoveryCodes }, makeCode);
  await store.setTotp(deedOf(setup, who), {
    personId: who.id,
    secret: sealTotp(keyFor(setup), who.id, secret.value),
    step,
    recoveryHashes: codes.map(recoveryHash),
  });
  return ok(codes);
};
