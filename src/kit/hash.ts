/** Content hashes. Ids of everything derived are hashes of what they were derived from, so a rerun gives the same ids. */
import { createHash } from "node:crypto";

/** SHA-256 of bytes or UTF-8 text, 64 lower-case hex digits. */
export const sha256Hex = (content: Uint8Array | string): string => createHash("sha256").update(content).digest("hex");

/** A short stable id: a prefix and the first 12 hex digits of the hash of the parts, joined by NUL. */
export const stableId = (prefix: string, ...parts: readonly string[]): string =>
  `${prefix}-${sha256Hex(parts.join("\0")).slice(0, 12)}`;

/** SHA-256 in base64, as a Content-Security-Policy writes it. */
export const sha256Base64 = (content: Uint8Array | string): string =>
  createHash("sha256").update(content).digest("base64");
