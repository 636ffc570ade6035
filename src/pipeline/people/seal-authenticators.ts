/**
 * The secrets of authenticators stand in the store under the desk's key (`outside/secret-key.ts`), each bound to its
 * person. Those of an earlier version, or of a backup of one, stand there as they are: they count, and are sealed at the
 * next start of `serve`. One under a key that is lost opens no more; its owner has recovery codes, passkeys, or a reset.
 */
import type { Result } from "#kit/result.ts";
import { ok } from "#kit/result.ts";
import { keyOf, openSecret, type SecretKey, sealSecret } from "#outside/secret-key.ts";
import type { PeopleStore } from "#store/index.ts";

const contextOf = (personId: string): string => `person/${personId}/totp`;

export const sealTotp = (key: SecretKey, personId: string, secret: string): string =>
  sealSecret(key, contextOf(personId), secret);

export const openTotp = (key: SecretKey, personId: string, kept: string): Result<string, string> =>
  keyOf(kept) === undefined ? ok(kept) : openSecret(key, contextOf(personId), kept);

export interface Authenticators {
  readonly all: number;
  /** Not sealed yet: logins. */
  readonly plain: readonly string[];
  /** Under another key, or changed: logins. */
  readonly lost: readonly string[];
}

export const lookAtAuthenticators = async (
  store: Pick<PeopleStore, "listTotp">,
  key: SecretKey | undefined,
): Promise<Authenticators> => {
  const kept = await store.listTotp();
  const isLost = ({ id, secret }: (typeof kept)[number]): boolean =>
    keyOf(secret) !== undefined && (key === undefined || !openTotp(key, id, secret).ok);
  return {
    all: kept.length,
    plain: kept.filter(({ secret }) => keyOf(secret) === undefined).map(({ login }) => login),
    lost: kept.filter(isLost).map(({ login }) => login),
  };
};

/** Done by several at once it is done once. */
export const sealAuthenticators = async (
  store: Pick<PeopleStore, "listTotp" | "replaceTotp">,
  key: SecretKey,
): Promise<Authenticators> => {
  for (const { id, secret } of await store.listTotp())
    if (keyOf(secret) === undefined) await store.replaceTotp(id, secret, sealTotp(key, id, secret));
  return lookAtAuthenticators(store, key);
};
