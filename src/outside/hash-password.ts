/**
 * Passwords as argon2id hashes in PHC string form (RFC 9106; parameters: OWASP Password Storage Cheat Sheet, 19 MiB,
 * two passes, one lane).
 *
 * The work is bounded: so many hashes at once, so many waiting, and whoever comes then is told that the desk is busy.
 * Checking costs one hash whether or not there is anything to compare with, so that time tells nobody which logins are
 * on record. Text is taken as NFKC (NIST SP 800-63B, 3.1.1.2); how long it may be is the caller's rule.
 */
import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { createSlots } from "./slots.ts";

interface Cost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

export interface HasherOptions {
  readonly cost?: Cost;
  /** Hashes computed at the same time. */
  readonly atOnce?: number;
  /** Hashes that may wait for their turn. */
  readonly waiting?: number;
}

export interface PasswordHasher {
  readonly hash: (password: string) => Promise<string>;
  /** `kept` undefined: the same work, and never right. */
  readonly verify: (password: string, kept: string | undefined) => Promise<boolean>;
  /** Whether a hash was made with another cost and should be made anew at the next chance. */
  readonly isStale: (kept: string) => boolean;
  /** Hashes computed so far: what the tests compare instead of time. */
  readonly computed: () => number;
}

/** More hashes are asked for than the desk can compute. */
export class TooBusy extends Error {
  readonly statusCode = 429;
}

const owasp: Cost = { memoryKib: 19_456, passes: 2, lanes: 1 };
const keyBytes = 32;
const saltBytes = 16;

/** Limits hold a damaged row to a bounded amount of work. */
const phc =
  /^\$argon2id\$v=19\$m=([0-9]{1,6}),t=([0-9]{1,2}),p=([0-9]{1,2})\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43})$/;

interface Kept {
  readonly cost: Cost;
  readonly salt: Buffer;
  readonly key: Buffer;
}

const parseKept = (text: string): Kept | undefined => {
  const found = phc.exec(text);
  if (found === null) return undefined;
  const [, memory, passes, lanes, salt = "", key = ""] = found;
  return {
    cost: { memoryKib: Number(memory), passes: Number(passes), lanes: Number(lanes) },
    salt: Buffer.from(salt, "base64"),
    key: Buffer.from(key, "base64"),
  };
};

const unpadded = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");

const derive = (password: string, salt: Buffer, { memoryKib, passes, lanes }: Cost): Promise<Buffer> =>
  new Promise((done, fail) => {
    const message = Buffer.from(password.toWellFormed().normalize("NFKC"), "utf8");
    const how = { message, nonce: salt, parallelism: lanes, tagLength: keyBytes, memory: memoryKib, passes };
    argon2("argon2id", how, (cause, key) => (cause === null ? done(key) : fail(cause)));
  });

const sameCost = (a: Cost, b: Cost): boolean =>
  a.memoryKib === b.memoryKib && a.passes === b.passes && a.lanes === b.lanes;

export const createHasher = ({ cost = owasp, atOnce = 2, waiting = 32 }: HasherOptions = {}): PasswordHasher => {
  const slots = createSlots(atOnce);
  const nobody: Kept = { cost, salt: randomBytes(saltBytes), key: randomBytes(keyBytes) };
  let inside = 0;
  let computed = 0;
  const bounded = async (password: string, salt: Buffer, with_: Cost): Promise<Buffer> => {
    if (inside >= atOnce + waiting)
      throw new TooBusy("Too many people are signing in at once. Try again in a few seconds.");
    inside += 1;
    try {
      return await slots.within(async () => {
        computed += 1;
        return derive(password, salt, with_);
      });
    } finally {
      inside -= 1;
    }
  };
  return {
    hash: async (password) => {
      const salt = randomBytes(saltBytes);
      const key = await bounded(password, salt, cost);
      return `$argon2id$v=19$m=${cost.memoryKib},t=${cost.passes},p=${cost.lanes}$${unpadded(salt)}$${unpadded(key)}`;
    },
    verify: async (password, kept) => {
      const known = kept === undefined ? undefined : parseKept(kept);
      const { salt, key, cost: with_ } = known ?? nobody;
      const found = await bounded(password, salt, with_);
      return timingSafeEqual(found, key) && known !== undefined;
    },
    isStale: (kept) => {
      const known = parseKept(kept);
      return known === undefined || !sameCost(known.cost, cost);
    },
    computed: () => computed,
  };
};
