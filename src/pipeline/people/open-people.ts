/** Everything about people that the doors may ask, on one store. */
import { createHasher, type HasherOptions } from "#outside/hash-password.ts";
import { makeCode, makeId, makeSecret } from "#outside/make-secret.ts";
import type { SecretKey } from "#outside/secret-key.ts";
import type { PeopleStore } from "#store/index.ts";
import { createLimiter } from "./limit-attempts.ts";
import { dayMs, hourMs, type PeopleRules, type PeopleSetup } from "./people-setup.ts";

const usualRules: PeopleRules = {
  reading: "signed-in",
  readingCeiling: "TLP:CLEAR",
  idleMs: 12 * hourMs,
  longestMs: 7 * dayMs,
};

export interface PeopleOptions {
  readonly store: PeopleStore;
  readonly rules?: Partial<PeopleRules>;
  readonly nowMs?: () => number;
  readonly hashing?: HasherOptions;
  readonly secretKey?: SecretKey;
}

export const openPeople = ({
  store,
  rules = {},
  nowMs = Date.now,
  hashing = {},
  secretKey,
}: PeopleOptions): PeopleSetup => ({
  store,
  hasher: createHasher(hashing),
  nowMs,
  makeSecret,
  makeId,
  makeCode,
  limiter: createLimiter(store, nowMs),
  secretKey,
  rules: { ...usualRules, ...rules },
});
