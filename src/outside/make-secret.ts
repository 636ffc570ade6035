/** Secrets for links, cookies and tokens: 256 bits of chance, in letters that need no escaping in an address. */
import { randomBytes } from "node:crypto";

export const makeSecret = (prefix = ""): string => `${prefix}${randomBytes(32).toString("base64url")}`;

/** The name of a record, which is no secret. */
export const makeId = (prefix: string): string => `${prefix}-${randomBytes(8).toString("hex")}`;

/** 80 bits, in groups that can be copied by hand; without letters that look alike (Crockford's base 32). */
export const makeCode = (): string => {
  const letters = "0123456789abcdefghjkmnpqrstvwxyz";
  const code = [...randomBytes(16)].map((byte) => letters[byte % letters.length] ?? "").join("");
  return code.match(/.{4}/g)?.join("-") ?? code;
};
