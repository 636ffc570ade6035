/** What everything about people is given: the store, the time, chance, and the rules of this desk. */
import type { PasswordHasher } from "#outside/hash-password.ts";
import type { SecretKey } from "#outside/secret-key.ts";
import type { PeopleStore } from "#store/index.ts";
import type { Actor } from "#terms/person.ts";
import type { Tlp } from "#terms/tlp.ts";
import type { AttemptLimiter } from "./limit-attempts.ts";

export interface PeopleRules {
  /** `open`: whoever reaches the desk reads approved editions up to the ceiling. */
  readonly reading: "signed-in" | "open";
  readonly readingCeiling: Tlp;
  readonly idleMs: number;
  readonly longestMs: number;
}

export interface PeopleSetup {
  readonly store: PeopleStore;
  readonly hasher: PasswordHasher;
  readonly nowMs: () => number;
  readonly makeSecret: (prefix?: string) => string;
  readonly makeId: (prefix: string) => string;
  readonly makeCode: () => string;
  readonly limiter: AttemptLimiter;
  /** Under which the secrets of authenticators are kept; none at the command line, where nobody signs in. */
  readonly secretKey: SecretKey | undefined;
  readonly rules: PeopleRules;
}

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

export const timeOf = (ms: number): string => new Date(ms).toISOString();

/** The desk itself, where no person acts: the operator at the command line, a link. */
export const theDesk: Actor = { id: "desk", name: "the desk" };

export const deedOf = ({ nowMs }: Pick<PeopleSetup, "nowMs">, who: Actor & { readonly via?: string }) => ({
  at: timeOf(nowMs()),
  who: { id: who.id, name: who.name, ...(who.via === undefined ? {} : { via: who.via }) },
});
